import { defineAblation, OutcomeLineSchema, outcomesOf } from "@holdfast/core";
import { numbers } from "./synthetic.mjs";

/** The size that the goals are stated for: 8 arms x 5 seeds x 10 evals x 10 checkpoints x 100 prompts x 10 epochs. */
export const WHOLE = { arms: 8, seeds: 5, evals: 10, checkpoints: 10, prompts: 100, epochs: 10 };

const STEP = 20;
const FACTORS = ["demonstrations", "principles", "tools"];

const armName = (arm) => (arm === 0 ? "control" : `arm${arm}`);
const has = (arm, factor) => ((arm >> factor) & 1) === 1;
const pad = (value) => String(value).padStart(4, "0");
const logistic = (value) => 1 / (1 + Math.exp(-value));

/** How many scores a study of that shape holds. */
export function scoresOf({ arms, seeds, evals, checkpoints, prompts, epochs }) {
  return arms * seeds * evals * checkpoints * prompts * epochs;
}

/** A 2^3 factorial (or its first arms) with SFT and RL, targets, held-out evals and guardrails, and a default plan. */
export function studyAblation({ name, arms, seeds, evals, target }) {
  const mix = (arm) => ({
    components: [
      { dataset: "base chats", kind: "generic", tokens: 10_000_000 },
      ...FACTORS.flatMap((kind, factor) =>
        has(arm, factor) ? [{ dataset: kind, kind, tokens: 1_000_000 * (factor + 1) }] : [],
      ),
    ],
  });
  return defineAblation({
    name,
    version: "1",
    title: "A synthetic study of the size that goals are stated for",
    question: "How long does the whole analysis take?",
    baseModel: "none",
    factors: FACTORS.map((factor) => ({ name: factor, kind: "ingredient", levels: [false, true] })),
    arms: Array.from({ length: arms }, (_, arm) => ({
      name: armName(arm),
      levels: Object.fromEntries(FACTORS.map((factor, index) => [factor, has(arm, index)])),
      mixes: { sft: mix(arm) },
    })),
    control: "control",
    stages: [{ name: "sft" }, { name: "rl", stepUnit: "RL steps" }],
    evals: Array.from({ length: evals }, (_, index) => ({
      id: `eval${index}@1`,
      role: index < 3 ? "target" : index < 8 ? "held-out" : "guardrail",
      relation: index < 3 ? "in-distribution" : index < 8 ? "out-of-distribution" : "unknown",
      metrics: [{ name: "score", direction: "lower-is-better", scale: { kind: "binary" } }],
    })),
    seeds,
    plan: target === undefined ? {} : { target },
  });
}

/**
 * Every checkpoint of the study in turn, each with 0 or 1 for each prompt and epoch: prompts differ in difficulty
 * and in how they take to an arm, runs in level, arms lead after SFT and lose part of it through RL. The same numbers every time.
 *
 * @param missing share of the cells (a run's prompt) that have no score at all
 */
export function* studyCells(shape, { missing = 0 } = {}) {
  const { arms, seeds, evals, checkpoints, prompts, epochs } = shape;
  for (let arm = 0; arm < arms; arm += 1) {
    for (let seed = 0; seed < seeds; seed += 1) {
      for (let index = 0; index < evals; index += 1) {
        const difficulty = numbers(7_000 + index);
        const hard = Array.from({ length: prompts }, () => 3 * difficulty() - 1.5);
        const own = numbers(9_000 + 100 * arm + index);
        for (let warm = 0; warm < 8; warm += 1) own();
        const level = numbers(100 * arm + 10 * seed + index)() - 0.5;
        const answers = Array.from({ length: prompts }, () => 1.6 * own() - 0.8);
        for (let checkpoint = 0; checkpoint < checkpoints; checkpoint += 1) {
          const next = numbers(((arm * seeds + seed) * evals + index) * checkpoints + checkpoint + 1);
          for (let warm = 0; warm < 8; warm += 1) next();
          const kept = Math.exp(-checkpoint / 6);
          const lead = 0.35 * kept * FACTORS.filter((_, factor) => has(arm, factor)).length;
          const score = new Float64Array(prompts * epochs);
          for (let prompt = 0; prompt < prompts; prompt += 1) {
            const rate = logistic(hard[prompt] + answers[prompt] + 0.6 * level - lead);
            const absent = missing > 0 && next() < missing;
            for (let epoch = 0; epoch < epochs; epoch += 1) {
              score[prompt * epochs + epoch] = absent ? Number.NaN : next() < rate ? 1 : 0;
            }
          }
          yield {
            arm: armName(arm),
            seed,
            eval: `eval${index}@1`,
            stage: checkpoint === 0 ? "sft" : "rl",
            step: checkpoint === 0 ? null : checkpoint * STEP,
            score,
          };
        }
      }
    }
  }
}

const tableOf = (prompts) => {
  const sample = Array.from({ length: prompts }, (_, prompt) => `prompt-${pad(prompt)}`);
  return { sample, cluster: sample, clustersDeclared: false };
};

/** The study as the analysis reads it, without a database. */
export function studyEvidence(shape, options) {
  const runs = new Map();
  const outcomes = [];
  for (const { arm, seed, stage, step, score, ...cell } of studyCells(shape, options)) {
    const run = `${arm}/${seed}/0`;
    const unnamed = { callerId: null, parent: null, recipe: null, environment: null, excluded: null };
    if (!runs.has(run)) runs.set(run, { run, arm, seed, branch: 0, ...unnamed });
    let scored = 0;
    for (const value of score) if (!Number.isNaN(value)) scored += 1;
    outcomes.push({
      outcomeId: `o${outcomes.length}`,
      ...{ run, arm, stage, step, shared: false, tokens: null, eval: cell.eval, metric: "score" },
      ...{ condition: {}, judge: "default", status: "complete", revision: 1, excluded: null },
      evidence: { level: "samples", epochs: shape.epochs, score, scored, unscored: 0 },
    });
  }
  const table = tableOf(shape.prompts);
  const samples = Object.fromEntries(
    Array.from({ length: shape.evals }, (_, index) => [`eval${index}@1`, table]),
  );
  return { runs: [...runs.values()], samples, outcomes };
}

/** Records the study in a store, some outcomes at a time. */
export async function recordStudy(store, identity, shape, actor, options) {
  const { sample } = tableOf(shape.prompts);
  const id = sample.flatMap((name) => Array.from({ length: shape.epochs }, () => name));
  const epoch = sample.flatMap(() => Array.from({ length: shape.epochs }, (_, index) => index));
  let batch = [];
  const send = async () => {
    if (batch.length > 0) await store.record(identity, batch, actor);
    batch = [];
  };
  for (const { score, step, ...cell } of studyCells(shape, options)) {
    const there = [...score.keys()].filter((index) => !Number.isNaN(score[index]));
    const pick = (list) => there.map((index) => list[index]);
    const line = {
      ...cell,
      ...(step === null ? {} : { step }),
      samples: { id: pick(id), epoch: pick(epoch), score: pick(score) },
    };
    batch.push(...outcomesOf(OutcomeLineSchema.parse(line)));
    if (batch.length === 200) await send();
  }
  await send();
}
