import { join } from "node:path";
import { type Ablation, defineAblation, type OutcomeLineInput } from "@holdfast/core";
import type { Study } from "../experiment.js";
import { readCsv } from "./read-csv.js";

const ARMS = [
  { name: "baseline", share: 0 },
  { name: "gender_swap_last_7pct", share: 7 },
  { name: "gender_swap_last_21pct", share: 21 },
] as const;

const STEREOTYPES = [
  "gender",
  "age",
  "autre",
  "disability",
  "nationality",
  "physical_appearance",
  "race_color",
  "religion",
  "sexual_orientation",
  "socioeconomic",
] as const;

/** The share of stereotyped sentences preferred, for one group. */
export const stereotypesOf = (group: (typeof STEREOTYPES)[number]) => `crows_pairs_english_${group}@0`;
export const LAMBADA = "lambada_openai@0";

type Size = "70m" | "410m" | "1.4b" | "6.9b";

function ablationFor(size: Size, present: readonly string[]): Ablation {
  const arms = ARMS.filter((arm) => present.includes(arm.name));
  return defineAblation({
    name: `pronoun-swap-${size}`,
    version: "2025.11",
    title: `Swapped pronouns at the end of pre-training, Pythia ${size}`,
    question: "Does swapping masculine pronouns for feminine ones late in pre-training lower stereotypes?",
    baseModel: `pythia-${size}-deduped`,
    factors: [
      {
        name: "swapped",
        kind: "dose",
        unit: "percent of pre-training",
        levels: arms.map((arm) => arm.share),
      },
    ],
    control: "baseline",
    arms: arms.map(({ name, share }) => ({ name, levels: { swapped: share } })),
    stages: [{ name: "pretraining", stepUnit: "steps" }],
    evals: [
      ...STEREOTYPES.map((group) => ({
        id: stereotypesOf(group),
        metrics: [
          { name: "score", direction: "lower-is-better" as const, scale: { kind: "binary" as const } },
        ],
        role: group === "gender" ? ("target" as const) : ("held-out" as const),
      })),
      {
        id: LAMBADA,
        metrics: [{ name: "score", direction: "higher-is-better", scale: { kind: "binary" } }],
        role: "guardrail",
      },
    ],
    citations: [
      {
        text: "Biderman et al. 2023, Pythia; EleutherAI/pythia at a19eecb, evals/pythia-v1 (Apache-2.0).",
        url: "https://github.com/EleutherAI/pythia",
      },
    ],
  });
}

/**
 * Ten matched checkpoints of one size, one run an arm: means with standard errors over samples.
 *
 * @param path the folder pythia-interventions
 */
export function readPronounSwap(path: string, size: Size): Study {
  const wanted = new Map<string, string>([
    ...STEREOTYPES.map(
      (group) => [`crows_pairs_english_${group} pct_stereotype`, stereotypesOf(group)] as const,
    ),
    ["lambada_openai acc", LAMBADA],
  ]);
  const rows = readCsv(join(path, "pythia_v1_interventions_long.csv")).filter(
    (row) => row.model_size === size && Number(row.train_step) >= 134_000,
  );
  const lines = rows.flatMap((row): OutcomeLineInput[] => {
    const evalId = wanted.get(`${row.task} ${row.metric}`);
    if (evalId === undefined || row.arm === undefined) return [];
    return [
      {
        arm: row.arm,
        run: `pythia-${size}-deduped ${row.arm}`,
        stage: "pretraining",
        step: Number(row.train_step),
        eval: evalId,
        summary: { mean: Number(row.value), standardError: Number(row.stderr), seOver: "samples" },
      },
    ];
  });
  return {
    ablation: ablationFor(size, [...new Set(rows.map((row) => row.arm ?? ""))]),
    lines,
    retrospective: true,
  };
}
