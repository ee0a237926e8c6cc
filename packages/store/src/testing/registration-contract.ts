import { ablationFingerprint, OutcomeLineSchema, outcomesOf } from "@holdfast/core";
import { expect, test } from "vitest";
import type { Store } from "../store.js";
import { ACTOR, outcomes, refusal, registered, scores, study } from "./study.js";

const amendment = { author: "ada", reason: "a second eval arrived" };

/** Registering, amending, listing, archiving, deleting, and what the audit trail says of it. */
export function registrationContract(store: () => Store): void {
  test("registering again with the same content is nothing new; other content is drift that names the fields", async () => {
    const ablation = study("register");
    const first = await store().register(ablation, ACTOR, { retrospective: true });
    expect(first).toMatchObject({
      created: true,
      registration: {
        identity: "register@1",
        fingerprint: ablationFingerprint(ablation),
        revision: 1,
        retrospective: true,
        archived: false,
        registeredAt: "2026-03-01T12:00:00.123Z",
        ablation,
      },
    });
    const again = await store().register(study("register"), ACTOR, { retrospective: false });
    expect(again).toEqual({ created: false, registration: first.registration });
    const changed = study("register", { title: "Another title" });
    const refused = await refusal(store().register(changed, ACTOR, { retrospective: false }));
    expect(refused).toMatchObject({ code: "drift", key: "title" });
    expect(refused.message).toContain("Another title");
    expect(await store().registration("register@1")).toEqual(first.registration);
  });

  test("an ablation that is not there is not found", async () => {
    for (const asked of [
      () => store().registration("nowhere@1"),
      () => store().evidence("nowhere@1"),
      () => store().coverage("nowhere@1"),
      () => store().record("nowhere@1", [], ACTOR),
      () => store().delete("nowhere@1", ACTOR),
      () => store().cachedAnalysis("nowhere@1", "x"),
    ])
      expect(await refusal(asked())).toMatchObject({ code: "not-found" });
    expect(await refusal(store().registration("no-version"))).toMatchObject({ code: "invalid-input" });
  });

  test("an amendment says what was known of the results, from the record", async () => {
    const { identity, ablation, record } = await registered(store(), "amend");
    const amended = (note: string) => ({ ...ablation, note });
    const known = async (note: string) => {
      const { revisions } = await store().amend(identity, amended(note), amendment, ACTOR);
      return revisions.at(-1)?.known;
    };
    expect(await known("one")).toBe("nothing-run");
    await record({ point: 1 });
    expect(await known("two")).toBe("outcomes-not-analysed");
    await store().cacheAnalysis(identity, "sha256:0", '{"answer":42}', ACTOR);
    expect(await known("three")).toBe("analysed");
    const again = await store().amend(identity, amended("three"), amendment, ACTOR);
    expect(again).toMatchObject({
      revision: 4,
      ablation: { note: "three" },
      fingerprint: ablationFingerprint(amended("three")),
    });
    expect(again.revisions.map((revision) => [revision.revision, revision.author, revision.reason])).toEqual([
      [1, null, null],
      [2, amendment.author, amendment.reason],
      [3, amendment.author, amendment.reason],
      [4, amendment.author, amendment.reason],
    ]);
    expect(await refusal(store().register(ablation, ACTOR, { retrospective: false }))).toMatchObject({
      code: "drift",
    });
  });

  test("an amendment keeps name and version, and what has outcomes", async () => {
    const { identity, ablation, record } = await registered(store(), "amend-refused");
    await record({ point: 1 });
    const other = study("amend-refused-other");
    expect(await refusal(store().amend(identity, other, amendment, ACTOR))).toMatchObject({
      code: "invalid-input",
    });
    const orphaning = { ...ablation, arms: ablation.arms.filter((arm) => arm.name !== "treated") };
    const refused = await refusal(store().amend(identity, orphaning, amendment, ACTOR));
    expect(refused).toMatchObject({ code: "conflict", key: "arms" });
    expect(refused.message).toContain("`treated` has outcomes");
    expect((await store().registration(identity)).revision).toBe(1);
  });

  test("an amendment can bring a new eval, which then takes outcomes", async () => {
    const { identity, ablation, record } = await registered(store(), "amend-eval");
    const late = { eval: "late@1", point: 0 };
    expect(await refusal(record(late))).toMatchObject({ code: "unknown-name" });
    const [first] = ablation.evals;
    if (first === undefined) throw new Error("the study has an eval");
    const evals = [...ablation.evals, { ...first, id: "late@1" }];
    await store().amend(identity, { ...ablation, evals }, amendment, ACTOR);
    expect(await record(late)).toMatchObject({ added: 1 });
  });

  test("lists count runs and outcomes, and tell archived ablations apart", async () => {
    const { identity, record } = await registered(store(), "listed");
    await record({ point: 1 }, { seed: 2, point: 1 }, { seed: 2, stage: "rl", point: 1 });
    // an outcome that names no run counts as an outcome and not as a run
    const unnamed = { arm: "control", stage: "sft", eval: "honeypot@1", point: 0 };
    await store().record(identity, outcomesOf(OutcomeLineSchema.parse(unnamed)), ACTOR);
    await store().archive(identity, true, ACTOR);
    const mine = async (options: { archived?: boolean }) =>
      (await store().ablations({ ...options, identity, order: "identity", limit: 10 })).ablations;
    const arrived = await store().arrivedCells(identity);
    const counts = { countedEvent: 0, observational: false, expected: 4, present: 3 };
    await store().keepCounts(identity, {
      ...counts,
      outcomes: arrived.reduce((sum, cell) => sum + cell.outcomes, 0),
    });
    expect(await mine({})).toMatchObject([
      { runs: 2, outcomes: 4, archived: true, question: "Does the contract hold?" },
    ]);
    expect(await mine({ archived: false })).toEqual([]);
    await store().archive(identity, false, ACTOR);
    expect(await mine({ archived: false })).toHaveLength(1);
    expect((await store().registration(identity)).archived).toBe(false);
  });

  test("deleting removes everything but the audit trail, and the name is free again", async () => {
    const { identity, ablation, record } = await registered(store(), "deleted");
    await record({ samples: scores(0, 1) });
    await store().exclude(
      identity,
      { what: { kind: "run", run: "treated/1/0" }, author: "a", reason: "r" },
      ACTOR,
    );
    await store().cacheAnalysis(identity, "sha256:1", "{}", ACTOR);
    await store().delete(identity, ACTOR);
    expect(await refusal(store().registration(identity))).toMatchObject({ code: "not-found" });
    await store().register(ablation, ACTOR, { retrospective: false });
    expect(await store().evidence(identity)).toEqual({ runs: [], samples: {}, outcomes: [] });
    expect((await store().audit({ identity })).entries.map((entry) => entry.action)).toEqual([
      "register",
      "delete",
      "analyse",
      "exclude",
      "record",
      "register",
    ]);
  });

  test("the audit trail notes who, when and what, and nothing for a write that changed nothing", async () => {
    const { identity, record } = await registered(store(), "audited");
    await record({ samples: scores(0, 1, null) });
    await record({ samples: scores(0, 1, null) });
    const { entries: trail } = await store().audit({ identity });
    expect(trail).toMatchObject([
      {
        at: "2026-03-01T12:00:00.123Z",
        actor: "tester",
        tokenId: null,
        action: "record",
        detail: "1 outcomes: 3 added, 0 recognised, 0 corrected",
      },
      { action: "register" },
    ]);
    const newest = await store().audit({ identity, limit: 1 });
    const older = await store().audit({ identity, limit: 1, before: newest.next ?? undefined });
    expect([...newest.entries, ...older.entries]).toEqual(trail);
    expect([newest.next === null, older.next]).toEqual([false, null]);
  });

  test("a refused batch leaves nothing, neither rows nor audit", async () => {
    const { identity } = await registered(store(), "whole");
    const batch = [...outcomes({ point: 1 }, { seed: 2, point: 1 }), ...outcomes({ point: 2 })];
    expect(await refusal(store().record(identity, batch, ACTOR))).toMatchObject({
      code: "conflict",
      key: "[2].point",
    });
    expect(await store().evidence(identity)).toEqual({ runs: [], samples: {}, outcomes: [] });
    expect((await store().audit({ identity })).entries).toHaveLength(1);
  });

  test("analyses are kept by the fingerprint of their inputs, with the order of their keys", async () => {
    const { identity } = await registered(store(), "cached");
    expect(await store().cachedAnalysis(identity, "sha256:2")).toBeNull();
    await store().cacheAnalysis(identity, "sha256:2", '{"zebra":1,"ant":{"b":1,"a":[0.1,null]}}', ACTOR);
    await store().cacheAnalysis(identity, "sha256:2", '{"zebra":2}', ACTOR);
    expect(await store().cachedAnalysis(identity, "sha256:2")).toBe(
      '{"zebra":1,"ant":{"b":1,"a":[0.1,null]}}',
    );
  });
}
