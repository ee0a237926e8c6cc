import { type AblationInput, type Analysis, type Effect, findingOn, shownFinding } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { analyse } from "../analyse.js";
import { samplesOf, studyAblation, studyEvidence } from "../testing/study.js";

const PROMPTS = 6;
const EPOCHS = 4;

/** Events of each prompt, one list a run. */
type Runs = readonly (readonly number[])[];

const flat = (events: number) => Array.from({ length: PROMPTS }, () => events);

const NOISY: Runs = [
  [1, 0, 2, 1, 0, 1],
  [2, 1, 3, 1, 1, 2],
  [0, 0, 1, 1, 0, 0],
];
const HIGH: Runs = [
  [3, 2, 4, 2, 1, 3],
  [2, 2, 3, 4, 2, 3],
  [4, 3, 4, 3, 3, 2],
];
const ZERO: Runs = [flat(0), flat(0), flat(0)];

function studied(arms: Readonly<Record<string, Runs>>, change: Partial<AblationInput> = {}): Analysis {
  const names = Object.keys(arms);
  const ablation = studyAblation({
    arms: names.map((name) => ({ name })),
    stages: [{ name: "sft" }],
    ...change,
  });
  const entries = Object.entries(arms).flatMap(([arm, runs]) =>
    runs.map((events, seed) => [{ arm, seed, stage: "sft" }, samplesOf(events, EPOCHS)] as const),
  );
  return analyse(ablation, studyEvidence(entries, PROMPTS));
}

function effectOf({ effects }: Analysis, arm: string): Effect {
  const found = effects.find((effect) => effect.arm === arm);
  if (found === undefined) throw new Error(`no lead of ${arm}`);
  return found;
}

function shown(effect: Effect) {
  const finding = shownFinding(effect);
  if (finding?.status !== "estimated") throw new Error("not estimated");
  return finding;
}

const width = (interval: { lower: number | null; upper: number | null } | null | undefined) =>
  (interval?.upper ?? Number.NaN) - (interval?.lower ?? Number.NaN);

describe("where both arms are at 0", () => {
  it("borrows the design effect of the other arms, and says so", () => {
    const finding = shown(effectOf(studied({ control: ZERO, quiet: ZERO, advice: NOISY }), "quiet"));
    expect(finding.warnings.map(({ code }) => code)).toContain("variance-borrowed");
    expect(finding.df).toBe(6);
    expect(width(finding.interval)).toBeGreaterThan(0);
  });
  it("rests on the clusters where no arm varies, and says so", () => {
    const finding = shown(effectOf(studied({ control: ZERO, quiet: ZERO }), "quiet"));
    expect(finding.warnings.map(({ code }) => code)).toContain("nothing-varies");
    expect(finding.df).toBe(4);
    expect(finding.pValue).toBe(1);
  });
});

describe("the pooled design effect", () => {
  const arms = { control: HIGH, advice: NOISY, third: HIGH };
  it("stands beside the default where it is registered, with the ratio of each side", () => {
    const [alternative] = effectOf(studied(arms, { plan: { pooledVariance: true } }), "advice").alternatives;
    expect(alternative).toMatchObject({ method: "pooled-design-effect", occasion: "pooled-variance" });
    expect(alternative?.findings).toHaveLength(4);
    expect(alternative?.designEffects?.df).toBe(6);
    expect(alternative?.designEffects?.armRatio).toBeCloseTo(
      (alternative?.designEffects?.arm ?? 0) / (alternative?.designEffects?.pooled ?? 1),
      12,
    );
    expect(effectOf(studied(arms), "advice").alternatives).toEqual([]);
  });
  it("replaces nothing: the shown finding stays that of the pair", () => {
    const own = shown(effectOf(studied(arms), "advice"));
    const beside = shown(effectOf(studied(arms, { plan: { pooledVariance: true } }), "advice"));
    expect(beside).toEqual(own);
  });
});

describe("prompts that some run lacks", () => {
  it("are kept by a mixed model beside the default", () => {
    const ablation = studyAblation({
      arms: [{ name: "control" }, { name: "advice" }],
      stages: [{ name: "sft" }],
    });
    const entries = [
      ...HIGH.map(
        (events, seed) => [{ arm: "control", seed, stage: "sft" }, samplesOf(events, EPOCHS)] as const,
      ),
      ...NOISY.map(
        (events, seed) => [{ arm: "advice", seed, stage: "sft" }, samplesOf(events, EPOCHS)] as const,
      ),
    ];
    const gap = entries[0]?.[1];
    if (gap?.level === "samples") gap.score.fill(Number.NaN, 0, EPOCHS);
    const effect = effectOf(analyse(ablation, studyEvidence(entries, PROMPTS)), "advice");
    expect(shown(effect).warnings.map(({ code }) => code)).toContain("prompts-intersected");
    const union = effect.alternatives.find(({ occasion }) => occasion === "union-of-prompts");
    expect(union?.method).toBe("crossed-reml");
    const finding = union === undefined ? undefined : findingOn(union, "difference", effect.shownTarget);
    expect(finding).toMatchObject({ status: "estimated" });
    expect(finding).not.toMatchObject({ estimate: shown(effect).estimate });
  });
});

describe("pairing by seed", () => {
  const apart: Runs = HIGH.map((run, seed) =>
    run.map((events, prompt) => Math.max(0, events - 1 - ((seed + prompt) % 2))),
  );
  it("takes differences seed by seed, where the plan says so", () => {
    const paired = shown(
      effectOf(studied({ control: HIGH, advice: apart }, { plan: { seedPairing: "by-seed" } }), "advice"),
    );
    const alone = shown(effectOf(studied({ control: HIGH, advice: apart }), "advice"));
    expect(paired.estimator).toBe("paired-by-seed");
    expect(alone.estimator).toBe("mover-wilson");
    expect(paired.estimate).toBeCloseTo(alone.estimate, 12);
    expect(width(paired.interval)).not.toBe(width(alone.interval));
  });
  it("leaves out a run without partner, and analyses runs as independent where nothing can be paired", () => {
    const [first = flat(1), second = flat(2)] = NOISY;
    const short = shown(
      effectOf(
        studied({ control: HIGH, advice: [first, second] }, { plan: { seedPairing: "by-seed" } }),
        "advice",
      ),
    );
    expect(short.warnings.map(({ code }) => code)).toContain("unpaired-run");
    expect(short.n).toMatchObject({ runs: 2, controlRuns: 2 });
    const single = effectOf(
      studied({ control: HIGH, advice: [first] }, { plan: { seedPairing: "by-seed" } }),
      "advice",
    );
    expect(single.findings.flatMap(({ warnings }) => warnings.map(({ code }) => code))).toContain(
      "outside-plan",
    );
  });
});

describe("a method that is asked for", () => {
  const study = { control: HIGH, advice: NOISY };
  const ablation = studyAblation({
    arms: [{ name: "control" }, { name: "advice" }],
    stages: [{ name: "sft" }],
  });
  const entries = Object.entries(study).flatMap(([arm, runs]) =>
    runs.map((events, seed) => [{ arm, seed, stage: "sft" }, samplesOf(events, EPOCHS)] as const),
  );
  const evidence = studyEvidence(entries, PROMPTS);
  it("answers, is named, and is called no registered analysis", () => {
    const analysis = analyse(ablation, evidence, { method: "welch-runs" });
    expect(analysis.method).toBe("welch-runs");
    const effect = effectOf(analysis, "advice");
    expect(effect.shownTarget).toBe("suite-fixed");
    expect(shown(effect).estimator).toBe("welch-runs");
    expect(analysis.warnings[0]).toMatchObject({ code: "outside-plan" });
    expect(analysis.inputsFingerprint).not.toBe(analyse(ablation, evidence).inputsFingerprint);
  });
  it("adjusts after Holm what it gave, on log odds where it knows no other scale", () => {
    const members = [{ arm: "advice", eval: "blackmail@1", stage: "sft" }];
    const planned = studyAblation({
      arms: [{ name: "control" }, { name: "advice" }],
      stages: [{ name: "sft" }],
      plan: {
        pooledVariance: true,
        families: [{ name: "leads", question: "lead", method: "dunnett", members }],
      },
    });
    const analysis = analyse(planned, evidence, { method: "firth" });
    expect(analysis.families[0]).toMatchObject({ method: "holm", answered: 1 });
    const effect = effectOf(analysis, "advice");
    expect(effect.alternatives).toEqual([]);
    expect(effect.stands).not.toBeNull();
    const logOdds = findingOn(effect, "log-odds", effect.shownTarget);
    expect(logOdds).toMatchObject({ status: "estimated", estimator: "firth" });
    if (logOdds?.status === "estimated") expect(logOdds.pAdjusted).toBe(logOdds.pValue);
  });
  it("says how few runs permutation has, and what it is not made for", () => {
    const permuted = effectOf(analyse(ablation, evidence, { method: "permutation-runs" }), "advice");
    expect(permuted.findings.map((finding) => finding.reason).join(" ")).toContain(
      "the smallest p that can be reached is 0.10",
    );
    const score = effectOf(analyse(ablation, evidence, { method: "miettinen-nurminen" }), "advice");
    expect(score.findings.every(({ status }) => status === "not-estimable")).toBe(true);
    expect(score.findings[0]?.reason).toContain("not made for this evidence");
  });
  it("is refused where there is none of that name", () => {
    expect(() => analyse(ablation, evidence, { method: "anova" })).toThrow("there is no method `anova`");
  });
});

describe("room", () => {
  it("is little where the control is at the better end, and enough elsewhere", () => {
    const codes = (analysis: Analysis) => analysis.warnings.map(({ code }) => code);
    expect(codes(studied({ control: ZERO, advice: NOISY }))).toContain("room");
    expect(codes(studied({ control: HIGH, advice: NOISY }))).not.toContain("room");
    expect(codes(studied({ control: HIGH, advice: NOISY }, { plan: { smallestEffect: 0.5 } }))).toContain(
      "room",
    );
  });
});
