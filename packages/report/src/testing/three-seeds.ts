import {
  type Analysis,
  AnalysisSchema,
  type DurabilityInput,
  type EffectInput,
  fingerprintOf,
} from "@holdfast/core";
import { around, retentionOf, seededFindings, T4 } from "./lead-numbers.js";
import { threeSeedsRegistration } from "./three-seeds-registration.js";

const MOMENTS = [
  { stage: "sft", step: null },
  ...[50, 100, 150, 200, 250, 300].map((step) => ({ stage: "rl", step })),
];

type Levels = readonly [number, number, number, number, number, number, number];

const CONTROL: Readonly<Record<string, Levels>> = {
  "honeypots@1": [0.62, 0.58, 0.55, 0.5, 0.47, 0.45, 0.44],
  "assessment@2": [0.41, 0.4, 0.38, 0.36, 0.36, 0.35, 0.34],
  "capability@1": [0.54, 0.55, 0.57, 0.58, 0.58, 0.59, 0.59],
};

interface Course {
  readonly arm: string;
  readonly eval: string;
  readonly levels: Levels;
  readonly error: number;
  readonly verdict: DurabilityInput["verdict"];
}

const says = (word: DurabilityInput["verdict"]["word"], ...flags: DurabilityInput["verdict"]["flags"]) => ({
  word,
  reason: null,
  flags,
});

const COURSES: readonly Course[] = [
  {
    arm: "honeypot-demos",
    eval: "honeypots@1",
    levels: [0.2, 0.26, 0.32, 0.36, 0.39, 0.4, 0.41],
    error: 0.028,
    verdict: says("lost"),
  },
  {
    arm: "difficult-advice",
    eval: "honeypots@1",
    levels: [0.21, 0.18, 0.14, 0.1, 0.07, 0.06, 0.06],
    error: 0.024,
    verdict: says("retained"),
  },
  {
    arm: "honeypot-demos",
    eval: "assessment@2",
    levels: [0.38, 0.38, 0.36, 0.35, 0.34, 0.34, 0.33],
    error: 0.021,
    verdict: { word: "inconclusive", reason: "no-lead-to-retain", flags: ["no-lead-to-retain"] },
  },
  {
    arm: "difficult-advice",
    eval: "assessment@2",
    levels: [0.25, 0.24, 0.24, 0.23, 0.24, 0.235, 0.23],
    error: 0.022,
    verdict: says("inconclusive"),
  },
  {
    arm: "honeypot-demos",
    eval: "capability@1",
    levels: [0.53, 0.545, 0.56, 0.57, 0.575, 0.58, 0.585],
    error: 0.012,
    verdict: { word: "inconclusive", reason: "no-lead-to-retain", flags: ["no-lead-to-retain"] },
  },
  {
    arm: "difficult-advice",
    eval: "capability@1",
    levels: [0.535, 0.55, 0.565, 0.575, 0.58, 0.585, 0.59],
    error: 0.011,
    verdict: { word: "inconclusive", reason: "no-lead-to-retain", flags: ["no-lead-to-retain"] },
  },
];

const contrast = (course: Course) => ({
  arm: course.arm,
  control: "control",
  eval: course.eval,
  metric: "score",
  judge: "rule",
});

const meanOfLast = (levels: Levels) => (levels[4] + levels[5] + levels[6]) / 3;
const controlOn = (course: Course): Levels => CONTROL[course.eval] ?? course.levels;

function effectAt(course: Course, end: boolean): EffectInput {
  const pick = (levels: Levels) => (end ? meanOfLast(levels) : levels[0]);
  const guardrail = course.eval === "capability@1";
  const [arm, control] = [pick(course.levels), pick(controlOn(course))];
  const findings = seededFindings({ arm, control, standardError: course.error });
  const adjusted = findings.map((finding) =>
    finding.status === "estimated" && finding.scale === "difference" && !guardrail
      ? { ...finding, pAdjusted: Math.min(1, (finding.pValue ?? 1) * 4) }
      : finding,
  );
  const shown = adjusted[0];
  const pAdjusted = shown?.status === "estimated" ? shown.pAdjusted : null;
  return {
    ...contrast(course),
    condition: {},
    moment: end ? { stage: "rl", steps: [200, 250, 300] } : { stage: "sft", steps: [null] },
    family: guardrail ? null : "leads",
    shownTarget: "prompt-general",
    armLevel: arm,
    controlLevel: control,
    findings: adjusted,
    stands: pAdjusted === null ? null : pAdjusted < 0.05,
  };
}

function durabilityOf(course: Course): DurabilityInput {
  const control = controlOn(course);
  const retention = retentionOf({
    from: course.levels[0] - control[0],
    fromError: course.error,
    to: meanOfLast(course.levels) - meanOfLast(control),
    toError: course.error * 0.9,
    correlation: 0.7,
    quantile: T4,
    df: 4,
    target: "prompt-general",
    estimator: "fieller-t",
    sign: course.eval === "capability@1" ? 1 : -1,
    verdict: course.verdict,
  });
  return {
    ...contrast(course),
    from: { stage: "sft", steps: [null], condition: {} },
    to: { stage: "rl", steps: [200, 250, 300], condition: {} },
    family: course.eval === "capability@1" ? null : "retentions",
    sameCondition: true,
    scope: "recipe",
    evidenceLevel: "samples",
    runs: 3,
    controlRuns: 3,
    shownTarget: "prompt-general",
    retentions: [retention],
    verdict: course.verdict,
    warnings: [],
  };
}

/** Three runs an arm with samples, at SFT and six RL steps: every estimator has what it needs. */
export const threeSeedsAnalysis: Analysis = AnalysisSchema.parse({
  format: "holdfast-analysis/1",
  ablation: "advice-through-rl@1",
  ablationFingerprint: threeSeedsRegistration.fingerprint,
  inputsFingerprint: fingerprintOf("three seeds"),
  seed: 20260508,
  includesExcluded: false,
  evidence: threeSeedsRegistration.ablation.arms.flatMap((arm) =>
    threeSeedsRegistration.ablation.evals.flatMap((value) =>
      ["sft", "rl"].map((stage) => ({
        arm: arm.name,
        eval: value.id,
        stage,
        judges: ["rule"],
        conditions: 1,
        runs: 3,
        checkpoints: stage === "sft" ? 3 : 18,
        outcomes: stage === "sft" ? 3 : 18,
        levels: ["samples"],
        prompts: 100,
        samples: stage === "sft" ? 1200 : 7200,
        unscored: arm.name === "control" && stage === "rl" ? 4 : 0,
        corrected: 0,
        excluded: 0,
      })),
    ),
  ),
  levels: [],
  effects: COURSES.flatMap((course) => [effectAt(course, false), effectAt(course, true)]),
  trajectories: COURSES.map((course) => ({
    ...contrast(course),
    points: MOMENTS.map((moment, index) => {
      const armLevel = course.levels[index] ?? 0;
      const controlLevel = controlOn(course)[index] ?? 0;
      const lead = armLevel - controlLevel;
      return {
        ...moment,
        condition: {},
        lead,
        interval: around(lead, T4 * course.error),
        band: around(lead, 5.1 * course.error, 0.9929),
        armLevel,
        controlLevel,
        runs: 3,
        controlRuns: 3,
      };
    }),
  })),
  durability: COURSES.map(durabilityOf),
  families: [
    { name: "leads", question: "lead", method: "holm", size: 8, answered: 8, standing: 5 },
    { name: "retentions", question: "retention", method: "holm", size: 4, answered: 4, standing: 1 },
  ],
  warnings: [
    {
      code: "unscored-samples",
      message: "12 samples of control were run and not scored; they are left out on both sides.",
    },
  ],
});
