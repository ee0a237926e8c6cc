import { type AblationInput, type EvidenceValue, GeneralizationSchema, shownGap } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { leadEffects } from "../findings/lead-effects.js";
import { indexEvidence } from "../measure/evidence-index.js";
import { planContrasts } from "../plan-contrasts.js";
import { countsOf, type Place, pointOf, samplesOf, studyAblation, studyEvidence } from "../testing/study.js";
import { generalize } from "./generalize.js";

const PROMPTS = 40;
const metric = (direction: "lower-is-better" | "higher-is-better") => ({
  name: "score",
  direction,
  scale: { kind: "binary" as const },
});

const evalOf = (
  id: string,
  relation: "in-distribution" | "out-of-distribution" | "unknown",
  direction: "lower-is-better" | "higher-is-better" = "lower-is-better",
  role: "target" | "held-out" | "guardrail" = "target",
): NonNullable<AblationInput["evals"]>[number] => ({ id, role, relation, metrics: [metric(direction)] });

/** `count` events, spread over the prompts from `from` on. */
const events = (count: number, from = 0) =>
  samplesOf(
    Array.from({ length: PROMPTS }, (_, prompt) => ((prompt * 7 + from) % PROMPTS < count ? 1 : 0)),
    1,
  );

type Entry = readonly [Place, EvidenceValue];
const runsOf = (arm: string, id: string, values: readonly EvidenceValue[]): Entry[] =>
  values.map((value, seed) => [{ arm, seed, stage: "sft", eval: id }, value] as const);

const answer = (
  evals: AblationInput["evals"],
  entries: readonly Entry[],
  change: Partial<AblationInput> = {},
) => {
  const ablation = studyAblation({ evals, stages: [{ name: "sft" }], ...change });
  const index = indexEvidence(ablation, studyEvidence(entries, PROMPTS), false);
  const found = generalize(index, leadEffects(index, planContrasts(ablation).leads));
  return GeneralizationSchema.parse(found);
};

const NEAR = [4, 6, 5, 9];
const FAR = [16, 20, 15, 22];
const study = (value: (count: number, run: number) => EvidenceValue): Entry[] => [
  ...runsOf("advice", "near@1", NEAR.map(value)),
  ...runsOf("advice", "far@1", FAR.map(value)),
  ...runsOf("control", "near@1", [20, 23, 18].map(value)),
  ...runsOf("control", "far@1", [21, 25, 19].map(value)),
];
const EVALS = [evalOf("near@1", "in-distribution"), evalOf("far@1", "out-of-distribution")];

describe("generalize", () => {
  it("gives the gap of paired runs as Welch's t on per-run differences (R 4.2.2)", () => {
    const [pair] = answer(EVALS, study(events)).pairs;
    const fixed = pair?.answers.find(
      ({ scale, target }) => scale === "difference" && target === "suite-fixed",
    );
    const gap = fixed?.gap;
    if (gap?.status !== "estimated") throw new Error("a gap is expected");
    expect(gap.estimate).toBeCloseTo(-0.272916666666667, 12);
    expect(gap.standardError).toBeCloseTo(0.0229166666666667, 12);
    expect(gap.df).toBeCloseTo(3.84985537733369, 10);
    expect(gap.interval?.lower).toBeCloseTo(-0.337534219419716, 10);
    expect(gap.interval?.upper).toBeCloseTo(-0.208299113913617, 10);
    expect(gap.pValue).toBeCloseTo(0.00035293834316568, 10);
    expect(fixed?.transfer).toMatchObject({ status: "estimated" });
    if (fixed?.transfer.status === "estimated")
      expect(fixed.transfer.point).toBeCloseTo(0.0854166666666666 / 0.358333333333333, 10);
  });

  it("flags suppression and warns of it", () => {
    const [pair] = answer(EVALS, study(events)).pairs;
    expect(pair?.suppression).toBe(true);
    expect(pair?.warnings.map(({ code }) => code)).toContain("suppression");
    expect(pair?.near.room).toBeCloseTo(61 / 120, 12);
  });

  it("gives the same suite-fixed gap from counts, and nothing about other prompts", () => {
    const [fromSamples] = answer(EVALS, study(events)).pairs;
    const [fromCounts] = answer(
      EVALS,
      study((count) => countsOf(count, PROMPTS)),
    ).pairs;
    const gapOf = (pair: typeof fromCounts, target: "suite-fixed" | "prompt-general") =>
      pair?.answers.find((one) => one.scale === "difference" && one.target === target)?.gap;
    expect(gapOf(fromCounts, "suite-fixed")).toMatchObject({ status: "estimated" });
    const [one, other] = [gapOf(fromCounts, "suite-fixed"), gapOf(fromSamples, "suite-fixed")];
    if (one?.status !== "estimated" || other?.status !== "estimated")
      throw new Error("two gaps are expected");
    expect(one.estimate).toBeCloseTo(other.estimate, 12);
    expect(one.standardError).toBeCloseTo(other.standardError ?? 0, 12);
    expect(gapOf(fromCounts, "prompt-general")).toMatchObject({ status: "not-estimable" });
    expect(fromCounts?.shownTarget).toBe("suite-fixed");
  });

  it("turns evals of opposite directions the same way", () => {
    const flipped = study(events).map(([place, value]): Entry => {
      if (place.eval !== "far@1" || value.level !== "samples") return [place, value];
      return [place, { ...value, score: value.score.map((score) => 1 - score) }];
    });
    const evals = [
      evalOf("near@1", "in-distribution"),
      evalOf("far@1", "out-of-distribution", "higher-is-better"),
    ];
    const [own] = answer(EVALS, study(events)).pairs;
    const [turned] = answer(evals, flipped).pairs;
    if (own === undefined || turned === undefined) throw new Error("a pair is expected");
    for (const scale of ["difference", "log-odds"] as const) {
      const [a, b] = [shownGap(own, scale)?.gap, shownGap(turned, scale)?.gap];
      if (a?.status !== "estimated" || b?.status !== "estimated") throw new Error("a gap is expected");
      expect(b.estimate).toBeCloseTo(a.estimate, 10);
      expect(b.interval?.upper).toBeCloseTo(a.interval?.upper ?? Number.NaN, 10);
    }
    expect(turned.suppression).toBe(own.suppression);
  });

  it("pairs only runs that were measured on both, and says so", () => {
    const entries = study(events).filter(
      ([{ arm, seed, eval: id }]) => !(arm === "advice" && seed === 3 && id === "far@1"),
    );
    const [pair] = answer(EVALS, entries).pairs;
    expect(pair?.runs).toBe(3);
    expect(pair?.warnings.map(({ code }) => code)).toContain("missing-stage");
  });

  it("speaks of checkpoints alone with one run, and has no p-value about the recipe", () => {
    const entries = study(events).filter(([{ seed }]) => seed === 0);
    const [pair] = answer(EVALS, entries).pairs;
    expect(pair?.scope).toBe("checkpoint");
    for (const { gap } of pair?.answers ?? []) if (gap.status === "estimated") expect(gap.pValue).toBeNull();
  });

  it("gives values alone without an interval, and a lead of nothing without a ratio", () => {
    const [bare] = answer(
      EVALS,
      study((count) => pointOf(count / PROMPTS)),
    ).pairs;
    const single = study((count) => pointOf(count / PROMPTS)).filter(([{ seed }]) => seed === 0);
    const [one] = answer(EVALS, single).pairs;
    expect(bare?.answers.some(({ gap }) => gap.status === "estimated")).toBe(true);
    expect(one?.suppression).toBeNull();
    const gap = one === undefined ? undefined : shownGap(one)?.gap;
    expect(gap).toMatchObject({ status: "estimated", interval: null });
  });

  it("stays finite where nothing happens at all", () => {
    const [pair] = answer(
      EVALS,
      study(() => events(0)),
    ).pairs;
    for (const { scale, gap, transfer } of pair?.answers ?? []) {
      expect(JSON.stringify([gap, transfer])).not.toContain("NaN");
      if (scale === "log-odds") expect(gap.status).toBe("not-estimable");
      else if (gap.status === "estimated") {
        expect(gap.standardError ?? 0).toBeGreaterThan(0);
        expect(gap.estimate).toBe(0);
      }
    }
    expect(pair?.suppression).toBe(false);
  });

  it("goes by roles where no relation is known, and leaves guardrails out", () => {
    const evals = [
      evalOf("near@1", "unknown", "lower-is-better", "target"),
      evalOf("far@1", "unknown", "lower-is-better", "held-out"),
      evalOf("mmlu@1", "unknown", "higher-is-better", "guardrail"),
    ];
    const found = answer(evals, study(events));
    expect(found.pairs.map(({ basis }) => basis)).toEqual(["role"]);
    expect(found.leftOut).toEqual([]);
  });

  it("says which eval takes no part and why", () => {
    const evals = [...EVALS, evalOf("odd@1", "unknown")];
    const found = answer(evals, [...study(events), ...runsOf("advice", "odd@1", [events(3), events(4)])]);
    expect(found.leftOut).toEqual([
      {
        arm: "advice",
        eval: "odd@1",
        reason: "nobody says how far it is from the arm's training data",
      },
    ]);
    const alone = answer(
      [evalOf("near@1", "in-distribution")],
      study(events).filter(([{ eval: id }]) => id === "near@1"),
    );
    expect(alone.pairs).toEqual([]);
    expect(alone.leftOut[0]?.reason).toContain("far from");
  });
});

describe("suites together", () => {
  const far = ["far@1", "far@2", "far@3"];
  const evals = [...EVALS.slice(0, 1), ...far.map((id) => evalOf(id, "out-of-distribution"))];
  const entries = [
    ...study(events).filter(([{ eval: id }]) => id === "near@1"),
    ...far.flatMap((id, suite) => [
      ...runsOf(
        "advice",
        id,
        FAR.map((count) => events(count - 4 + 2 * suite, suite)),
      ),
      ...runsOf(
        "control",
        id,
        [21, 25, 19].map((count) => events(count, suite)),
      ),
    ]),
  ];

  it("predicts a new far suite from three, and refuses from two", () => {
    const whole = answer(evals, entries).syntheses;
    expect(whole.map(({ target }) => target)).toEqual(["prompt-general", "suite-fixed"]);
    const [synthesis] = whole;
    expect(synthesis?.suites).toHaveLength(4);
    expect(synthesis?.far).toMatchObject({ status: "estimated" });
    expect(synthesis?.prediction.interval?.lower).toBeLessThan(
      synthesis?.far.status === "estimated" ? (synthesis.far.interval?.lower ?? 0) : 0,
    );
    const two = answer(
      evals.filter(({ id }) => id !== "far@3"),
      entries.filter(([{ eval: id }]) => id !== "far@3"),
    ).syntheses;
    expect(two[0]?.prediction).toMatchObject({
      interval: null,
      reason: "2 suites are far from the training data, and 3 are needed to say what a new one would show",
    });
  });

  it("keeps the correlation of shared runs within its bounds", () => {
    for (const { correlation } of answer(evals, entries).syntheses) {
      expect(correlation).toBeGreaterThanOrEqual(0);
      expect(correlation).toBeLessThanOrEqual(0.95);
    }
  });
});
