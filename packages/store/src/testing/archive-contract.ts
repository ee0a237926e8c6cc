import { createHash } from "node:crypto";
import { evidenceFingerprint } from "@holdfast/core";
import { expect, test } from "vitest";
import { NO_TIME } from "../metrics/metric-place.js";
import type { Store } from "../store.js";
import { mixedLines } from "./evidence-contract.js";
import { BIG_FILE, digestOf, fileBytes, fileDigest, recordMlflow, recordWatches } from "./mlflow-record.js";
import { ACTOR, archiveOf, refusal, registered, streamOf, study } from "./study.js";

/** A run without outcomes that was started, has checkpoints, and left training metrics: some not finite. */
async function startedRun(store: Store, identity: string): Promise<void> {
  const run = {
    ...{ arm: "control", seed: 77, branch: 0, callerId: "job", parent: null, recipe: "r" },
    environment: { name: "gym" },
  };
  const state = { status: "failed", startedAt: null, endedAt: null, at: ACTOR.at } as const;
  await store.registerRun(identity, { run, state }, ACTOR);
  const checkpoint = { stage: "rl", step: 3, tokens: 9, uri: "s3://x", shared: false };
  await store.registerCheckpoint(identity, { run, checkpoint }, ACTOR);
  const points = Array.from({ length: 2500 }, (_, step) => ({
    ...{ run, stage: "rl", key: step % 2 === 0 ? "loss" : "reward/mean", step },
    atMs: step % 3 === 0 ? NO_TIME : step * 1000,
    value: [Number.NaN, Number.POSITIVE_INFINITY][step] ?? step / 7,
  }));
  await store.recordMetrics(identity, points, ACTOR);
}

/** An ablation with everything an archive can hold. */
export async function fullRecord(store: Store, name: string): Promise<string> {
  const { identity, ablation, record } = await registered(store, name);
  await record(...mixedLines(23));
  await record({
    run: "w1",
    recipe: "r",
    parent: { stage: "base" },
    environment: { name: "gym" },
    tokens: 9,
    stage: "base",
    point: 0.5,
  });
  await record({
    samples: { id: ["free"], score: [1] },
    judge: "other",
    evalSha: "abc",
    harness: { name: "inspect" },
  });
  const [first] = (await store.evidence(identity)).outcomes.filter(
    ({ evidence }) => evidence.level === "samples",
  );
  await record({
    ...{ arm: "control", seed: 0, stage: "rl", step: 100 },
    correction: { author: "ada", reason: "misread" },
    samples: { id: ["prompt 0", "prompt 1"], epoch: [0, 1], score: [1, 0] },
  });
  const what = { kind: "outcome", outcomeId: first?.outcomeId ?? "" } as const;
  await store.exclude(identity, { what, author: "ada", reason: "wrong prompt" }, ACTOR);
  await store.intervene(
    identity,
    { run: "treated/1/0", stage: "rl", step: 50, author: "ada", reason: "watch", change: "data" },
    ACTOR,
  );
  await startedRun(store, identity);
  await recordMlflow(store, identity);
  await recordWatches(store, identity);
  await store.cacheAnalysis(identity, "sha256:9", '{"z":1,"a":2}', ACTOR);
  await store.amend(
    identity,
    { ...ablation, note: "second thoughts" },
    { author: "ada", reason: "why not" },
    ACTOR,
  );
  return identity;
}

/** Changed lines with a last line that fits them. */
function sealed(lines: readonly string[]): string[] {
  const body = lines.slice(0, -1);
  const sha256 = createHash("sha256")
    .update(body.map((line) => `${line}\n`).join(""))
    .digest("hex");
  return [...body, JSON.stringify({ kind: "end", lines: body.length, sha256 })];
}

/** Export and import. */
export function archiveContract(store: () => Store): void {
  test("an archive restores everything, byte for byte, and again is nothing new", async () => {
    const identity = await fullRecord(store(), "archived");
    const lines = await archiveOf(store(), identity);
    const [evidence, registration] = [await store().evidence(identity), await store().registration(identity)];
    const again = await store().importArchive(streamOf(lines), ACTOR);
    expect(again).toMatchObject({ identity, receipt: { added: 0, corrected: 0 } });
    await store().delete(identity, ACTOR);
    const restored = await store().importArchive(streamOf(lines.map((line) => `${line}\r\n`)), ACTOR);
    expect(restored.receipt.added).toBeGreaterThan(1000);
    expect(await archiveOf(store(), identity)).toEqual(lines);
    expect(await store().evidence(identity)).toEqual(evidence);
    expect(evidenceFingerprint(await store().evidence(identity))).toBe(evidenceFingerprint(evidence));
    expect(await store().registration(identity)).toEqual(registration);
    const lineage = await store().run(identity, "control/77/0");
    expect(lineage.run).toMatchObject({ metrics: 2, outcomes: 0, state: { status: "failed" } });
    expect(lineage.checkpoints).toMatchObject([{ step: 3, tokens: 9, uri: "s3://x" }]);
    expect(registration.revisions.at(-1)?.known).toBe("analysed");
  });

  test("what MLflow's clients left comes back as they left it, and watches with what they raised", async () => {
    const identity = await fullRecord(store(), "archived-mlflow");
    const lines = await archiveOf(store(), identity);
    const { mlflow } = store();
    const all = async () => {
      const runs = await mlflow.boundRuns(identity);
      const [run] = runs;
      const runId = run?.runId ?? "";
      const page = { offset: 0, limit: 5000 };
      return {
        ...{ runs, experiment: await mlflow.experiment(run?.experimentId ?? -1) },
        ...{ loss: await mlflow.metricHistory(runId, "loss", page), files: await mlflow.artifacts(runId) },
        ...{ unsteady: await mlflow.metricHistory(runId, "Unsteady", page) },
        ...{
          big: await fileDigest(store(), runId, "deep/er/big.bin"),
          watches: await store().watches(identity),
        },
        ...{
          empty: await fileDigest(store(), runId, "empty"),
          whole: await fileDigest(store(), runId, "whole.bin"),
        },
      };
    };
    const before = await all();
    expect(before.runs).toMatchObject([
      { lifecycle: "active", status: "FINISHED" },
      { lifecycle: "deleted" },
    ]);
    expect(before.loss.points).toHaveLength(1300);
    expect(before.big).toBe(digestOf(fileBytes(BIG_FILE)));
    expect(before.watches.map(({ alarms }) => alarms.length).sort()).toEqual([0, 1]);
    await store().delete(identity, ACTOR);
    expect((await refusal(mlflow.run(before.runs[0]?.runId ?? ""))).code).toBe("not-found");
    await store().importArchive(streamOf(lines), ACTOR);
    expect(await all()).toEqual(before);
    expect(await archiveOf(store(), identity)).toEqual(lines);
    const later = await mlflow.createExperiment({ name: "after", artifactLocation: null, tags: [] }, 0);
    expect(later).toBeGreaterThan(before.experiment.experimentId);
    const [entry] = (await store().audit({ identity, limit: 1 })).entries;
    expect(entry?.detail).toContain("2 watches added; MLflow: 2 runs, 1306 points and 4 files added");
    const longest = Math.max(...lines.map((line) => line.length));
    expect(longest).toBeLessThan(200_000);
  });

  test("an MLflow run or experiment that is another's here refuses the archive whole", async () => {
    const identity = await fullRecord(store(), "archived-twice");
    const lines = await archiveOf(store(), identity);
    const { mlflow } = store();
    const [run] = await mlflow.boundRuns(identity);
    const { runId = "", experimentId = 0, userId = "" } = run ?? {};
    const send = (changed: readonly string[]) =>
      refusal(store().importArchive(streamOf(sealed(changed)), ACTOR));
    const param = lines.map((line) => line.replace('"value":"value 17"', '"value":"value 18"'));
    expect(await send(param)).toMatchObject({
      code: "conflict",
      message: expect.stringMatching(/parameter p\/17/),
    });
    const owner = lines.map((line) => line.replace(`"userId":"${userId}"`, '"userId":"eve"'));
    expect(await send(owner)).toMatchObject({
      code: "conflict",
      message: expect.stringMatching(/userId of the MLflow run/),
    });
    const file = lines.map((line) => line.replace('"base64":"aGVsbG8K"', '"base64":"aGVsbG8h"'));
    expect(await send(file)).toMatchObject({
      code: "conflict",
      message: expect.stringMatching(/notes with space/),
    });
    const cut = lines.filter((line) => !line.includes('"at":131072,'));
    expect(await send(cut)).toMatchObject({
      code: "invalid-input",
      message: expect.stringMatching(/byte 131072 .* is missing/),
    });
    await store().delete(identity, ACTOR);
    await mlflow.changeExperiment(experimentId, { name: "another study" }, 0);
    expect(await send(lines)).toMatchObject({
      code: "conflict",
      message: expect.stringMatching(/that id is of `another study`/),
    });
    await mlflow.changeExperiment(experimentId, { name: `of ${identity}` }, 0);
    const moved = lines.map((line) =>
      line.replaceAll(`"experimentId":${experimentId}`, '"experimentId":987654'),
    );
    expect(await send(moved)).toMatchObject({
      code: "conflict",
      message: expect.stringMatching(/here that name has the id/),
    });
    const other = { runName: "x", userId: "u", startMs: 1, tags: [], runId, experimentId };
    await mlflow.createRun(other, null, ACTOR);
    expect(await send(lines)).toMatchObject({
      code: "conflict",
      message: expect.stringMatching(/bound to no ablation/),
    });
    expect((await refusal(store().registration(identity))).code).toBe("not-found");
  });

  test("an archive of the first format, which knew neither, is restored", async () => {
    const identity = await fullRecord(store(), "first-format");
    const lines = await archiveOf(store(), identity);
    const first = lines.filter((line) => !/^\{"kind":"(mlflow-|watch|alarm)/.test(line));
    const old = sealed(first.map((line) => line.replace("holdfast-archive/2", "holdfast-archive/1")));
    await store().delete(identity, ACTOR);
    await store().importArchive(streamOf(old), ACTOR);
    expect((await archiveOf(store(), identity)).slice(1, -1)).toEqual(old.slice(1, -1));
  });

  test("a cut, changed or newer archive is refused whole, with the line", async () => {
    const identity = await fullRecord(store(), "broken-archive");
    const lines = await archiveOf(store(), identity);
    await store().delete(identity, ACTOR);
    const send = (changed: readonly string[]) => refusal(store().importArchive(streamOf(changed), ACTOR));
    expect((await send(lines.slice(0, -1))).message).toContain("before its last line");
    expect((await send(lines.slice(0, 5))).message).toContain("ends after line 5");
    expect((await send([])).message).toContain("empty");
    expect((await send([...lines, lines[1] ?? ""])).message).toContain("follows the last line");
    expect((await send(lines.filter((line) => !line.includes('"kind":"run"')))).message).toContain(
      "no earlier line names",
    );
    expect((await send(lines.toSpliced(-2, 1))).message).toContain("lines, and says");
    expect((await send(lines.map((line) => line.replace("prompt 3", "prompt 4")))).code).toBe(
      "invalid-input",
    );
    const tampered = lines.map((line) => line.replace('"score":[1,0,', '"score":[1,1,'));
    expect(tampered).not.toEqual(lines);
    expect((await send(tampered)).message).toContain("checksum");
    const newer = [(lines[0] ?? "").replace("archive/2", "archive/3"), ...lines.slice(1)];
    expect(await send(newer)).toMatchObject({ code: "newer-format", key: "format" });
    expect((await send(['{"some":"json"}'])).code).toBe("invalid-input");
    expect((await send([`${lines[0]}`, "{half"])).message).toContain("not whole JSON");
    expect((await refusal(store().registration(identity))).code).toBe("not-found");
  });

  test("an archive of an ablation that is registered with another content is drift", async () => {
    const { identity } = await registered(store(), "archive-drift");
    const lines = await archiveOf(store(), identity);
    await store().delete(identity, ACTOR);
    await store().register(study("archive-drift", { title: "Changed" }), ACTOR, { retrospective: false });
    expect(await refusal(store().importArchive(streamOf(lines), ACTOR))).toMatchObject({
      code: "drift",
      key: "title",
    });
  });

  test("an export that nobody reads to its end holds nothing up", async () => {
    const identity = await fullRecord(store(), "left-early");
    for await (const line of store().exportArchive(identity)) if (line.includes('"kind":"run"')) break;
    await store().archive(identity, true, ACTOR);
    expect((await store().registration(identity)).archived).toBe(true);
    const missing = store().exportArchive("nowhere@1")[Symbol.asyncIterator]();
    expect(await refusal(missing.next())).toMatchObject({ code: "not-found" });
  });
}
