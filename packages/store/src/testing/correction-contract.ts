import { expect, test } from "vitest";
import type { Store } from "../store.js";
import { refusal, registered, scores } from "./study.js";

const correction = { author: "ada", reason: "the judge was misread" };

/** Corrections, exclusions and interventions. */
export function correctionContract(store: () => Store): void {
  const current = async (identity: string) =>
    (await store().evidence(identity)).outcomes.map(({ revision, evidence }) => ({
      revision,
      value: evidence.level === "samples" ? [...evidence.score] : evidence,
    }));

  test("a correction makes the next revision, keeps what it does not speak of, and overwrites nothing", async () => {
    const { identity, record } = await registered(store(), "correct");
    await record({ samples: scores(0, 1, null, 1) });
    const corrected = { correction, samples: { id: ["p1", "p2", "p3", "p4"], score: [0, 1, 1, 0] } };
    expect(await record(corrected)).toEqual({ outcomes: 1, added: 1, recognised: 1, corrected: 2 });
    expect(await current(identity)).toEqual([{ revision: 2, value: [0, 0, 1, 1, 0] }]);
    // the same file again, old lines and new: all of it is known
    expect(await record(corrected)).toEqual({ outcomes: 1, added: 0, recognised: 4, corrected: 0 });
    expect(await record({ samples: scores(0, 1, null, 1) })).toMatchObject({ added: 0, recognised: 4 });
    expect(await current(identity)).toEqual([{ revision: 2, value: [0, 0, 1, 1, 0] }]);
    const refused = await refusal(record({ samples: { id: ["p4"], score: [1] } }));
    expect(refused.message).toContain("recorded (revision 2) as 0, and given as 1");
    const lines: string[] = [];
    for await (const line of store().exportArchive(identity)) lines.push(line);
    const kept = lines.filter((line) => line.startsWith('{"kind":"scores"'));
    expect(kept.map((line) => JSON.parse(line).score)).toEqual([
      [0, 1, null, 1],
      [0, 0, 1, 1, 0],
    ]);
  });

  test("the parts of one correction share a revision; a change of mind makes another", async () => {
    const { identity, record } = await registered(store(), "parts-of-correction");
    await record({ samples: scores(0, 0, 0, 0) });
    await record({ correction, samples: { id: ["p0"], score: [1] } });
    await record({ correction, samples: { id: ["p1", "p2"], score: [1, 1] } });
    expect(await current(identity)).toEqual([{ revision: 2, value: [1, 1, 1, 0] }]);
    const second = { ...correction, reason: "and back" };
    await record({ correction: second, samples: { id: ["p0"], score: [0] } });
    expect(await current(identity)).toEqual([{ revision: 3, value: [0, 1, 1, 0] }]);
    expect(await record({ correction, samples: { id: ["p0"], score: [1] } })).toMatchObject({
      recognised: 1,
    });
    expect(await current(identity)).toEqual([{ revision: 3, value: [0, 1, 1, 0] }]);
  });

  test("a correction can change the level, and correct a batch that holds both values", async () => {
    const { identity, record } = await registered(store(), "correct-level");
    await record({ counts: { k: 1, n: 2 } });
    expect(await record({ correction, samples: scores(1, 1) })).toMatchObject({ corrected: 2 });
    expect(await current(identity)).toEqual([{ revision: 2, value: [1, 1] }]);
    expect(await record({ counts: { k: 1, n: 2 } })).toMatchObject({ recognised: 1 });
    expect(await record({ counts: { k: 2, n: 2 } })).toMatchObject({ recognised: 1 });
    await record({ seed: 2, point: 0.5 }, { seed: 2, point: 0.25, correction });
    expect((await current(identity))[1]).toEqual({ revision: 2, value: { level: "point", point: 0.25 } });
  });

  test("a correction may replace the run that was trained again, and the audit trail says so", async () => {
    const { identity, record } = await registered(store(), "correct-run");
    await record({ run: "one", point: 0.5 });
    await record({ run: "two", point: 0.25, correction });
    expect((await store().evidence(identity)).runs).toMatchObject([{ callerId: "two" }]);
    const [entry] = (await store().audit({ identity })).entries;
    expect(entry?.detail).toContain('treated/1/0 run "one" -> "two"');
  });

  test("a run or an outcome set aside stays in the evidence, marked, until it is readmitted", async () => {
    const { identity, record } = await registered(store(), "exclude");
    await record({ point: 0.5 }, { stage: "rl", point: 0.5 }, { seed: 2, point: 0.5 });
    const marks = async () =>
      (await store().evidence(identity)).outcomes.map(({ excluded }) => excluded?.reason ?? null);
    const actor = { name: "x", at: new Date(0) };
    const run = { kind: "run", run: "treated/2/0" } as const;
    await store().exclude(identity, { what: run, author: "ada", reason: "diverged" }, actor);
    const [first] = (await store().evidence(identity)).outcomes;
    const outcome = { kind: "outcome", outcomeId: first?.outcomeId ?? "" } as const;
    await store().exclude(identity, { what: outcome, author: "ada", reason: "wrong prompt" }, actor);
    await store().exclude(identity, { what: outcome, author: "ada", reason: "wrong prompt" }, actor);
    expect(await marks()).toEqual(["wrong prompt", null, "diverged"]);
    expect(await store().exclusions(identity)).toMatchObject([{ what: outcome }, { what: run }]);
    expect(
      await refusal(store().exclude(identity, { what: run, author: "ada", reason: "other" }, actor)),
    ).toMatchObject({ code: "conflict" });
    // a correction does not bring the outcome back
    await record({ stage: "rl", point: 0.4, correction });
    expect(await marks()).toEqual(["wrong prompt", null, "diverged"]);
    const [corrected] = (await store().evidence(identity)).outcomes;
    expect(corrected?.outcomeId).not.toBe(first?.outcomeId);
    await store().readmit(identity, { kind: "outcome", outcomeId: corrected?.outcomeId ?? "" }, actor);
    await store().readmit(identity, run, actor);
    expect(await marks()).toEqual([null, null, null]);
    expect(await refusal(store().readmit(identity, run, actor))).toMatchObject({ code: "not-found" });
    for (const what of [
      { kind: "run", run: "treated/7/0" } as const,
      { kind: "outcome", outcomeId: "nope" } as const,
    ])
      expect(
        await refusal(store().exclude(identity, { what, author: "a", reason: "r" }, actor)),
      ).toMatchObject({
        code: "not-found",
      });
  });

  test("an intervention splits a run's life once", async () => {
    const { identity, record } = await registered(store(), "intervene");
    await record({ stage: "rl", step: 400, point: 0.5 });
    const actor = { name: "x", at: new Date(0) };
    const intervention = {
      ...{ run: "treated/1/0", stage: "rl", step: 400, author: "ada" },
      ...{ reason: "the watch fired", change: "new data" },
    };
    await store().intervene(identity, intervention, actor);
    await store().intervene(identity, intervention, actor);
    expect(await store().interventions(identity)).toEqual([intervention]);
    expect(
      await refusal(store().intervene(identity, { ...intervention, run: "control/1/0" }, actor)),
    ).toMatchObject({
      code: "unknown-name",
    });
  });
}
