import type { HoldfastClient } from "@holdfast/api/client";
import { findingOn, type SampleDifference } from "@holdfast/core";
import { expect } from "vitest";

/** Compares arms and checkpoints, and looks at the prompts on which two arms differ. */
export async function compareSides(client: HoldfastClient, identity: string): Promise<void> {
  const pair = { a: "arm:advice@sft", b: "arm:control@sft" };
  const { rows, exploratory, sentences } = await client.comparison(identity, pair);
  const { effects } = await client.effects(identity);
  expect([rows.length, exploratory]).toEqual([2, true]);
  expect(sentences[0]).toContain("exploratory");
  for (const row of rows) {
    const lead = effects.find(
      ({ arm, moment, ...effect }) => arm === "advice" && moment.stage === "sft" && effect.eval === row.eval,
    );
    if (lead === undefined) throw new Error("the arm has a lead there");
    const [one, other] = [row, lead].map((found) => findingOn(found, "difference", row.shownTarget));
    if (one?.status !== "estimated" || other?.status !== "estimated") throw new Error("it is estimable");
    expect([one.estimate, one.interval, one.pValue]).toEqual([other.estimate, other.interval, other.pValue]);
    expect(row.levels).toEqual({ a: lead.armLevel, b: lead.controlLevel });
  }
  const runs = await client.comparison(identity, { a: "run:advice/0/0@rl:200", b: "run:advice/0/0@sft" });
  const scopes = runs.rows.flatMap(({ findings }) => findings.map(({ scope }) => scope));
  expect(new Set(scopes)).toEqual(new Set(["checkpoint"]));
  const base = await client.comparison(identity, { a: "arm:advice@sft", b: "arm:advice@base" });
  expect(base.rows.every(({ levels }) => levels.b === 0.65)).toBe(true);
  await expect(client.comparison(identity, { ...pair, b: "arm:nobody" })).rejects.toMatchObject({
    code: "unknown-name",
    place: { key: "b" },
  });

  const question = { arm: "advice", eval: "blackmail@1", stage: "sft" };
  const whole = await client.sampleDifferences(identity, question);
  expect(whole).toMatchObject({ control: "control", prompts: 24, unmatched: 0, clustersDeclared: true });
  expect(whole.clusters).toHaveLength(12);
  expect(whole.outcomes).toHaveLength(6);
  const paged: SampleDifference[] = [];
  for (let page = await client.sampleDifferences(identity, { ...question, limit: 10 }); ; ) {
    paged.push(...page.samples);
    if (page.next === null) break;
    page = await client.sampleDifferences(identity, { ...question, limit: 10, cursor: page.next });
  }
  expect(paged.slice(0, 20)).toEqual(whole.samples);
  expect(paged).toHaveLength(24);
  const [first] = whole.samples;
  const [behind] = first?.epochs ?? [];
  const outcome = whole.outcomes[behind?.outcome ?? -1];
  const { scores } = await client.scores(identity, outcome?.outcomeId ?? "");
  const own = scores.filter(({ sample }) => sample === first?.sample).map(({ score }) => score);
  expect(own).toEqual(behind?.scores);
  const none = await client.sampleDifferences(identity, { ...question, judge: "nobody" });
  expect(none).toMatchObject({ prompts: 0, samples: [], shrinkage: null });
}
