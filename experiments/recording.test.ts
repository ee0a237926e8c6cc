import { openLocal } from "@holdfast/api/local";
import { type Analysis, ablationIdentity, type Receipt, shownRetention } from "@holdfast/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EXPERIMENTS } from "./registry.js";

/** How many scores or values a study brings. */
const valuesOf = (experiment: (typeof EXPERIMENTS)[number]) =>
  Object.values(experiment.lines)
    .flat()
    .reduce((sum, line) => sum + (line.samples?.id.length ?? 1), 0);

describe("every experiment, registered and recorded", () => {
  let local: Awaited<ReturnType<typeof openLocal>>;
  let first: Receipt[];

  beforeAll(async () => {
    local = await openLocal("memory://", { actor: "tests", now: () => new Date("2026-11-22T12:00:00Z") });
    first = [];
    for (const experiment of EXPERIMENTS) first.push(await experiment.record(local.client));
  }, 240_000);
  afterAll(async () => local.close());

  const studies = EXPERIMENTS.flatMap((experiment) => experiment.studies);
  const analysisOf = (name: string): Promise<Analysis> => {
    const found = studies.find(({ ablation }) => ablation.name === name);
    if (found === undefined) throw new Error(`no ablation ${name}`);
    return local.client.analysis(ablationIdentity(found.ablation));
  };

  test("all outcomes arrive", () => {
    expect(first.map((receipt) => receipt.added)).toEqual(EXPERIMENTS.map(valuesOf));
  });

  test("recording again adds nothing", { timeout: 240_000 }, async () => {
    for (const experiment of EXPERIMENTS) {
      const again = await experiment.record(local.client);
      expect(again.added).toBe(0);
      expect(again.recognised).toBe(valuesOf(experiment));
    }
  });

  test("what was registered after its outcomes existed says so", async () => {
    for (const { ablation, retrospective } of studies)
      expect((await local.client.read(ablationIdentity(ablation))).retrospective).toBe(retrospective);
  });

  test("from base to DPO a quarter of the lead is left, and the change of prompt is flagged", async () => {
    const { durability } = await analysisOf("alignment-pretraining");
    const articles = durability.filter(
      (one) => one.arm === "filtered+aligned" && one.eval === "articles@2026.01",
    );
    const across = articles.find((one) => one.from.stage === "base");
    expect(across?.sameCondition).toBe(false);
    expect(across?.verdict.flags).toContain("condition-change");
    const retention = across === undefined ? undefined : shownRetention(across);
    if (retention?.status !== "estimated") throw new Error("no retention from base to DPO");
    expect(retention.retained.point).toBeCloseTo(0.091 / 0.376, 6);
    expect(across?.verdict.word).toBe("partly-retained");
  });

  test("from SFT to DPO, under one prompt, four fifths are left", async () => {
    const { durability } = await analysisOf("alignment-pretraining");
    const same = durability.find(
      (one) =>
        one.arm === "filtered+aligned" &&
        one.eval === "articles@2026.01" &&
        one.from.stage === "sft" &&
        one.from.condition.systemPrompt === "ai",
    );
    expect(same?.sameCondition).toBe(true);
    expect(same?.verdict.flags).not.toContain("condition-change");
    expect(same?.scope).toBe("checkpoint");
    const retention = same === undefined ? undefined : shownRetention(same);
    if (retention?.status !== "estimated") throw new Error("no retention from SFT to DPO");
    expect(retention.retained.point).toBeCloseTo(0.091 / 0.114, 6);
    expect(same?.verdict.word).toBe("inconclusive");
  });

  test("the seed story gives differences and no tests", async () => {
    const { effects } = await analysisOf("teaching-claude-why-honeypot-data");
    const estimates = effects.flatMap(({ findings }) =>
      findings.filter((finding) => finding.scale === "difference" && finding.status === "estimated"),
    );
    expect(estimates.length).toBeGreaterThan(0);
    for (const finding of estimates) {
      expect(finding).toMatchObject({ evidenceLevel: "point", interval: null, pValue: null });
    }
  });

  test("0 of 100 has an upper limit, 96 of 100 a lower one", async () => {
    const { levels, effects } = await analysisOf("agentic-misalignment-2025");
    expect(effects).toEqual([]);
    const limitsOf = (arm: string) => {
      const row = levels.find(
        (one) =>
          one.arm === arm &&
          one.eval === "blackmail@2025.06" &&
          one.condition.goal === "explicit" &&
          one.condition.threat === "replacement" &&
          Object.keys(one.condition).length === 2,
      );
      if (row?.finding.status !== "estimated") throw new Error(`no level of ${arm}`);
      return row.finding.interval;
    };
    const never = limitsOf("llama-4-maverick");
    expect(never?.lower).toBe(0);
    expect(never?.upper).toBeGreaterThan(0.03);
    expect(never?.upper).toBeLessThan(0.05);
    const almostAlways = limitsOf("claude-opus-4");
    expect(almostAlways?.lower).toBeGreaterThan(0.88);
    expect(almostAlways?.upper).toBeLessThan(1);
  });

  test("the ablation that awaits outcomes has every member of its families pending", async () => {
    const { families } = await analysisOf("demonstrations-principles-tools");
    expect(families.map(({ name, size, answered }) => [name, size, answered])).toEqual([
      ["leads", 26, 0],
      ["retentions", 12, 0],
    ]);
  });
});
