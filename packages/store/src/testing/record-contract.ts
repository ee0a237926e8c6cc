import { expect, test } from "vitest";
import type { Store } from "../store.js";
import { ACTOR, outcomes, refusal, registered, scores } from "./study.js";

async function only(store: Store, identity: string) {
  const { outcomes: found } = await store.evidence(identity);
  const [first] = found;
  if (first === undefined || found.length !== 1) throw new Error(`${found.length} outcomes, expected one`);
  return first;
}

/** What recording does with what is new, the same, different, partial, and poorer than what is there. */
export function recordContract(store: () => Store): void {
  test("absent, unscored and scored are three things, and stay apart through the database", async () => {
    const { identity, record } = await registered(store(), "cells");
    const sent = { id: ["p0", "p0", "p1", "p2"], epoch: [0, 2, 1, 0], score: [0, null, 1, 0.0] };
    expect(await record({ samples: sent })).toEqual({ outcomes: 1, added: 4, recognised: 0, corrected: 0 });
    const { evidence } = await only(store(), identity);
    const absent = Number.NaN;
    expect(evidence).toEqual({
      level: "samples",
      epochs: 3,
      score: Float64Array.of(0, absent, absent, absent, 1, absent, 0, absent, absent),
      scored: 3,
      unscored: 1,
    });
    // the cell that was absent takes a value; the one that was run and not scored does not
    expect(await record({ samples: { id: ["p1"], epoch: [0], score: [1] } })).toMatchObject({ added: 1 });
    const refused = await refusal(record({ samples: { id: ["p0"], epoch: [2], score: [1] } }));
    expect(refused).toMatchObject({ code: "conflict", key: "[0].samples.score[0]" });
    expect(refused.message).toContain("sample `p0`, epoch 2 is recorded as unscored (null), and given as 1");
    expect(String(refused.remedy)).toContain("correction");
    const other = await refusal(record({ samples: { id: ["p1"], epoch: [1], score: [null] } }));
    expect(other.message).toContain("recorded as 1, and given as unscored (null)");
    expect(await record({ samples: sent })).toEqual({ outcomes: 1, added: 0, recognised: 4, corrected: 0 });
  });

  test("values come back bit for bit, and -0 is 0", async () => {
    const { identity, record } = await registered(store(), "bits");
    const values = [0.1 + 0.2, 1e-300, -5e-324, 9.999999999999998, 1 / 3, -0, 2 ** -1074, 2 ** -31 / 3];
    const metric = "severity";
    await record({ metric, samples: scores(...values) });
    expect(await record({ metric, samples: scores(...values) })).toMatchObject({ recognised: 8 });
    const { evidence } = await only(store(), identity);
    expect(evidence.level === "samples" ? [...evidence.score] : []).toEqual(values.map((value) => value + 0));
    expect((await refusal(record({ metric, samples: scores(0.3) }))).code).toBe("conflict");
  });

  test("a score that is not finite is refused", async () => {
    const { identity } = await registered(store(), "infinite");
    const [outcome] = outcomes({ metric: "severity", samples: scores(0) });
    if (outcome?.evidence.level !== "samples") throw new Error("a sample outcome");
    const evil = { ...outcome, evidence: { ...outcome.evidence, score: [Number.NaN] } };
    expect(await refusal(store().record(identity, [evil], ACTOR))).toMatchObject({ code: "invalid-input" });
    const point = { ...outcome, evidence: { level: "point", point: Number.POSITIVE_INFINITY } as const };
    expect(await refusal(store().record(identity, [point], ACTOR))).toMatchObject({ code: "invalid-input" });
  });

  test("a later epoch repacks its page, and pages beyond 256 samples follow", async () => {
    const { identity, record } = await registered(store(), "epochs");
    const id = Array.from({ length: 600 }, (_, index) => `q${index}`);
    await record({ samples: { id, score: id.map((_, index) => index % 2) } });
    await record({ samples: { id: ["q3", "q599"], epoch: [4, 1], score: [1, 0] } });
    const { evidence } = await only(store(), identity);
    const { samples } = await store().evidence(identity);
    const sample = samples["honeypot@1"]?.sample ?? [];
    if (evidence.level !== "samples") throw new Error("sample level");
    expect(evidence.epochs).toBe(5);
    expect(evidence.scored).toBe(602);
    const at = (name: string, epoch: number) => evidence.score[sample.indexOf(name) * 5 + epoch];
    expect(id.every((name, index) => at(name, 0) === index % 2)).toBe(true);
    expect([at("q3", 4), at("q599", 1), at("q3", 1), at("q0", 4)]).toEqual([1, 0, Number.NaN, Number.NaN]);
  });

  test("samples are ordered by code unit, whatever the order of arrival, with their clusters", async () => {
    const { identity, record } = await registered(store(), "order");
    const id = ["b", "Z", "é", "a", "\u{1F600}", "10", "9", 'q"uo\\te,{}', " NULL", "NULL"];
    await record({ samples: { id, cluster: id.map((name) => `of ${name}`), score: id.map(() => 1) } });
    const table = (await store().evidence(identity)).samples["honeypot@1"];
    const sorted = [...id].sort();
    expect(table).toEqual({
      sample: sorted,
      cluster: sorted.map((name) => `of ${name}`),
      clustersDeclared: true,
    });
  });

  test("a sample belongs to one cluster; one that nobody stated is filled later", async () => {
    const { identity, record } = await registered(store(), "clusters");
    await record({ samples: { id: ["a", "b"], score: [0, 1] } });
    const table = async () => (await store().evidence(identity)).samples["honeypot@1"];
    expect(await table()).toEqual({ sample: ["a", "b"], cluster: ["a", "b"], clustersDeclared: false });
    await record({ samples: { id: ["b"], cluster: ["s"], score: [1] } });
    expect(await table()).toEqual({ sample: ["a", "b"], cluster: ["a", "s"], clustersDeclared: true });
    const refused = await refusal(record({ seed: 2, samples: { id: ["b"], cluster: ["t"], score: [1] } }));
    expect(refused).toMatchObject({ code: "conflict", key: "[0].samples.cluster[0]" });
    expect(refused.message).toContain("sample `b` is recorded as `s`, and given as `t`");
  });

  test("the numbers that a refused batch gave its samples are forgotten with it", async () => {
    const { identity, record } = await registered(store(), "numbers");
    const known = { id: ["a", "b", "c"], score: [0, 1, 0] };
    await record({ samples: known });
    // read from the record the first time, and known from then on
    expect(await record({ samples: known })).toMatchObject({ recognised: 3 });
    expect(await record({ seed: 2, samples: known })).toMatchObject({ added: 3 });
    const refused = outcomes(
      { seed: 3, samples: { id: ["y", "a", "z"], score: [1, 1, 0] } },
      { samples: { id: ["a"], score: [1] } },
    );
    expect((await refusal(store().record(identity, refused, ACTOR))).code).toBe("conflict");
    await record({ seed: 3, samples: { id: ["z", "a", "y"], score: [0, 1, 1] } });
    await record({ seed: 4, samples: { id: ["y", "new", "c"], score: [1, 0, 1] } });
    const { outcomes: found, samples } = await store().evidence(identity);
    expect(samples["honeypot@1"]?.sample).toEqual(["a", "b", "c", "new", "y", "z"]);
    const absent = Number.NaN;
    expect(found.map(({ evidence }) => evidence.level === "samples" && [...evidence.score])).toEqual([
      [0, 1, 0, absent, absent, absent],
      [0, 1, 0, absent, absent, absent],
      [1, absent, absent, absent, 1, 0],
      [absent, absent, 1, 0, 1, absent],
    ]);
  });

  test("sample ids that cannot be kept are refused", async () => {
    const { record } = await registered(store(), "bad-ids");
    const send = (id: string) => refusal(record({ samples: { id: [id], score: [1] } }));
    expect(await send("a\0b")).toMatchObject({ code: "invalid-input", key: "[0].samples.id[0]" });
    expect(await send("\ud800")).toMatchObject({ code: "invalid-input" });
    expect(await send("\u6f22".repeat(1000))).toMatchObject({ code: "too-large" });
  });

  test("counts, summaries and points: equal is nothing new, different is a conflict", async () => {
    const { identity, record } = await registered(store(), "levels");
    const summary = { mean: 0.412, standardError: 0.01, seOver: "formats", units: 8 } as const;
    const lines = [
      { counts: { k: 22, n: 100 } },
      { stage: "rl", step: 200, summary },
      { eval: "capability@2", point: 0.22 },
    ];
    expect(await record(...lines)).toEqual({ outcomes: 3, added: 3, recognised: 0, corrected: 0 });
    expect(await record(...lines)).toEqual({ outcomes: 3, added: 0, recognised: 3, corrected: 0 });
    const evidence = (await store().evidence(identity)).outcomes.map((outcome) => outcome.evidence);
    expect(evidence).toEqual([
      { level: "summary", summary },
      { level: "point", point: 0.22 },
      { level: "counts", counts: { k: 22, n: 100 } },
    ]);
    for (const [line, key] of [
      [{ counts: { k: 23, n: 100 } }, "[0].counts"],
      [{ stage: "rl", step: 200, summary: { ...summary, mean: 0.5 } }, "[0].summary"],
      [{ eval: "capability@2", point: 0.23 }, "[0].point"],
    ] as const)
      expect(await refusal(record(line))).toMatchObject({ code: "conflict", key });
  });

  test("a poorer level that follows from the samples is nothing new, else a conflict", async () => {
    const { record } = await registered(store(), "derivable");
    await record({ samples: scores(0, 1, 1, null, 0) });
    const se = Math.sqrt(0.25 / 3);
    for (const line of [
      { counts: { k: 2, n: 4 } },
      { summary: { mean: 0.5 } },
      { summary: { mean: 0.5, n: 4, standardError: se, seOver: "samples" as const } },
      { point: 0.5 },
    ])
      expect(await record(line)).toEqual({ outcomes: 1, added: 0, recognised: 1, corrected: 0 });
    for (const line of [
      { counts: { k: 2, n: 5 } },
      { summary: { mean: 0.5, n: 5 } },
      { summary: { mean: 0.5, standardError: se, seOver: "clusters" as const } },
      { point: 0.4 },
    ])
      expect(await refusal(record(line))).toMatchObject({ code: "conflict" });
    const poorer = { seed: 9, counts: { k: 1, n: 2 } };
    await record(poorer);
    const richer = await refusal(record({ seed: 9, samples: scores(0, 1) }));
    expect(richer).toMatchObject({ code: "conflict" });
    expect(richer.message).toContain("recorded as 1 of 2, and given as 2 sample scores");
  });

  test("status, run and checkpoint: a first value fills a gap, in any order", async () => {
    const { identity, record } = await registered(store(), "gaps");
    await record({ status: "complete", samples: { id: ["a"], score: [1] } });
    await record({
      ...{
        status: "partial",
        run: "wandb-7",
        recipe: "r1",
        tokens: 5000,
        checkpointUri: "s3://x",
        shared: true,
      },
      samples: { id: ["b"], score: [1] },
    });
    await record({ samples: { id: ["c"], score: [1] } });
    const evidence = await store().evidence(identity);
    expect(evidence.runs).toEqual([
      {
        ...{ run: "treated/1/0", arm: "treated", seed: 1, branch: 0, callerId: "wandb-7" },
        ...{ parent: null, recipe: "r1", environment: null, excluded: null },
      },
    ]);
    expect(evidence.outcomes).toMatchObject([
      { status: "complete", tokens: 5000, shared: true, step: null, revision: 1 },
    ]);
  });

  test("the same arm, seed and branch trained twice is a conflict that names the remedy", async () => {
    const { identity, record } = await registered(store(), "twice");
    const parent = { stage: "sft", step: 3 };
    const environment = { name: "gym", variant: "hard" };
    await record({ run: "one", recipe: "r1", parent, environment, tokens: 10, checkpointUri: "u", point: 1 });
    for (const [line, key] of [
      [{ run: "two" }, "[0].run"],
      [{ recipe: "r2" }, "[0].recipe"],
      [{ parent: { stage: "sft", step: 4 } }, "[0].parent"],
      [{ environment: { name: "gym" } }, "[0].environment"],
    ] as const) {
      const refused = await refusal(record({ stage: "rl", point: 1, ...line }));
      expect(refused).toMatchObject({ code: "conflict", key });
      expect(String(refused.remedy)).toMatch(/another branch.*correction/);
    }
    for (const line of [{ tokens: 11 }, { checkpointUri: "v" }])
      expect(await refusal(record({ ...line, judge: "other", point: 1 }))).toMatchObject({
        code: "conflict",
      });
    expect(
      await record({ run: "two", branch: 1, parent: { stage: "sft" }, stage: "rl", point: 1 }),
    ).toMatchObject({
      added: 1,
    });
    const runs = (await store().evidence(identity)).runs.map((run) => [run.run, run.callerId, run.parent]);
    expect(runs).toEqual([
      ["treated/1/0", "one", { ...parent, branch: 0 }],
      ["treated/1/1", "two", { stage: "sft", step: null, branch: 0 }],
    ]);
  });

  test("unknown seeds are told apart by the caller's id and never become run 0", async () => {
    const { identity, record } = await registered(store(), "unknown-seeds");
    const line = { seed: undefined, point: 1 };
    await record({ ...line, run: "a" }, { ...line, run: "b" }, line, { ...line, seed: 0 });
    expect((await store().evidence(identity)).runs.map((run) => [run.run, run.seed])).toEqual([
      ["treated/0/0", 0],
      ["treated/unknown/0", null],
      ["treated/unknown:a/0", null],
      ["treated/unknown:b/0", null],
    ]);
  });

  test("judges, conditions, metrics, stages and steps never mix", async () => {
    const { identity, record } = await registered(store(), "keys");
    const lines = [
      {},
      { judge: "gpt" },
      { judge: { model: "gpt", promptSha: "1" } },
      { condition: { goal: "x", threat: true } },
      { condition: { threat: true, goal: "y" } },
      { metric: "severity" },
      { stage: "rl" },
      { stage: "rl", step: 0 },
      { stage: "rl", step: 2 ** 40 },
    ];
    const sent = lines.map((line, index) => ({ ...line, point: index / 10 }));
    expect(await record(...sent)).toMatchObject({ added: 9 });
    expect(await record({ condition: { threat: true, goal: "x" }, point: 0.3 })).toMatchObject({
      recognised: 1,
    });
    const steps = (await store().evidence(identity)).outcomes.map((outcome) => outcome.step);
    expect(steps).toEqual([null, 0, 2 ** 40, null, null, null, null, null, null]);
    const long = {
      condition: {
        prompt: "x".repeat(500),
        a: "y".repeat(500),
        b: "z".repeat(500),
        c: "z".repeat(500),
        d: "z".repeat(500),
      },
    };
    expect(await refusal(record({ ...long, point: 1 }))).toMatchObject({
      code: "too-large",
      key: "[0].condition",
    });
  });

  test("an eval has one content: another hash is a conflict", async () => {
    const { record } = await registered(store(), "content");
    await record({ evalSha: "aaa", point: 1 });
    await record({ seed: 2, point: 1 });
    expect(await refusal(record({ seed: 3, evalSha: "bbb", point: 1 }))).toMatchObject({
      code: "conflict",
      key: "[0].evalSha",
    });
  });
}
