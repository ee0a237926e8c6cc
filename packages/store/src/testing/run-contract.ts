import type { OutcomeRun, RunStatus } from "@holdfast/core";
import { expect, test } from "vitest";
import type { RunPlace } from "../runs/list-runs.js";
import type { Store } from "../store.js";
import { ACTOR, refusal, registered } from "./study.js";

function run(about: Partial<OutcomeRun> = {}): OutcomeRun {
  const none = { callerId: null, parent: null, recipe: null, environment: null };
  return { arm: "treated", seed: 1, branch: 0, ...none, ...about };
}

function said(status: RunStatus, at: string | null, times: { startedAt?: string; endedAt?: string } = {}) {
  const date = (text: string | undefined | null) =>
    text === undefined || text === null ? null : new Date(text);
  return { status, at: date(at), startedAt: date(times.startedAt), endedAt: date(times.endedAt) };
}

async function names(store: Store, identity: string, asked = {}): Promise<string[]> {
  return (await store.runs(identity, { limit: 100, ...asked })).runs.map((found) => found.run);
}

/** Runs, checkpoints and lineage. */
export function runContract(store: () => Store): void {
  test("a run is registered before its outcomes, again is nothing new, and another training is a conflict", async () => {
    const { identity, record } = await registered(store(), "started");
    const given = { run: run({ callerId: "job-1", recipe: "r1" }), state: null };
    const first = await store().registerRun(identity, given, ACTOR);
    expect(first).toMatchObject({
      created: true,
      run: { run: "treated/1/0", callerId: "job-1", recipe: "r1", state: null, outcomes: 0, checkpoints: 0 },
    });
    expect(await store().registerRun(identity, given, ACTOR)).toMatchObject({ created: false });
    const more = { run: run({ environment: { name: "gym" } }), state: null };
    expect((await store().registerRun(identity, more, ACTOR)).run).toMatchObject({
      ...{ callerId: "job-1", environment: { name: "gym" } },
    });
    const other = { run: run({ callerId: "job-2" }), state: null };
    const refused = await refusal(store().registerRun(identity, other, ACTOR));
    expect(refused).toMatchObject({ code: "conflict", key: "[0].run" });
    expect(refused.remedy).toContain("another branch");
    expect((await store().evidence(identity)).runs).toEqual([]);
    await record({ run: "job-1", point: 0.5 });
    expect((await store().evidence(identity)).runs).toMatchObject([{ recipe: "r1", callerId: "job-1" }]);
    expect((await store().audit({ identity })).entries.map(({ detail }) => detail).reverse()).toEqual([
      expect.stringContaining("sha256"),
      "run treated/1/0: registered",
      expect.stringContaining("1 outcomes"),
    ]);
  });

  test("how a run stands follows from the newest statement, in whatever order they arrive", async () => {
    const { identity } = await registered(store(), "states");
    const start = said("running", null, { startedAt: "2026-01-01T00:00:00.000Z" });
    const requeued = said("running", "2026-01-01T02:00:00.000Z");
    const killed = said("killed", null, { endedAt: "2026-01-01T01:00:00.000Z" });
    const end = said("finished", "2026-01-01T03:00:00.000Z");
    const orders = [
      [start, killed, requeued, end],
      [end, requeued, killed, start],
      [killed, end, start, requeued, end, start],
    ];
    for (const [seed, states] of orders.entries()) {
      for (const state of states) await store().registerRun(identity, { run: run({ seed }), state }, ACTOR);
      expect((await store().run(identity, `treated/${seed}/0`)).run.state).toEqual({
        status: "finished",
        startedAt: "2026-01-01T00:00:00.000Z",
        endedAt: "2026-01-01T03:00:00.000Z",
        at: "2026-01-01T03:00:00.000Z",
      });
    }
    const timeless = { run: run({ seed: 9 }), state: said("running", null) };
    await store().registerRun(identity, timeless, ACTOR);
    const later = { ...ACTOR, at: new Date(ACTOR.at.getTime() + 60_000) };
    const again = await store().registerRun(identity, timeless, later);
    expect(again.run.state).toMatchObject({ status: "running", at: ACTOR.at.toISOString(), endedAt: null });
    const ended = { run: run({ seed: 9 }), state: said("failed", null) };
    expect((await store().registerRun(identity, ended, later)).run.state).toMatchObject({
      ...{ status: "failed", startedAt: ACTOR.at.toISOString(), endedAt: later.at.toISOString() },
    });
    expect(await names(store(), identity, { status: "finished" })).toHaveLength(3);
    expect(await names(store(), identity, { status: "failed" })).toEqual(["treated/9/0"]);
    expect(await names(store(), identity, { status: "unknown" })).toEqual([]);
  });

  test("a checkpoint is registered with its run; other tokens or another address are conflicts", async () => {
    const { identity, record } = await registered(store(), "checkpoints");
    const checkpoint = { stage: "rl", step: 100, tokens: 5, uri: null, shared: false };
    const first = await store().registerCheckpoint(identity, { run: run(), checkpoint }, ACTOR);
    expect(first).toEqual({
      created: true,
      checkpoint: { run: "treated/1/0", ...checkpoint, outcomes: 0 },
    });
    const withUri = { ...checkpoint, uri: "s3://x" };
    const second = await store().registerCheckpoint(identity, { run: run(), checkpoint: withUri }, ACTOR);
    expect(second).toMatchObject({ created: false, checkpoint: { uri: "s3://x", tokens: 5 } });
    const wrong = { run: run(), checkpoint: { ...checkpoint, tokens: 6 } };
    expect(await refusal(store().registerCheckpoint(identity, wrong, ACTOR))).toMatchObject({
      code: "conflict",
      key: "[0].tokens",
    });
    await record({ stage: "rl", step: 100, tokens: 5, point: 0.5 }, { stage: "rl", point: 0.5 });
    await store().registerCheckpoint(
      identity,
      { run: run(), checkpoint: { ...checkpoint, step: 7, tokens: null } },
      ACTOR,
    );
    const { checkpoints, run: record1 } = await store().run(identity, "treated/1/0");
    expect(checkpoints.map(({ step, outcomes, tokens }) => [step, outcomes, tokens])).toEqual([
      [7, 0, null],
      [100, 1, 5],
      [null, 1, null],
    ]);
    expect(record1).toMatchObject({ stages: ["rl"], checkpoints: 3, outcomes: 2, metrics: 0 });
  });

  test("runs are found by arm, seed, stage, text and outcomes, with their lineage, page by page", async () => {
    const { identity, record } = await registered(store(), "lineage");
    const parent = { stage: "sft", step: null, branch: 0 };
    const start = (about: Partial<OutcomeRun>) =>
      store().registerRun(identity, { run: run(about), state: null }, ACTOR);
    for (const seed of [2, 10, 1]) await start({ seed });
    await start({ seed: 1, branch: 1, parent, environment: { name: "Gym_100%" } });
    await start({ arm: "control", seed: null, callerId: "W'--<b>" });
    await start({ arm: "control", seed: null });
    await record({ seed: 10, stage: "rl", point: 0.5 });
    await store().intervene(
      identity,
      { run: "treated/1/0", stage: "rl", step: 5, author: "ada", reason: "watch", change: "data" },
      ACTOR,
    );
    const all = [
      "control/unknown/0",
      "control/unknown:W'--<b>/0",
      "treated/1/0",
      "treated/1/1",
      "treated/2/0",
      "treated/10/0",
    ];
    expect(await names(store(), identity)).toEqual(all);
    expect(await names(store(), identity, { arm: "control" })).toEqual(all.slice(0, 2));
    expect(await names(store(), identity, { seed: null })).toEqual(all.slice(0, 2));
    expect(await names(store(), identity, { seed: 1 })).toEqual(["treated/1/0", "treated/1/1"]);
    expect(await names(store(), identity, { stage: "rl" })).toEqual(["treated/10/0"]);
    expect(await names(store(), identity, { hasOutcomes: true })).toEqual(["treated/10/0"]);
    expect(await names(store(), identity, { hasOutcomes: false })).toHaveLength(5);
    expect(await names(store(), identity, { text: "w'--<B>" })).toEqual([all[1]]);
    expect(await names(store(), identity, { text: "m_100%" })).toEqual(["treated/1/1"]);
    expect(await names(store(), identity, { text: "m1100" })).toEqual([]);
    const found: string[] = [];
    let after: RunPlace | undefined;
    do {
      const page = await store().runs(identity, { limit: 2, after });
      found.push(...page.runs.map((one) => one.run));
      await start({ arm: "control", seed: found.length });
      after = page.next ?? undefined;
    } while (after !== undefined);
    expect(found).toEqual(expect.arrayContaining(all));
    expect(new Set(found).size).toBe(found.length);
    const lineage = await store().run(identity, "treated/1/0");
    expect(lineage.run).toMatchObject({ parentRun: null, children: ["treated/1/1"] });
    expect(lineage.interventions).toMatchObject([{ change: "data" }]);
    expect((await store().run(identity, "treated/1/1")).run).toMatchObject({
      parentRun: "treated/1/0",
      parent,
    });
    expect(await refusal(store().run(identity, "treated/1/2"))).toMatchObject({
      code: "not-found",
      key: "run",
    });
  });
}
