import {
  type Analysis,
  AnalysisSchema,
  type DurabilityInput,
  defineAblation,
  type Quantity,
  type Registration,
  type TrajectoryInput,
} from "@holdfast/core";
import { studyAnalysis, studyRegistration } from "./study-answers.js";

const EVALS = ["blackmail@1", "leaking@1"];
const around = (estimate: number, half = 0.1) => ({
  ...{ estimate, standardError: half / 2 },
  interval: { lower: estimate - half, upper: estimate + half, level: 0.95, unbounded: false },
});
const quantity = (estimate: number, half = 0.1): Quantity => ({
  ...{ status: "estimated", ...around(estimate, half), df: 4, pValue: 0.01, reason: null },
});
const NONE: Quantity = { status: "not-estimable", reason: "nothing was scored" };

/** The study with this many arms beside the control. */
export function followedRegistration(arms: readonly string[]): Registration {
  const { ablation } = studyRegistration;
  return {
    ...studyRegistration,
    ablation: defineAblation({
      ...{
        name: ablation.name,
        version: ablation.version,
        title: ablation.title,
        question: ablation.question,
      },
      ...{ baseModel: "a model", control: "control", stages: [{ name: "sft" }, { name: "rl" }] },
      arms: [{ name: "control" }, ...arms.map((name) => ({ name }))],
      evals: EVALS.map((id) => ({
        ...{ id, role: "target", title: `Title of ${id}` },
        metrics: [{ name: "score", direction: "lower-is-better", scale: { kind: "binary" } }],
      })),
    }),
  };
}

function followed(arm: string, id: string): { trajectory: TrajectoryInput; durability: DurabilityInput } {
  const contrast = { arm, control: "control", eval: id, metric: "score", judge: "rule" };
  const point = (stage: string, step: number | null, lead: number) => ({
    ...{
      stage,
      step,
      condition: {},
      lead,
      interval: around(lead).interval,
      band: around(lead, 0.2).interval,
    },
    ...{ armLevel: 0.6 + lead, controlLevel: 0.6, runs: 3, controlRuns: 3 },
  });
  const retention = (scale: "difference" | "log-odds", factor: number) => ({
    ...{
      status: "estimated" as const,
      scale,
      target: "prompt-general" as const,
      estimator: "fieller-t",
      df: 4,
    },
    ...{ from: around(-0.4 * factor), to: around(-0.3 * factor), equivalence: null, reason: null },
    change: { ...around(0.1 * factor), pValue: 0.04 },
    retained: {
      point: 0.75,
      set: { kind: "interval" as const, lower: 0.55, upper: 0.95, level: 0.95 },
      g: 0.1,
    },
    nonInferiority: { share: 0.5, estimate: 0.1, interval: null, pValue: 0.01, pAdjusted: null },
    ...{ retainedAtLeast: 0.55, retainedAtMost: 0.95 },
    verdict: { word: "partly-retained" as const, reason: null, flags: [] },
  });
  return {
    trajectory: {
      ...contrast,
      points: [point("sft", null, -0.4), point("rl", 100, -0.35), point("rl", 200, -0.3)],
    },
    durability: {
      ...contrast,
      from: { stage: "sft", steps: [null], condition: {} },
      to: { stage: "rl", steps: [200], condition: {} },
      ...{
        family: null,
        sameCondition: true,
        scope: "recipe",
        evidenceLevel: "samples",
        runs: 3,
        controlRuns: 3,
      },
      ...{ shownTarget: "prompt-general", warnings: [] },
      retentions: [retention("difference", 1), retention("log-odds", 4)],
      verdict: { word: "partly-retained", reason: null, flags: [] },
    },
  };
}

/** Everything that the pages on durability, origin, efficiency and judges show, for these arms on two evals. */
export function followedAnalysis(arms: readonly string[]): Analysis {
  const pairs = arms.flatMap((arm) => EVALS.map((id) => followed(arm, id)));
  const about = { metric: "score", condition: {}, judge: "rule" };
  const moment = (stage: string) => ({ stage, steps: [null] });
  const joint = (change: Quantity) => ({
    quantity: change,
    joint: change.status === "estimated" ? change.interval : null,
  });
  return AnalysisSchema.parse({
    ...studyAnalysis,
    trajectories: pairs.map(({ trajectory }) => trajectory),
    durability: pairs.map(({ durability }) => durability),
    origins: arms.flatMap((arm) =>
      EVALS.map((id) => ({
        ...{ ...about, arm, control: "control", eval: id, target: "prompt-general", scope: "recipe" },
        ...{
          evidenceLevel: "samples",
          runs: 3,
          controlRuns: 3,
          sharedBase: true,
          reading: "trained-in",
          warnings: [],
        },
        start: { moment: moment("sft"), level: 0.64, interval: null },
        end: { moment: moment("rl"), level: 0.24, interval: null },
        steps: [
          {
            ...{ from: moment("sft"), to: moment("rl"), sameCondition: true, change: joint(quantity(-0.4)) },
            ...{ controlChange: joint(quantity(-0.05)), fromData: joint(quantity(-0.35)) },
          },
        ],
        total: quantity(-0.4),
      })),
    ),
    efficiency: EVALS.flatMap((id) =>
      ["sft", "rl"].map((stage) => ({
        ...{ ...about, eval: id, moment: moment(stage), evidenceLevel: "samples" },
        arms: arms.map((arm, index) => ({
          ...{ arm, control: "control", tokens: 9e6 + 3e6 * (index + 1), controlTokens: 9e6 },
          ...{ extraTokens: 3e6 * (index + 1), shownTarget: "prompt-general" },
          numbers: [{ target: "prompt-general", lead: quantity(-0.4), perMillion: quantity(0.13, 0.03) }],
        })),
        ...{ pairs: [], series: [], reason: null, warnings: [] },
      })),
    ),
    judges: {
      pairs: [
        {
          ...{
            eval: "blackmail@1",
            metric: "score",
            judges: ["rule", "judge#1"],
            checkpoints: 6,
            scores: 960,
          },
          ...{
            clusters: 8,
            scale: "nominal",
            agreement: quantity(0.9),
            alpha: quantity(0.7),
            gwet: NONE,
            shift: NONE,
          },
          notes: [],
        },
      ],
      conclusions: arms.map((arm) => ({
        ...{ arm, control: "control", eval: "blackmail@1", metric: "score", condition: {}, stage: "rl" },
        byJudge: ["rule", "judge#1"].map((judge, index) => ({
          ...{ judge, moment: moment("rl"), lead: quantity(index === 0 ? -0.4 : -0.05), scope: "recipe" },
          standing: index === 0 ? "better" : "open",
        })),
        survival: "standing-changes",
      })),
    },
  });
}
