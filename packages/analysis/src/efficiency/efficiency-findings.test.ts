import {
  type AblationInput,
  type Efficiency,
  EfficiencySchema,
  type EvidenceValue,
  shownOf,
} from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { leadEffects } from "../findings/lead-effects.js";
import { indexEvidence } from "../measure/evidence-index.js";
import { planContrasts } from "../plan-contrasts.js";
import { seededRandom } from "../seeded-random.js";
import { type Place, pointOf, samplesOf, studyAblation, studyEvidence } from "../testing/study.js";
import { efficiencyFindings } from "./efficiency-findings.js";

const PROMPTS = 12;
const MILLION = 1e6;
const advice = (tokens: number) => ({ dataset: "advice", kind: "difficult-advice", tokens });
const arm = (
  name: string,
  components: readonly { dataset: string; kind: string; tokens: number | "unknown" }[],
) => ({
  name,
  mixes: { sft: { components: [...components] } },
});
const DOSES = { control: 0, small: 1, medium: 3, large: 10, huge: 30 } as const;
const arms = [
  ...Object.entries(DOSES).map(([name, millions]) =>
    arm(name, millions === 0 ? [] : [advice(millions * MILLION)]),
  ),
  arm("documents", [{ dataset: "documents", kind: "principles", tokens: 85 * MILLION }]),
];
/** Falls with the dose as an Emax curve from .6 to .1, half of the way at 3M; the documents fall as 3M does. */
const rates: Readonly<Record<string, number>> = {
  ...Object.fromEntries(Object.entries(DOSES).map(([name, dose]) => [name, 0.6 - (0.5 * dose) / (dose + 3)])),
  documents: 0.35,
};

type Entry = readonly [Place, EvidenceValue];

function entriesOf(runs: number, names: readonly string[] = Object.keys(rates)): Entry[] {
  const random = seededRandom(11);
  return names.flatMap((name) =>
    Array.from({ length: runs }, (_, seed): Entry => {
      const shift = 0.06 * (random.uniform() - 0.5);
      const events = Array.from({ length: PROMPTS }, (__, prompt) =>
        Math.round(40 * Math.min(1, Math.max(0, (rates[name] ?? 0) + shift + 0.01 * (prompt - 5.5)))),
      );
      return [{ arm: name, seed, stage: "sft" }, samplesOf(events, 40)];
    }),
  );
}

function only(entries: readonly Entry[], change: Partial<AblationInput> = {}): Efficiency {
  const ablation = studyAblation({ arms, control: "control", stages: [{ name: "sft" }], ...change });
  const index = indexEvidence(ablation, studyEvidence(entries, PROMPTS), false);
  const [first] = efficiencyFindings(index, leadEffects(index, planContrasts(ablation).leads));
  if (first === undefined) throw new Error("no efficiency");
  return EfficiencySchema.parse(first);
}

const pairOf = ({ pairs }: Efficiency, one: string, other: string) => {
  const found = pairs.find((pair) => pair.arm === one && pair.other === other);
  if (found === undefined) throw new Error(`no pair ${one} ${other}`);
  return found;
};

describe("efficiencyFindings", () => {
  const found = only(entriesOf(3));

  it("divides the lead and its interval by the millions of extra tokens, better upwards", () => {
    const documents = found.arms.find((one) => one.arm === "documents");
    const shown = documents && shownOf(documents);
    if (shown?.lead.status !== "estimated" || shown.perMillion.status !== "estimated")
      throw new Error("not estimated");
    expect(documents?.extraTokens).toBe(85 * MILLION);
    expect(shown.perMillion.estimate).toBeCloseTo(-shown.lead.estimate / 85, 12);
    expect(shown.perMillion.interval?.lower).toBeCloseTo(-(shown.lead.interval?.upper ?? 0) / 85, 12);
    expect(shown.perMillion.pValue).toBe(shown.lead.pValue);
  });

  it("keeps the ratio of efficiencies and the tokens to equal effect apart", () => {
    const pair = pairOf(found, "medium", "documents");
    const ratio = shownOf(pair)?.efficiencyRatio;
    if (ratio?.status !== "estimated" || pair.tokensToEqualEffect.status !== "estimated")
      throw new Error("not estimated");
    expect(ratio.point).toBeGreaterThan(20);
    expect(ratio.set?.lower ?? 0).toBeLessThan(ratio.point ?? 0);
    expect(pair.equalTokens).toBe(false);
    // Documents at 85M do what 3M of advice do.
    expect(pair.tokensToEqualEffect.point).toBeGreaterThan(15);
    expect(pair.tokensToEqualEffect.point).toBeLessThan(55);
    const { set } = pair.tokensToEqualEffect;
    expect(set?.kind).toBe("interval");
    expect(set?.lower ?? 0).toBeLessThan(85 / 3);
    expect(set?.upper ?? 0).toBeGreaterThan(85 / 3);
  });

  it("reads the amounts of one component as a course of doses, without a dose factor", () => {
    const [series] = found.series;
    expect(found.series).toHaveLength(1);
    expect(series).toMatchObject({ dataset: "advice", nested: "same-dataset", unit: "tokens", factor: null });
    expect(series?.points.map(({ dose }) => dose / MILLION)).toEqual([0, 1, 3, 10, 30]);
    const trend = series?.trend[0]?.quantity;
    expect(trend).toMatchObject({ status: "estimated" });
    expect(trend?.status === "estimated" && (trend.interval?.upper ?? 0) < 0).toBe(true);
    expect(series?.cochranArmitage).toMatchObject({ status: "estimated" });
    expect(series?.emax.status === "estimated" && series.emax.ed50 / MILLION).toBeGreaterThan(1.5);
    expect(series?.emax.status === "estimated" && series.emax.ed50 / MILLION).toBeLessThan(6);
    const { contrasts, emax } = series ?? {};
    expect(contrasts).toMatchObject({ status: "estimated", target: series?.shownTarget });
    expect(contrasts?.status === "estimated" && contrasts.pValue).toBeLessThan(0.01);
    expect(contrasts?.status === "estimated" && contrasts.shapes.every(({ t }) => t < 0)).toBe(true);
    const bootstrap = emax?.status === "estimated" ? emax.bootstrap : undefined;
    if (bootstrap?.status !== "estimated") throw new Error("no bootstrap");
    expect(bootstrap.ed50Interval.lower ?? 0).toBeLessThan(3 * MILLION);
    expect(bootstrap.ed50Interval.upper ?? 0).toBeGreaterThan(3 * MILLION);
    expect(bootstrap.agrees).toBe(true);
    const isotonic = series?.points.map((point) => point.isotonic) ?? [];
    expect([...isotonic].sort((a, b) => b - a)).toEqual(isotonic);
    const half = series?.shares[0];
    expect((half?.dose ?? 0) / MILLION).toBeGreaterThan(1);
    expect((half?.dose ?? 0) / MILLION).toBeLessThan(5);
    expect(half?.interval?.lower ?? Number.NaN).toBeLessThan(half?.dose ?? 0);
    expect(half?.interval?.upper ?? 0).toBeGreaterThan(half?.dose ?? 0);
    expect(series?.elasticity).toMatchObject({ status: "estimated" });
    expect(series?.elasticity.status === "estimated" && series.elasticity.estimate).toBeLessThan(1);
  });

  it("is the same whatever the order of runs", () => {
    expect(only([...entriesOf(3)].reverse())).toEqual(found);
  });

  it("gives published values a ratio without a set, and an equal effect only where they are equal", () => {
    const points = (documents: number): Entry[] => [
      [{ arm: "control", seed: null, stage: "sft" }, pointOf(0.22)],
      [{ arm: "medium", seed: null, stage: "sft" }, pointOf(0.01)],
      [{ arm: "documents", seed: null, stage: "sft" }, pointOf(documents)],
    ];
    const equal = pairOf(only(points(0.01)), "medium", "documents").tokensToEqualEffect;
    expect(equal).toMatchObject({ status: "estimated", set: null });
    expect(equal.status === "estimated" && equal.point).toBeCloseTo(85 / 3, 10);
    const unequal = pairOf(only(points(0.03)), "medium", "documents");
    expect(unequal.tokensToEqualEffect).toMatchObject({ status: "not-estimable" });
    expect(shownOf(unequal)?.efficiencyRatio).toMatchObject({ status: "estimated", set: null });
  });

  it("says whose tokens are unknown, and that matched arms compare by their leads", () => {
    const unknown = [
      arm("control", []),
      arm("documents", [{ dataset: "documents", kind: "principles", tokens: "unknown" }]),
    ];
    const entries = entriesOf(2, ["control", "documents"]);
    expect(only(entries, { arms: unknown }).reason).toBe("tokens of `documents` are unknown");
    const matched = ["control", "documents"].map((name) =>
      arm(name, [{ dataset: name, kind: "generic", tokens: 5 }]),
    );
    expect(only(entries, { arms: matched }).reason).toContain("equally many tokens");
    const fewer = [arm("control", [advice(5)]), arm("documents", [advice(2)])];
    expect(only(entries, { arms: fewer }).reason).toContain("fewer tokens");
  });

  it("warns where doses are different data sets, and fits no curve through three doses", () => {
    const named = Object.entries(DOSES).map(([name, millions]) => ({
      ...arm(
        name,
        millions === 0
          ? []
          : [{ dataset: `advice ${name}`, kind: "difficult-advice", tokens: millions * MILLION }],
      ),
      levels: { amount: millions * MILLION },
    }));
    const change = {
      arms: named.slice(0, 3),
      factors: [
        {
          name: "amount",
          kind: "dose" as const,
          unit: "tokens",
          levels: named.map(({ levels }) => levels.amount),
        },
      ],
    };
    const few = only(entriesOf(3, ["control", "small", "medium"]), change);
    expect(few.series[0]).toMatchObject({ factor: "amount", nested: "different-datasets" });
    expect(few.warnings.map(({ code }) => code)).toContain("doses-not-nested");
    expect(few.series[0]?.contrasts).toMatchObject({
      status: "not-estimable",
      reason: expect.stringContaining("4 distinct doses"),
    });
    expect(few.series[0]?.emax).toMatchObject({
      status: "not-estimable",
      reason: expect.stringContaining("4 distinct doses"),
    });
  });

  it("never writes NaN, whatever the scores", () => {
    for (const events of [0, 40])
      for (const runs of [1, 2]) {
        const flat = Object.keys(rates).flatMap((name) =>
          Array.from(
            { length: runs },
            (_, seed): Entry => [
              { arm: name, seed, stage: "sft" },
              samplesOf(new Array<number>(PROMPTS).fill(events), 40),
            ],
          ),
        );
        const text = JSON.stringify(only(flat), (_, value: unknown) =>
          typeof value === "number" && !Number.isFinite(value) ? "NOT A NUMBER" : value,
        );
        expect(text).not.toContain("NOT A NUMBER");
      }
  });
});
