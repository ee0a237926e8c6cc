import {
  type AblationStatus,
  type Analysis,
  AnalysisSchema,
  defineAblation,
  fingerprintOf,
  ingredient,
  type OutcomeRecord,
  type Registration,
  type RevisionAnswer,
} from "@holdfast/core";
import { summary } from "./canned-client.js";

const ablation = defineAblation({
  name: "advice",
  version: "1",
  title: "Difficult <advice>",
  question: "Does it hold?",
  hypothesis: "It <em>holds</em>.",
  baseModel: "a model",
  factors: [ingredient("advice")],
  arms: [
    {
      name: "control",
      levels: { advice: false },
      mixes: { sft: { components: [{ dataset: "chats", kind: "generic", tokens: 9_000_000 }] } },
    },
    {
      name: "advised",
      levels: { advice: true },
      mixes: {
        sft: {
          components: [
            { dataset: "chats", kind: "generic", tokens: 9_000_000 },
            { dataset: "<i>advice</i>", kind: "difficult-advice" },
          ],
        },
      },
    },
  ],
  control: "control",
  stages: [{ name: "sft" }, { name: "rl", stepUnit: "RL steps" }],
  evals: [
    {
      id: "blackmail@1",
      role: "target",
      relation: "near",
      metrics: [{ name: "score", direction: "lower-is-better", scale: { kind: "binary" } }],
    },
    {
      id: "leaking@1",
      role: "held-out",
      metrics: [{ name: "score", direction: "lower-is-better", scale: { kind: "binary" } }],
    },
  ],
  seeds: 2,
});

const fingerprint = fingerprintOf(ablation);
const AT = "2026-09-20T08:00:00.000Z";

/** An ablation for the tests of pages: two arms, two stages, two evals, two seeds, with mark-up in its words. */
export const studyRegistration: Registration = {
  identity: "advice@1",
  ...{ fingerprint, revision: 1, retrospective: false, archived: false, registeredAt: AT, ablation },
  revisions: [{ revision: 1, fingerprint, author: null, reason: null, known: "nothing-run", at: AT }],
};

/** Nothing was computed yet but the check of the recipes and one warning. */
export const studyAnalysis: Analysis = AnalysisSchema.parse({
  format: "holdfast-analysis/1",
  ablation: "advice@1",
  ablationFingerprint: fingerprint,
  inputsFingerprint: fingerprintOf("study"),
  seed: 1,
  includesExcluded: false,
  ...{ evidence: [], levels: [], effects: [], trajectories: [], durability: [], families: [] },
  recipeChecks: [
    {
      ...{ arm: "advised", control: "control", stage: "sft", status: "differs", differences: [] },
      reason: "`advised` and `control` were trained by two recipes",
    },
  ],
  warnings: [{ code: "recipe-mismatch", message: "`advised` and `control` were not trained by one recipe." }],
});

const RUNS = ["control/0/0", "control/1/0", "advised/0/0"];

/** Three of four runs, at the end of SFT and at one RL step, on the first eval alone; one of them corrected. */
export const studyOutcomes: readonly OutcomeRecord[] = RUNS.flatMap((run) =>
  [
    { stage: "sft", step: null },
    { stage: "rl", step: 100 },
  ].map(({ stage, step }, at): OutcomeRecord => {
    const [arm = "", seed = "0"] = run.split("/");
    const isCorrected = run === "advised/0/0" && stage === "rl";
    return {
      ...{ outcomeId: `${run} ${stage}`, run, arm, seed: Number(seed), branch: 0, stage, step },
      ...{ eval: "blackmail@1", metric: "score", condition: {}, judge: "rule", status: "complete" },
      ...{ revision: isCorrected ? 2 : 1, current: true, harness: null, source: null, evaluatedAt: null },
      value: { level: "counts", counts: { k: 10, n: 100 } },
      correction: isCorrected ? { author: "ada", reason: "<b>misread</b>" } : null,
      recordedAt: `2026-10-0${at + 1}T08:00:00.000Z`,
      excluded: null,
    };
  }),
);

/** What the API makes of these outcomes. */
export function studyStatus(outcomes: readonly OutcomeRecord[] = studyOutcomes): AblationStatus {
  const coverage = outcomes.map(({ run, arm, seed, stage, step, eval: id, metric, judge }) => ({
    ...{ run, arm, seed, stage, step, eval: id, metric, judge, outcomes: 1, scored: 1 },
    level: "counts" as const,
  }));
  const cells = ablation.arms.flatMap(({ name: arm }) =>
    [0, 1].flatMap((seed) =>
      ablation.stages.flatMap(({ name: stage }) =>
        ablation.evals.map(({ id }) => {
          const rows = coverage.filter(
            (row) => row.arm === arm && row.seed === seed && row.stage === stage && row.eval === id,
          );
          const count = rows.length;
          return {
            ...{ arm, seed, stage, eval: id, expected: true, present: count > 0 },
            ...{ checkpoints: count, outcomes: count },
          };
        }),
      ),
    ),
  );
  const present = cells.filter((cell) => cell.present).length;
  return {
    registration: summary({ runs: new Set(coverage.map(({ run }) => run)).size, outcomes: outcomes.length }),
    seeds: [0, 1],
    ...{ expected: cells.length, present, missing: cells.length - present, beyondPlan: 0, cells, coverage },
  };
}

export const studyRevision: RevisionAnswer = {
  ...{ revision: 1, fingerprint, author: null, reason: null, known: "nothing-run", at: AT },
  ...{ ablation, changes: [] },
};
