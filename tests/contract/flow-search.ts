import type { HoldfastClient, OutcomeFilter } from "@holdfast/api/client";
import type { OutcomeRecord } from "@holdfast/core";
import { expect } from "vitest";
import { flowAblation } from "./flow-evidence.js";

/** Texts that a store or a page may not take for anything but text. */
const HOSTILE = { goal: "'; drop table outcome; --", "<b>": "%_\\", ai: "𝛼 \u202e" };

async function everyPage(client: HoldfastClient, identity: string, filter: OutcomeFilter) {
  const found: OutcomeRecord[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await client.outcomes(identity, { ...filter, ...(cursor === undefined ? {} : { cursor }) });
    found.push(...page.outcomes);
    if (page.next === null) return found;
    cursor = page.next;
  }
}

/** Records, corrects and sets aside in an ablation of its own, and finds all of it again. */
export async function searchOutcomes(client: HoldfastClient, name: string): Promise<void> {
  const plan = flowAblation(name);
  const { registration } = await client.register({
    ...plan,
    arms: plan.arms.map((arm) => ({
      ...arm,
      mixes: { sft: { components: [{ dataset: `<${arm.name}>`, kind: "stories", tokens: 5, epochs: 2 }] } },
    })),
  });
  const { identity } = registration;
  const at = { arm: "advice", seed: 1, stage: "rl", eval: "blackmail@1" } as const;
  const samples = { id: ["p2", "<p1>", "p10"], cluster: ["s", "s", "t"], score: [1, 0, null] };
  await client.recordLines(identity, [
    { ...at, step: 100, samples, condition: HOSTILE, judge: "'judge'" },
    { ...at, step: 20, counts: { k: 1, n: 4 } },
    { ...at, point: 0.5, harness: { name: "<inspect>" }, source: { uri: "../../etc/passwd" } },
    { ...at, seed: 2, step: 20, summary: { mean: 0.25, n: 8 } },
    { arm: "control", stage: "sft", eval: "honeypots@1", run: "'--", point: 0 },
  ]);
  const correction = { author: "flow", reason: "<misread>" };
  await client.recordLines(identity, [{ ...at, step: 20, counts: { k: 2, n: 4 }, correction }]);

  const all = await everyPage(client, identity, { revisions: "all" });
  expect(all.map(({ run, stage, step, revision, current }) => [run, stage, step, revision, current])).toEqual(
    [
      ["advice/1/0", "rl", null, 1, true],
      ["advice/1/0", "rl", 20, 1, false],
      ["advice/1/0", "rl", 20, 2, true],
      ["advice/1/0", "rl", 100, 1, true],
      ["advice/2/0", "rl", 20, 1, true],
      ["control/unknown:'--/0", "sft", null, 1, true],
    ],
  );
  for (const limit of [1, 2, 5, 6])
    expect(await everyPage(client, identity, { revisions: "all", limit })).toEqual(all);
  const [point, first, second, sampled, summary, unknown] = all;
  const finds: readonly (readonly [OutcomeFilter, readonly (OutcomeRecord | undefined)[]])[] = [
    [{}, [point, second, sampled, summary, unknown]],
    [{ revisions: "superseded" }, [first]],
    [{ run: "advice/1/0", step: 20 }, [second]],
    [{ step: "end" }, [point, unknown]],
    [{ seed: "unknown" }, [unknown]],
    [{ seed: 2 }, [summary]],
    [{ arm: "control" }, [unknown]],
    [{ run: "control/unknown:'--/0" }, [unknown]],
    [{ level: "samples" }, [sampled]],
    [{ judge: "'judge'" }, [sampled]],
    [{ condition: { ai: HOSTILE.ai, "<b>": HOSTILE["<b>"], goal: HOSTILE.goal } }, [sampled]],
    [{ condition: {}, stage: "sft" }, [unknown]],
    [{ eval: "honeypots@1", metric: "score" }, [unknown]],
    [{ stage: "base" }, []],
  ];
  for (const [filter, expected] of finds)
    expect((await client.outcomes(identity, filter)).outcomes).toEqual(expected);
  expect([point?.harness, point?.source]).toEqual([{ name: "<inspect>" }, { uri: "../../etc/passwd" }]);
  expect(sampled?.value).toEqual({ level: "samples", epochs: 1, scored: 2, unscored: 1, mean: 0.5 });
  expect([second?.correction, second?.value]).toEqual([
    correction,
    { level: "counts", counts: { k: 2, n: 4 } },
  ]);

  const what = { kind: "outcome", outcomeId: second?.outcomeId ?? "" } as const;
  await client.exclude(identity, { what, author: "flow", reason: "wrong prompt" });
  await client.exclude(identity, { what: { kind: "run", run: "advice/2/0" }, author: "flow", reason: "nan" });
  const only = await client.outcomes(identity, { excluded: "only", revisions: "all" });
  expect(only.outcomes.map(({ outcomeId, excluded }) => [outcomeId, excluded?.reason])).toEqual([
    [first?.outcomeId, "wrong prompt"],
    [second?.outcomeId, "wrong prompt"],
    [summary?.outcomeId, "nan"],
  ]);
  expect((await client.outcomes(identity, { excluded: "without" })).outcomes).toEqual([
    point,
    sampled,
    unknown,
  ]);

  const history = await client.outcome(identity, first?.outcomeId ?? "");
  expect(history.revisions.map(({ revision }) => revision)).toEqual([1, 2]);
  expect(history.outcome).toMatchObject({ current: false, excluded: { reason: "wrong prompt" } });
  for (const id of ["nothing", "'; drop table outcome; --", crypto.randomUUID()])
    await expect(client.outcome(identity, id)).rejects.toMatchObject({ code: "not-found" });

  const cells = [
    { sample: "<p1>", cluster: "s", epoch: 0, score: 0 },
    { sample: "p10", cluster: "t", epoch: 0, score: null },
    { sample: "p2", cluster: "s", epoch: 0, score: 1 },
  ];
  const sampledId = sampled?.outcomeId ?? "";
  const begun = await client.scores(identity, sampledId, { limit: 2 });
  const ended = await client.scores(identity, sampledId, { cursor: begun.next ?? "" });
  expect([...begun.scores, ...ended.scores]).toEqual(cells);
  expect(ended.next).toBeNull();
  expect(await client.scores(identity, point?.outcomeId ?? "")).toEqual({ scores: [], next: null });
  await expect(client.scores(identity, "nothing")).rejects.toMatchObject({ code: "not-found" });
  for (const filter of [
    { cursor: begun.next ?? "" },
    { limit: 1001 },
    { condition: { "": 1 } },
    { step: -1 },
  ])
    await expect(client.outcomes(identity, filter)).rejects.toMatchObject({ code: "invalid-input" });

  const { ablation } = registration;
  await client.amend(identity, { ...ablation, note: "<second>" }, { author: "flow", reason: "why" });
  const { revisions } = await client.revisions(identity);
  expect(revisions.map(({ revision, author }) => [revision, author])).toEqual([
    [1, null],
    [2, "flow"],
  ]);
  expect(await client.revision(identity, 1)).toEqual({ ...revisions[0], ablation, changes: [] });
  expect(await client.revision(identity, 2)).toMatchObject({
    ablation: { note: "<second>" },
    changes: [{ key: "note", before: null, after: '"<second>"' }],
  });
  await expect(client.revision(identity, 3)).rejects.toMatchObject({ code: "not-found" });
  const { mixes, revision } = await client.mixes(identity);
  expect(revision).toBe(2);
  expect(
    mixes.map(({ arm, stage, tokens, mix }) => [arm, stage, tokens, mix.components[0]?.dataset]),
  ).toEqual([
    ["control", "sft", 10, "<control>"],
    ["refusals", "sft", 10, "<refusals>"],
    ["advice", "sft", 10, "<advice>"],
  ]);
  await expect(client.mixes("nowhere@1")).rejects.toMatchObject({ code: "not-found" });
  await expect(client.revisions("nowhere@1")).rejects.toMatchObject({ code: "not-found" });
  await client.remove(identity);
}
