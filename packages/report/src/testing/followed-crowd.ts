import {
  type Analysis,
  AnalysisSchema,
  type DurabilityInput,
  fingerprintOf,
  type RatioSet,
  type TrajectoryInput,
} from "@holdfast/core";
import type { ReportInput } from "../report-input.js";
import { CROWD_EVAL, crowdAblation, crowdNames } from "./crowd.js";
import { threeSeedsAnalysis } from "./three-seeds.js";
import { threeSeedsRegistration } from "./three-seeds-registration.js";

type Retention = DurabilityInput["retentions"][number];

const STEPS = [50, 100, 200, 400];
const around = (estimate: number, half: number) => ({
  ...{ estimate, standardError: half / 2 },
  interval: { lower: estimate - half, upper: estimate + half, level: 0.95, unbounded: false },
});

/** Confidence sets of every form, one arm after the other. */
const SETS: readonly Omit<RatioSet, "level">[] = [
  { kind: "interval", lower: 0.62, upper: 1.1 },
  { kind: "interval", lower: 0.1, upper: 2.4 },
  { kind: "exclusive", lower: 0.2, upper: 1.2 },
  { kind: "half-line", lower: 0.4, upper: null },
  { kind: "half-line", lower: null, upper: 0.7 },
  { kind: "unbounded", lower: null, upper: null },
  { kind: "interval", lower: -2, upper: -0.5 },
];
const VERDICTS: readonly DurabilityInput["verdict"][] = [
  { word: "retained", reason: null, flags: [] },
  { word: "amplified", reason: null, flags: ["emerged-in-rl"] },
  { word: "lost", reason: null, flags: ["reversed"] },
  { word: "partly-retained", reason: null, flags: ["scales-disagree"] },
  { word: null, reason: "harm", flags: ["harm"] },
  { word: "inconclusive", reason: "the data fit more than one verdict", flags: [] },
];

function retentionsOf(index: number, from: number, to: number): Retention[] {
  const set = SETS[index % SETS.length] ?? { kind: "unbounded" as const, lower: null, upper: null };
  const verdict = VERDICTS[index % VERDICTS.length] ?? {
    word: "inconclusive" as const,
    reason: null,
    flags: [],
  };
  const on = (scale: "difference" | "log-odds", factor: number): Retention => ({
    ...{ status: "estimated", scale, target: "prompt-general", estimator: "fieller-t", df: 4, reason: null },
    ...{
      from: around(from * factor, 0.1 * factor),
      to: around(to * factor, 0.12 * factor),
      verdict,
      equivalence: null,
    },
    change: { ...around((to - from) * factor, 0.15 * factor), pValue: 0.04 },
    retained: { point: set.kind === "interval" ? to / from : null, set: { ...set, level: 0.95 }, g: 0.2 },
    nonInferiority: { share: 0.5, estimate: 0.1, interval: null, pValue: null, pAdjusted: null },
    ...{ retainedAtLeast: 0.5, retainedAtMost: set.upper },
  });
  if (index === 11)
    return [
      {
        status: "not-estimable",
        scale: "difference",
        target: "prompt-general",
        reason: "no run has both ends",
      },
    ];
  return [on("difference", 1), on("log-odds", 4.5)];
}

/** Twelve arms with long names followed from SFT through RL, with every form of set and verdict. */
export function followedCrowd(count = 12): ReportInput {
  const names = crowdNames(count);
  const ablation = crowdAblation(names, ["sft", "rl"]);
  const contrast = (arm: string) => ({
    arm,
    control: "control",
    eval: CROWD_EVAL,
    metric: "score",
    judge: "rule",
  });
  const moments = [{ stage: "sft", step: null }, ...STEPS.map((step) => ({ stage: "rl", step }))];
  const leadAt = (index: number, at: number) =>
    index === 4 ? 0.1 : -0.4 + 0.02 * index + at * 0.05 * ((index % 4) - 1);
  const trajectories = names.map(
    (arm, index): TrajectoryInput => ({
      ...contrast(arm),
      points: moments.map((moment, at) => ({
        ...{ ...moment, condition: {}, lead: leadAt(index, at), runs: 3, controlRuns: 3 },
        interval: around(leadAt(index, at), 0.09).interval,
        band: { ...around(leadAt(index, at), 0.15).interval, level: 0.99 },
        ...{ armLevel: 0.6 + leadAt(index, at), controlLevel: 0.6 },
      })),
      decays: [
        {
          ...{
            stage: "rl",
            condition: {},
            steps: [0, ...STEPS],
            startsAfter: "sft",
            between: { after: null, before: null },
          },
          ...{
            scope: "recipe",
            runs: 3,
            controlRuns: 3,
            missingCheckpoints: 0,
            autocorrelation: null,
            fits: [],
          },
          ...{ direction: "open", shown: null, assumption: null },
          halfLife:
            index % 3 === 0
              ? { kind: "more-than", lower: 900, level: 0.95 }
              : index % 3 === 1
                ? { kind: "interval", point: 250, lower: 180, upper: 420, level: 0.95 }
                : { kind: "not-estimable", reason: "fewer than four checkpoints" },
        },
      ],
    }),
  );
  const durability = names.map(
    (arm, index): DurabilityInput => ({
      ...contrast(arm),
      from: { stage: "sft", steps: [null], condition: {} },
      to: { stage: "rl", steps: [100, 200, 400], condition: {} },
      ...{
        family: null,
        sameCondition: true,
        scope: "recipe",
        evidenceLevel: "samples",
        runs: 3,
        controlRuns: 3,
      },
      shownTarget: "prompt-general",
      retentions: retentionsOf(index, leadAt(index, 0), leadAt(index, 4)),
      verdict: VERDICTS[index % VERDICTS.length] ?? { word: "inconclusive", reason: null, flags: [] },
      bounds:
        index === 0
          ? {
              ...{ missing: 1, controlMissing: 0, crashed: 1 },
              worst: { lead: -0.1, retained: 0.25, verdict: "lost" },
              best: { lead: -0.5, retained: 1.25, verdict: "retained" },
            }
          : null,
      selection: index === 0 ? { arms: 12, shrunkenLead: -0.31, retained: 0.7, reason: null } : null,
      warnings: [],
    }),
  );
  const analysis: Analysis = AnalysisSchema.parse({
    ...threeSeedsAnalysis,
    ...{
      ablation: "crowd@1",
      inputsFingerprint: fingerprintOf("crowd"),
      evidence: [],
      levels: [],
      effects: [],
    },
    ...{ families: [], warnings: [], trajectories, durability },
  });
  return { registration: { ...threeSeedsRegistration, identity: "crowd@1", ablation }, analysis };
}
