import { type AblationInput, type Analysis, standingPValue } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { analyse } from "../analyse.js";
import { seededRandom } from "../seeded-random.js";
import { samplesOf, studyAblation, studyEvidence, summaryOf } from "../testing/study.js";

const PROMPTS = 8;
const EPOCHS = 5;
const RATES: Readonly<Record<string, number>> = { control: 0.6, strong: 0.05, weak: 0.5, none: 0.6 };

type Plan = NonNullable<AblationInput["plan"]>;

const member = (arm: string, stage = "sft") => ({ arm, eval: "blackmail@1", stage });

function studied(plan: Plan, runs = 4, seeds: AblationInput["seeds"] = 4): Analysis {
  const random = seededRandom(11);
  const ablation = studyAblation({ arms: Object.keys(RATES).map((name) => ({ name })), seeds, plan });
  const entries = Object.entries(RATES).flatMap(([arm, rate]) =>
    Array.from({ length: runs }, (_, seed) => {
      const own = Math.min(0.95, Math.max(0.02, rate + 0.05 * random.normal()));
      const events = Array.from({ length: PROMPTS }, () => random.binomial(EPOCHS, own));
      return ["sft", "rl"].map((stage) => [{ arm, seed, stage }, samplesOf(events, EPOCHS)] as const);
    }).flat(),
  );
  return analyse(ablation, studyEvidence(entries, PROMPTS));
}

function adjusted({ effects }: Analysis, arm: string, stage = "sft"): number | null {
  const effect = effects.find((candidate) => candidate.arm === arm && candidate.moment.stage === stage);
  const finding = effect?.findings.find(
    ({ target, scale }) => target === effect.shownTarget && scale === "difference",
  );
  return finding?.status === "estimated" ? finding.pAdjusted : null;
}

describe("families", () => {
  it("by Dunnett rest on the pooled variance and are never below the pooled p alone", () => {
    const analysis = studied({
      pooledVariance: true,
      families: [
        {
          name: "leads",
          question: "lead",
          method: "dunnett",
          members: ["strong", "weak", "none"].map((arm) => member(arm)),
        },
      ],
    });
    expect(analysis.families[0]).toMatchObject({ method: "dunnett", size: 3, answered: 3 });
    const strong = analysis.effects.find(({ arm, moment }) => arm === "strong" && moment.stage === "sft");
    const pooled = strong?.alternatives[0]?.findings[0];
    const alone = pooled?.status === "estimated" ? (pooled.pValue ?? 1) : 1;
    const after = strong === undefined ? 0 : (standingPValue(strong, "difference", strong.shownTarget) ?? 0);
    expect(after).toBeGreaterThan(alone);
    expect(after).toBeLessThanOrEqual(3 * alone + 1e-12);
    expect(strong?.stands).toBe(true);
  });

  it("by Dunnett adjust the pooled p-value alone, so that none is below the one beside it", () => {
    const { effects } = studied({
      pooledVariance: true,
      families: [
        { name: "leads", question: "lead", method: "dunnett", members: [member("strong"), member("none")] },
      ],
    });
    const registered = effects.filter(({ family }) => family === "leads");
    expect(registered).toHaveLength(2);
    for (const effect of registered) {
      for (const finding of effect.findings) {
        if (finding.status === "estimated") expect(finding.pAdjusted).toBeNull();
      }
      const pooled = effect.alternatives.flatMap(({ findings }) => findings);
      expect(pooled.length).toBeGreaterThan(0);
      for (const finding of pooled) {
        if (finding.status !== "estimated") continue;
        expect(finding.pAdjusted).toBeGreaterThanOrEqual(finding.pValue ?? Number.POSITIVE_INFINITY);
      }
    }
  });

  it("by Dunnett are pending where the evidence allows no pooled variance", () => {
    const rates = { control: [0.5, 0.52, 0.49], strong: [0.2, 0.35, 0.28], weak: [0.45, 0.5, 0.47] };
    const ablation = studyAblation({
      arms: Object.keys(rates).map((name) => ({ name })),
      plan: {
        pooledVariance: true,
        families: [
          { name: "leads", question: "lead", method: "dunnett", members: [member("strong"), member("weak")] },
        ],
      },
    });
    const entries = Object.entries(rates).flatMap(([arm, own]) =>
      own.map((rate, seed) => [{ arm, seed, stage: "sft" }, summaryOf(rate, 0.03)] as const),
    );
    const { effects, families } = analyse(ablation, studyEvidence(entries, PROMPTS));
    expect(families[0]).toMatchObject({ size: 2, answered: 0, standing: 0 });
    expect(effects.filter(({ family }) => family !== null).map(({ stands }) => stands)).toEqual([null, null]);
  });

  it("behind a gate stand only where all of the earlier family does", () => {
    const open: Plan = {
      families: [
        { name: "first", question: "lead", members: [member("strong")] },
        { name: "second", question: "lead", members: [member("strong", "rl")], after: "first" },
      ],
    };
    const shut: Plan = {
      families: [
        { name: "first", question: "lead", members: [member("none")] },
        { name: "second", question: "lead", members: [member("strong", "rl")], after: "first" },
      ],
    };
    expect(studied(open).families.map(({ standing }) => standing)).toEqual([1, 1]);
    const closed = studied(shut);
    expect(closed.families.map(({ standing, after }) => [standing, after])).toEqual([
      [0, null],
      [0, "first"],
    ]);
    expect(adjusted(closed, "strong", "rl")).toBe(adjusted(closed, "none"));
  });

  it("say at which p all of their members hold, and into which direction they point", () => {
    const [both, mixed] = [
      [member("strong"), member("strong", "rl")],
      [member("strong"), member("none")],
    ].map((members) => studied({ families: [{ name: "leads", question: "lead", members }] }).families[0]);
    expect(both?.all.direction).toBe("better");
    expect(both?.all.pValue).toBeLessThan(0.05);
    expect(mixed?.all.pValue).toBeGreaterThan(0.05);
  });

  it("give q-values to leads outside of them, and none to their members", () => {
    const { effects } = studied({
      families: [{ name: "leads", question: "lead", members: [member("strong")] }],
    });
    for (const effect of effects) {
      if (effect.family !== null) expect(effect.qValue).toBeNull();
      else expect(effect.qValue).toBeGreaterThanOrEqual(0);
    }
  });

  it("warn of opposite directions", () => {
    const metric = (direction: "lower-is-better" | "higher-is-better") => ({
      name: "score",
      direction,
      scale: { kind: "binary" as const },
    });
    const ablation = studyAblation({
      evals: [
        { id: "blackmail@1", role: "target", metrics: [metric("lower-is-better")] },
        { id: "honesty@1", role: "target", metrics: [metric("higher-is-better")] },
      ],
    });
    const { warnings } = analyse(ablation, { runs: [], samples: {}, outcomes: [] });
    expect(warnings.map(({ code }) => code)).toContain("opposite-directions");
  });
});

describe("looks", () => {
  const families: Plan["families"] = [{ name: "leads", question: "lead", members: [member("strong")] }];
  const lookOf = ({ effects }: Analysis) =>
    effects.find(({ arm, moment }) => arm === "strong" && moment.stage === "sft")?.look;

  it("ask more of an early one, and say which it is", () => {
    const half = studied({ families, plannedLooks: 2 }, 2);
    expect(lookOf(half)).toMatchObject({ look: 1, planned: 2, fraction: 0.5 });
    expect(lookOf(half)?.criticalP).toBeLessThan(0.01);
    const whole = studied({ families, plannedLooks: 2 });
    expect(lookOf(whole)).toMatchObject({ look: 2, fraction: 1, alphaSpent: 0.05 });
    expect(lookOf(whole)?.criticalP).toBeLessThan(0.05);
    expect(adjusted(whole, "strong")).toBeGreaterThan(adjusted(studied({ families }), "strong") ?? 1);
  });

  it("are flagged where none is planned and runs are missing, and only there", () => {
    const codes = (analysis: Analysis) => analysis.warnings.map(({ code }) => code);
    expect(codes(studied({ families }, 2))).toContain("unplanned-look");
    expect(codes(studied({ families }))).not.toContain("unplanned-look");
    expect(codes(studied({ families }, 2, "unknown"))).not.toContain("unplanned-look");
    expect(codes(studied({ families, plannedLooks: 2 }, 2))).not.toContain("unplanned-look");
    expect(codes(studied({ families, plannedLooks: 2 }))).not.toContain("unplanned-look");
  });

  it("are flagged between two that are planned, where each would be taken for the same one", () => {
    const { warnings } = studied({ families, plannedLooks: 2 }, 3);
    const [found] = warnings.filter(({ code }) => code === "unplanned-look");
    expect(found?.message).toContain("look 1 of 2");
  });
});

describe("rankings", () => {
  it("give each arm its probability of being the best, adding up to 1, best first", () => {
    const [ranking] = studied({}).rankings;
    expect(ranking?.arms[0]).toMatchObject({ arm: "strong" });
    const total = ranking?.arms.reduce((sum, { probabilityBest }) => sum + (probabilityBest ?? 0), 0);
    expect(total).toBeCloseTo(1, 9);
    const pair = ranking?.pairs.find(({ arm, other }) => arm === "control" && other === "strong");
    expect(pair?.probabilityBetter).toBeLessThan(0.05);
  });
  it("need two arms with two runs", () => {
    expect(studied({}, 1).rankings).toEqual([]);
  });
});
