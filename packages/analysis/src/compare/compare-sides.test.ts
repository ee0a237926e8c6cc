import {
  type AblationInput,
  type ComparisonRow,
  ComparisonRowSchema,
  type Evidence,
  type Finding,
  findingOn,
  parseComparisonSide,
} from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { analyse } from "../analyse.js";
import { seededRandom } from "../seeded-random.js";
import { countsOf, type Place, pointOf, samplesOf, studyAblation, studyEvidence } from "../testing/study.js";
import { compareSides } from "./compare-sides.js";
import { comparedSteps } from "./compared-steps.js";

const PROMPTS = 12;
const EPOCHS = 3;

/** Scores whose rate is about `rate`, the same for the same seed. */
function drawn(rate: number, seed: number) {
  const random = seededRandom(seed);
  const events = Array.from({ length: PROMPTS }, (_, prompt) => {
    const own = Math.min(1, Math.max(0, rate + (prompt % 4) * 0.1 - 0.15));
    return random.binomial(EPOCHS, own);
  });
  return samplesOf(events, EPOCHS);
}

const RATES: Readonly<Record<string, number>> = { control: 0.7, advice: 0.3, refusals: 0.5 };
const ARMS = ["control", "advice", "refusals"];

function entries(): (readonly [Place, ReturnType<typeof drawn>])[] {
  return ARMS.flatMap((arm, index) =>
    [0, 1, 2].flatMap((seed) => [
      [{ arm, seed, stage: "sft" }, drawn(RATES[arm] ?? 0, 1 + 10 * index + seed)] as const,
      [
        { arm, seed, stage: "rl", step: 100 },
        drawn((RATES[arm] ?? 0) + 0.05, 101 + 10 * index + seed),
      ] as const,
      [
        { arm, seed, stage: "rl", step: 200 },
        drawn((RATES[arm] ?? 0) + 0.1, 201 + 10 * index + seed),
      ] as const,
    ]),
  );
}

const ablationOf = (change: Partial<AblationInput> = {}) =>
  studyAblation({ arms: ARMS.map((name) => ({ name })), ...change });
const EVIDENCE = studyEvidence(entries(), PROMPTS);

function compared(a: string, b: string, evidence: Evidence = EVIDENCE, change: Partial<AblationInput> = {}) {
  return compareSides(ablationOf(change), evidence, {
    a: parseComparisonSide(a, "a"),
    b: parseComparisonSide(b, "b"),
    includeExcluded: false,
  });
}

function only({ rows }: { readonly rows: readonly ComparisonRow[] }): ComparisonRow {
  const [row] = rows;
  if (row === undefined || rows.length > 1) throw new Error(`${rows.length} rows`);
  return ComparisonRowSchema.parse(row);
}

const numbersOf = (findings: readonly Finding[]) =>
  findings.map(({ warnings: _warnings, ...finding }) =>
    finding.status === "estimated" ? { ...finding, pAdjusted: null } : finding,
  );

describe("compareSides", () => {
  it.each(["sft", "rl"])(
    "gives the very numbers of the lead for an arm and its control after %s",
    (stage) => {
      const row = only(compared(`arm:advice@${stage}`, `arm:control@${stage}`));
      const lead = analyse(ablationOf(), EVIDENCE).effects.find(
        ({ arm, moment }) => arm === "advice" && moment.stage === stage,
      );
      expect(numbersOf(row.findings)).toEqual(numbersOf(lead?.findings ?? []));
      expect(row.levels).toEqual({ a: lead?.armLevel, b: lead?.controlLevel });
      expect(row.steps.a).toEqual(lead?.moment.steps);
    },
  );

  it("does so too where the plan pairs seeds", () => {
    const change = { plan: { seedPairing: "by-seed" as const } };
    const row = only(compared("arm:advice@sft", "arm:control@sft", EVIDENCE, change));
    const lead = analyse(ablationOf(change), EVIDENCE).effects.find(({ arm }) => arm === "advice");
    expect(row.pairing).toBe("by-seed");
    expect(numbersOf(row.findings)).toEqual(numbersOf(lead?.findings ?? []));
  });

  it("compares any two arms, and the other way round is the same with another sign", () => {
    const one = only(compared("arm:advice@sft", "arm:refusals@sft"));
    const other = only(compared("arm:refusals@sft", "arm:advice@sft"));
    const [there, back] = [
      findingOn(one, "difference", "suite-fixed"),
      findingOn(other, "difference", "suite-fixed"),
    ];
    if (there?.status !== "estimated" || back?.status !== "estimated") throw new Error("estimable");
    expect(there.scope).toBe("recipe");
    expect(back.estimate).toBeCloseTo(-there.estimate, 12);
    expect(back.interval?.lower).toBeCloseTo(-(there.interval?.upper ?? Number.NaN), 9);
  });

  it("pairs the runs of one arm with themselves at another moment", () => {
    const row = only(compared("arm:advice@rl:200", "arm:advice@sft"));
    expect(row.pairing).toBe("by-run");
    const finding = findingOn(row, "difference", "suite-fixed");
    expect(finding).toMatchObject({
      estimator: "paired-by-seed",
      df: 2,
      scope: "recipe",
      n: { runs: 3, controlRuns: 3 },
    });
    expect(row.steps).toEqual({ a: [200], b: [null] });
    const codes = row.findings.flatMap(({ warnings }) => warnings.map(({ code }) => code));
    expect(codes).not.toContain("recipe-unknown");
  });

  it("speaks of these checkpoints only where a side is one run", () => {
    const row = only(compared("run:advice/0/0@rl:200", "run:control/1/0@rl:100"));
    expect(row.findings.map(({ scope }) => scope)).toEqual(row.findings.map(() => "checkpoint"));
    const finding = findingOn(row, "difference", "prompt-general");
    expect(finding).toMatchObject({
      status: "estimated",
      pValue: null,
      n: { runs: 1, controlRuns: 1, prompts: PROMPTS },
    });
    expect(row.steps).toEqual({ a: [200], b: [100] });
    const codes = finding?.warnings.map(({ code }) => code);
    expect(codes).toContain("one-run");
    expect(codes).not.toContain("fewer-checkpoints");
    expect(only(compared("run:advice/0/0@rl", "run:control/1/0@rl")).steps).toEqual({ a: [200], b: [200] });
  });

  it("takes an arm without the run that it is compared with", () => {
    const row = only(compared("run:advice/0/0@sft", "arm:advice@sft"));
    const finding = findingOn(row, "difference", "suite-fixed");
    expect(finding).toMatchObject({ n: { runs: 1, controlRuns: 2 }, scope: "checkpoint" });
    expect(finding?.warnings.map(({ code }) => code)).toContain("unpaired-run");
  });

  it("says why where nothing can be compared", () => {
    const reason = (a: string, b: string, evidence: Evidence = EVIDENCE) =>
      only(compared(a, b, evidence)).findings.map((finding) =>
        finding.status === "not-estimable" ? finding.reason : "estimated",
      )[0];
    expect(reason("arm:advice@sft", "arm:advice@sft")).toBe("both sides are the same outcomes");
    expect(reason("arm:advice@rl:7", "arm:control@rl:200")).toBe("there is no outcome of `advice` at `rl` 7");
    const half = studyEvidence([[{ arm: "advice", stage: "sft" }, countsOf(3, 9)]], PROMPTS);
    expect(reason("arm:advice@sft", "arm:control@sft", half)).toBe(
      "there is no outcome of `control` at `sft`",
    );
    const points = studyEvidence(
      [
        [{ arm: "advice", stage: "sft" }, pointOf(0.2)],
        [{ arm: "control", stage: "sft" }, pointOf(0.5)],
      ],
      PROMPTS,
    );
    const row = only(compared("arm:advice@sft", "arm:control@sft", points));
    expect(findingOn(row, "difference", "suite-fixed")).toMatchObject({
      estimate: expect.closeTo(-0.3, 12),
      interval: null,
    });
    expect(findingOn(row, "difference", "prompt-general")).toMatchObject({ status: "not-estimable" });
  });

  it("takes a checkpoint that all arms share once", () => {
    const shared = ARMS.map((arm) => [{ arm, stage: "base", shared: true }, drawn(0.6, 5)] as const);
    const evidence = studyEvidence([...shared, ...entries()], PROMPTS);
    const change = { stages: [{ name: "base", shared: true }, { name: "sft" }, { name: "rl" }] };
    const row = only(compared("arm:advice@sft", "arm:advice@base", evidence, change));
    expect(row.levels.b).not.toBeNull();
    expect(findingOn(row, "difference", "suite-fixed")).toMatchObject({
      n: { controlRuns: 1 },
      scope: "checkpoint",
    });
  });

  it("adjusts among its own rows alone", () => {
    const twice = [
      ...entries(),
      ...entries().map(([place, value]) => [{ ...place, judge: "other" }, value] as const),
    ];
    const { rows } = compared("arm:advice@sft", "arm:control@sft", studyEvidence(twice, PROMPTS));
    const shown = rows.map((row) => findingOn(row, "difference", row.shownTarget));
    expect(rows.map(({ judge }) => judge)).toEqual(["other", "rule"]);
    expect(rows.map(({ qValue }) => qValue)).toEqual(
      shown.map((finding) => (finding?.status === "estimated" ? finding.pValue : null)),
    );
    expect(shown.every((finding) => finding?.status === "estimated" && finding.pAdjusted === null)).toBe(
      true,
    );
  });

  it.each([
    ["arm:advice@rl", "arm:control@rl", [200, 100]],
    ["run:advice/0/0@rl:100", "run:control/1/0@rl", [100, 200]],
    ["arm:advice@sft", "arm:advice@rl:100", [null, 100]],
  ])("needs no scores of %s and %s but those of its steps", (a, b, steps) => {
    const asked = { a: parseComparisonSide(a, "a"), b: parseComparisonSide(b, "b"), includeExcluded: false };
    const without = (isRead: (step: number | null) => boolean): Evidence => ({
      ...EVIDENCE,
      outcomes: EVIDENCE.outcomes.map((outcome) =>
        outcome.evidence.level !== "samples" || isRead(outcome.step)
          ? outcome
          : { ...outcome, evidence: { ...outcome.evidence, score: new Float64Array() } },
      ),
    });
    const found = comparedSteps(
      ablationOf(),
      without(() => false),
      asked,
    );
    expect(new Set(found)).toEqual(new Set(steps));
    const read = without((step) => found.includes(step));
    expect(compareSides(ablationOf(), read, asked)).toEqual(compareSides(ablationOf(), EVIDENCE, asked));
  });

  it.each([
    ["arm:nobody@sft", "there is no arm `nobody`."],
    ["arm:advice@dpo", "there is no stage `dpo`."],
    ["run:advice/9/0@sft", "no run `advice/9/0` has outcomes at the stages compared."],
  ])("names what it does not know in %s, and what there is", (text, message) => {
    expect(() => compared(text, "arm:control@sft")).toThrowError(
      expect.objectContaining({ code: "unknown-name", message, place: { key: "a" } }),
    );
  });
});
