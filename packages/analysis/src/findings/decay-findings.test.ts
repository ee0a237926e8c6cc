import { AnalysisSchema, type Intervention } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { analyse } from "../analyse.js";
import { countsOf, type Place, studyAblation, studyEvidence } from "../testing/study.js";

const STEPS = [50, 100, 150, 200, 250, 300, 350];
const SIZE = 2000;

interface Study {
  readonly seeds?: number;
  readonly steps?: readonly number[];
  /** Whether that outcome never came. */
  readonly lacks?: (place: Place) => boolean;
  readonly stage?: Partial<Place>;
}

/** The control stays at 70%; the arm's lead of 50 points falls towards 15 with a half-life of 70 steps. */
function study({ seeds = 3, steps = STEPS, lacks = () => false, stage = {} }: Study = {}) {
  const entries = ["control", "advice"].flatMap((arm) =>
    Array.from({ length: seeds }, (_, seed) => seed).flatMap((seed) => {
      const events = (t: number) => {
        const wobble = 0.015 * (seed - 1) + 0.006 * Math.sin(5 * seed + t + (arm === "control" ? 2 : 0));
        const lead = arm === "control" ? 0 : -0.15 - 0.35 * Math.exp((-Math.LN2 / 70) * t);
        return Math.round(SIZE * (0.7 + lead + wobble));
      };
      const places: [Place, number][] = [
        [{ arm, seed, stage: "sft" }, 0],
        ...steps.map((step): [Place, number] => [{ arm, seed, stage: "rl", step, ...stage }, step]),
      ];
      return places
        .filter(([place]) => !lacks(place))
        .map(([place, t]) => [place, countsOf(events(t), SIZE)] as const);
    }),
  );
  return studyEvidence(entries, 0);
}

function decayOf(evidence: ReturnType<typeof study>, interventions: readonly Intervention[] = []) {
  const analysis = analyse(studyAblation(), evidence, { interventions });
  const decays = analysis.trajectories.flatMap((trajectory) => trajectory.decays);
  return { analysis, decays, first: decays[0] };
}

describe("decayFindings", () => {
  it("begins at the end of the stage before, and brackets the half-life of what is lost", () => {
    const { analysis, first } = decayOf(study());
    expect(AnalysisSchema.shape.trajectories.parse(analysis.trajectories)).toEqual(analysis.trajectories);
    expect(first).toMatchObject({
      stage: "rl",
      steps: [0, ...STEPS],
      startsAfter: "sft",
      scope: "recipe",
      runs: 3,
      controlRuns: 3,
      missingCheckpoints: 0,
      direction: "declines",
      shown: "to-plateau",
      assumption: null,
    });
    if (first?.halfLife.kind !== "interval") throw new Error("no interval");
    expect(first.halfLife.lower).toBeLessThan(70);
    expect(first.halfLife.upper).toBeGreaterThan(70);
    expect(first.fits[0]?.plateau).toBeCloseTo(-0.15, 1);
  });

  it("does not begin under another condition", () => {
    const { first } = decayOf(study({ stage: { condition: { goal: "explicit" } } }));
    expect(first).toMatchObject({ steps: STEPS, startsAfter: null });
  });

  it("keeps a run that lacks checkpoints, says how many, and leaves out one that has hardly any", () => {
    const some = study({
      lacks: ({ arm, seed, step }) => arm === "advice" && seed === 2 && (step ?? 0) > 250,
    });
    expect(decayOf(some).first).toMatchObject({ runs: 3, missingCheckpoints: 2, steps: [0, ...STEPS] });
    const most = study({
      lacks: ({ arm, seed, step }) => arm === "advice" && seed === 2 && (step ?? 0) > 50,
    });
    expect(decayOf(most).first).toMatchObject({ runs: 2, missingCheckpoints: 0 });
  });

  it("is about these checkpoints with one run, and not estimable with few checkpoints", () => {
    expect(decayOf(study({ seeds: 1 })).first).toMatchObject({
      scope: "checkpoint",
      direction: null,
      halfLife: { kind: "point" },
    });
    expect(decayOf(study({ steps: [350] })).first).toMatchObject({
      fits: [],
      direction: null,
      shown: null,
      assumption: null,
      halfLife: { kind: "not-estimable", reason: expect.stringContaining("2 checkpoints") },
    });
    expect(decayOf(study({ steps: [] })).decays).toEqual([]);
  });

  it("counts branches of one ancestor as one run, with their mean", () => {
    const plain = study();
    const branched = {
      ...plain,
      runs: plain.runs.flatMap((run) => [run, { ...run, run: run.run.replace(/0$/, "1"), branch: 1 }]),
      outcomes: plain.outcomes.flatMap((outcome) =>
        outcome.stage === "sft"
          ? [outcome]
          : [
              outcome,
              { ...outcome, outcomeId: `${outcome.outcomeId}b`, run: outcome.run.replace(/0$/, "1") },
            ],
      ),
    };
    const [alone, both] = [decayOf(plain), decayOf(branched)];
    expect(both.first).toMatchObject({ runs: 3, controlRuns: 3, startsAfter: "sft" });
    expect(both.first?.fits[0]?.rate).toBeCloseTo(alone.first?.fits[0]?.rate ?? 0, 9);
    expect(both.analysis.durability[0]).toMatchObject({ runs: 3, controlRuns: 3 });
    expect(both.analysis.durability[0]?.warnings.map(({ code }) => code)).toContain("branches-averaged");
  });

  it("averages the last checkpoints each run has, and says where they are fewer than planned", () => {
    const lacks = ({ arm, seed, step }: Place) => arm === "advice" && seed === 1 && step === 300;
    const [one] = decayOf(study({ lacks })).analysis.durability;
    expect(one?.to.steps).toEqual([250, 300, 350]);
    expect(one).toMatchObject({ runs: 3, bounds: null });
    const [few] = decayOf(study({ steps: [300, 350] })).analysis.durability;
    expect(few?.warnings.map(({ code }) => code)).toContain("fewer-checkpoints");
  });

  it("splits the course at an intervention, and says so", () => {
    const intervention = {
      run: "advice/0/0",
      stage: "rl",
      step: 200,
      author: "a",
      reason: "the watch fired",
      change: "less reward",
    };
    const { analysis, decays } = decayOf(study(), [intervention]);
    expect(decays.map(({ between, steps }) => [between, steps])).toEqual([
      [{ after: null, before: 200 }, [0, 50, 100, 150, 200]],
      [{ after: 200, before: null }, [200, 250, 300, 350]],
    ]);
    expect(analysis.durability[0]?.warnings).toContainEqual(
      expect.objectContaining({ code: "course-split" }),
    );
    const elsewhere = { ...intervention, run: "other/0/0" };
    expect(decayOf(study(), [elsewhere]).decays).toHaveLength(1);
  });

  it("gives the share over the whole stage with a set, and the levels at both ends", () => {
    const [one] = decayOf(study()).analysis.durability;
    expect(one?.area).toMatchObject({ status: "estimated", steps: [0, ...STEPS], runs: 3, reason: null });
    if (one?.area?.status !== "estimated") throw new Error("no area");
    const exact = 0.3 + (0.7 * (70 / Math.LN2) * (1 - 2 ** -5)) / 350;
    expect(one.area.point).toBeCloseTo(exact, 1);
    expect(one.levels?.from.arm?.estimate).toBeCloseTo(0.2, 2);
    expect(one.levels?.to.control?.estimate).toBeCloseTo(0.7, 1);
    expect(one.endState?.lead).toBeCloseTo(-0.17, 1);
    expect(one.endState?.worstLevel).toBe(one.levels?.to.arm?.interval?.upper);
    expect(one.bounds).toBeNull();
  });
});
