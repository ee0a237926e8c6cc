import type { Decay, Durability, HalfLife, Trajectory } from "@holdfast/core";
import { describe, expect, test } from "vitest";
import { subjectOf } from "../subject.js";
import { threeSeedsAnalysis } from "../testing/three-seeds.js";
import { threeSeedsRegistration } from "../testing/three-seeds-registration.js";
import { decaySentence, stepsNumber } from "./decay-sentence.js";
import {
  areaSentence,
  boundsSentence,
  endStateSentence,
  selectionSentence,
} from "./durability-context-sentence.js";
import { durabilitySentence } from "./durability-sentence.js";
import { durabilitySentences } from "./durability-sentences.js";

const subject = subjectOf(threeSeedsRegistration.ablation);
const [first] = threeSeedsAnalysis.trajectories;
if (first === undefined) throw new Error("the fixture has trajectories");
const trajectory: Trajectory = first;
const [one] = threeSeedsAnalysis.durability;
if (one === undefined) throw new Error("the fixture has durability");
const durability: Durability = one;

const decay = (halfLife: HalfLife, change: Partial<Decay> = {}): Decay => ({
  stage: "rl",
  condition: {},
  steps: [0, 50, 100, 150, 200],
  startsAfter: "sft",
  between: { after: null, before: null },
  scope: "recipe",
  runs: 3,
  controlRuns: 3,
  missingCheckpoints: 0,
  autocorrelation: null,
  fits: [
    { model: "to-plateau", start: -0.4, plateau: -0.05, rate: 0.01, rateInterval: null, halfLife },
    { model: "to-zero", start: -0.4, plateau: null, rate: 0.01, rateInterval: null, halfLife },
  ],
  direction: "declines",
  shown: "to-plateau",
  assumption: null,
  halfLife,
  ...change,
});
const said = (halfLife: HalfLife, change: Partial<Decay> = {}) =>
  decaySentence(subject, trajectory, decay(halfLife, change));

describe("how fast a lead fades", () => {
  const interval = { kind: "interval", point: 250, lower: 187.9, upper: 411.2, level: 0.95 } as const;
  test("rounds away from the claim", () => {
    expect(said(interval)).toBe(
      "The lead of honeypot-demos on honeypots@1: half of what it loses in rl is gone after 180 to 420 RL steps, and it settles near \u22125 points; if all of it fades, half of it is gone after 180 to 420 RL steps (3 runs an arm, 5 checkpoints).",
    );
    expect(stepsNumber(987, "down")).toBe("980");
    expect(stepsNumber(3.14, "up")).toBe("3.2");
    expect(stepsNumber(12345, "up")).toBe("13,000");
  });
  test("says that all of it fades only where it says that this is assumed", () => {
    const assumed = {
      shown: "to-zero",
      assumption: "all of the lead fades, since nothing else fits",
    } as const;
    expect(said(interval, assumed)).toBe(
      "The lead of honeypot-demos on honeypots@1: assuming that all of the lead fades, since nothing else fits, half of it is gone after 180 to 420 RL steps (3 runs an arm, 5 checkpoints).",
    );
    expect(said({ kind: "more-than", lower: 931, level: 0.95 }, { ...assumed, direction: "open" })).toContain(
      "nothing else fits, half of it is gone after more than 930 RL steps, if at all (3 runs",
    );
  });
  test("says more than, within, and grows", () => {
    const beyond = { kind: "more-than", lower: 931, level: 0.95 } as const;
    expect(said(beyond)).toContain(": half of what it loses in rl is gone after more than 930 RL steps; if");
    expect(said(beyond, { direction: "open" })).toContain(
      ": no decline over rl is established; half of what would be lost takes more than 930 RL steps; if all of it",
    );
    expect(said({ ...interval, point: null, lower: 0 })).toContain(
      "half of what it loses in rl is gone within 420 RL steps",
    );
    expect(said({ kind: "no-decay", reason: "it grows" })).toMatch(
      /^The lead of honeypot-demos on honeypots@1 does not decline over rl: it grows \(3 runs/,
    );
  });
  test("without a half-life still says what is established, and what holds if all of it fades", () => {
    const none = { kind: "not-estimable", reason: "nothing is excluded" } as const;
    const fits = decay({ kind: "more-than", lower: 931, level: 0.95 }).fits;
    expect(said(none, { direction: "open", fits })).toContain(
      ": no decline over rl is established, and how fast half of what would be lost goes is not estimable, because nothing is excluded; if all of it fades, half of it is gone after more than 930 RL steps (3",
    );
    expect(said(none)).toContain(": it declines over rl, but how fast is not estimable, because nothing");
    expect(said(none, { direction: null })).toContain(": how fast it fades over rl is not estimable");
  });
  test("of single runs is about these checkpoints; says what is missing, and where it was cut", () => {
    const point = { kind: "point", point: 71, reason: "one run" } as const;
    expect(said(point, { scope: "checkpoint", runs: 1, controlRuns: 1 })).toMatch(
      /^For these checkpoints: .* about 71 RL steps, and it settles near .* points, without an interval; if all of it fades, .* about 71 RL steps \(one run an arm/,
    );
    expect(said(interval, { missingCheckpoints: 2 })).toContain(
      "2 checkpoints of runs are missing and taken to be missing by chance.",
    );
    expect(said(interval, { between: { after: 400, before: null } })).toContain(
      "after the intervention at step 400",
    );
    expect(said({ kind: "not-estimable", reason: "two checkpoints" })).toContain(
      "is not estimable, because two",
    );
  });
});

describe("what stands beside a verdict", () => {
  const interval = { lower: -0.2, upper: -0.05, level: 0.95, unbounded: false };
  const full: Durability = {
    ...durability,
    levels: {
      from: { arm: null, control: null },
      to: {
        arm: { estimate: 0.3, interval: { ...interval, lower: 0.2, upper: 0.4 }, target: "prompt-general" },
        control: { estimate: 0.42, interval: null, target: "prompt-general" },
      },
    },
    endState: {
      lead: -0.12,
      interval,
      pValue: 0.01,
      estimator: "mover-wilson",
      target: "prompt-general",
      worstLevel: 0.4,
    },
    area: {
      status: "estimated",
      point: 0.52,
      set: { kind: "interval", lower: 0.421, upper: 0.589, level: 0.95 },
      g: 0.1,
      df: 3,
      steps: [0, 50],
      runs: 3,
      controlRuns: 3,
      reason: null,
    },
    bounds: {
      missing: 1,
      controlMissing: 0,
      crashed: 1,
      worst: { lead: -0.02, retained: 0.05, verdict: "inconclusive" },
      best: { lead: -0.3, retained: 0.7, verdict: "partly-retained" },
    },
    selection: { arms: 4, shrunkenLead: -0.38, retained: 0.9, reason: null },
  };
  test("is said in full sentences", () => {
    expect(endStateSentence(subject, full)).toBe(
      "At rl (mean of steps 200, 250, 300) honeypot-demos on honeypots@1 is still better than its control, by \u221212.0 points [\u221220.0, \u22125.0] (p = 0.010, unadjusted). Its own level is 30.0% [20.0, 40.0], that of the control 42%.",
    );
    expect(areaSentence(full)).toBe("Averaged over rl, 52% of the lead was there (95% set [42%, 59%]).");
    expect(boundsSentence(subject, full)).toBe(
      "1 run of honeypot-demos, which crashed, has no outcome at rl (mean of steps 200, 250, 300): at worst for the arm the lead there would be \u22122 points, 5% of it (inconclusive), at best \u221230 points, 70% of it (partly retained).",
    );
    expect(selectionSentence(subject, full)).toContain(
      "the largest lead on honeypots@1 of 4 arms at sft, and being picked for it makes that lead too large on average; drawn towards the other arms it is \u221238 points, of which 90% is left (for information, not tested).",
    );
    expect(
      durabilitySentences(threeSeedsRegistration.ablation, { durability: [full], trajectories: [] }),
    ).toHaveLength(3);
  });
  test("a harm that shrank is not called a lead that grew", () => {
    const harmed: Durability = {
      ...durability,
      verdict: { word: "amplified", reason: null, flags: ["emerged-in-rl", "harm"] },
    };
    expect(durabilitySentence(subject, harmed)).toContain(
      "amplified only in that it moved towards better: no lead grew, since the arm was worse than its control at sft; harm was removed",
    );
  });
});
