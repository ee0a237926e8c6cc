import { defineAblation, type OutcomeLineInput } from "@holdfast/core";
import { pageAblation } from "./page-ablation.js";

const PROMPTS = 40;
const EPOCHS = 2;
const RL_STEPS = [50, 100, 150, 200, 250];

/** Numbers in [0, 1) that follow from the words alone. */
function chance(...words: readonly (string | number)[]): number {
  let state = 2166136261;
  for (const character of words.join(" ")) {
    state ^= character.codePointAt(0) ?? 0;
    state = Math.imul(state, 16777619);
  }
  for (let round = 0; round < 3; round += 1) {
    state ^= state >>> 15;
    state = Math.imul(state, 0x2c1b3c6d);
    state ^= state >>> 12;
    state = Math.imul(state, 0x297a2d39);
  }
  return ((state ^ (state >>> 15)) >>> 0) / 2 ** 32;
}

const logistic = (value: number) => 1 / (1 + Math.exp(-value));

interface Place {
  readonly arm: string;
  readonly seed: number;
  readonly stage: string;
  readonly step?: number;
}

/** How far each ingredient pulls on an eval in log odds; what RL leaves of it, by its step. */
function pullOf(levels: Readonly<Record<string, unknown>>, evalId: string, { stage, step }: Place): number {
  if (stage === "base") return 0;
  const isFar = evalId.startsWith("dilemmas") || evalId.startsWith("leaking");
  const through = stage === "rl" ? Math.exp(-(step ?? 0) / (isFar ? 900 : 130)) : 1;
  const principles =
    levels.principles === true
      ? (isFar ? 1.2 : 1.0) * Math.exp(-(stage === "rl" ? (step ?? 0) : 0) / 1500)
      : 0;
  const stories = levels.stories === true ? 0.45 * through : 0;
  const demonstrations =
    levels.demonstrations === true && stage !== "sdf" ? (isFar ? 0.1 : 1.7) * through : 0;
  const training = stage === "rl" ? 0.35 : stage === "sft" ? 0.25 : 0.1;
  return principles + stories + demonstrations + training;
}

function samplesOf(levels: Readonly<Record<string, unknown>>, evalId: string, place: Place, judge: string) {
  const id: string[] = [];
  const cluster: string[] = [];
  const epoch: number[] = [];
  const score: (number | null)[] = [];
  const { arm, seed, stage, step = 0 } = place;
  const ofRun =
    stage === "base"
      ? 0
      : 0.2 * (chance("run", arm, seed) - 0.5) + 0.12 * (chance("stage", arm, seed, stage) - 0.5);
  const isGraded = evalId.startsWith("capability");
  for (let prompt = 0; prompt < PROMPTS; prompt += 1) {
    const family = `family ${Math.floor(prompt / 4) + 1}`;
    const hard =
      1.4 * (chance("prompt", evalId, prompt) - 0.5) + 0.8 * (chance("family", evalId, family) - 0.5);
    for (let repeat = 0; repeat < EPOCHS; repeat += 1) {
      id.push(`${evalId.split("@")[0]}/${String(prompt + 1).padStart(2, "0")}`);
      cluster.push(family);
      epoch.push(repeat);
      const drawn = chance("draw", arm, seed, stage, step, evalId, prompt, repeat);
      const strict = judge === "rule" ? 0 : 0.25;
      if (isGraded) score.push(Math.round(10 * (62 + 12 * hard + 6 * ofRun + 8 * (drawn - 0.5))) / 10);
      else score.push(drawn < logistic(0.9 + hard + ofRun + strict - pullOf(levels, evalId, place)) ? 1 : 0);
    }
  }
  if (arm === "principles" && seed === 1) score[7] = null;
  return { id, cluster, epoch, score };
}

/** Every outcome of the study in the order of the runs: one run breaks off in RL, one eval has a second judge. */
export function pageOutcomes(): readonly OutcomeLineInput[] {
  const { arms, evals } = defineAblation(pageAblation());
  const lines: OutcomeLineInput[] = [];
  const moments: readonly { readonly stage: string; readonly step?: number }[] = [
    { stage: "sdf" },
    { stage: "sft" },
    ...RL_STEPS.map((step) => ({ stage: "rl", step })),
  ];
  const add = (
    place: Place,
    evalId: string,
    judge: "rule" | "model",
    over: Partial<OutcomeLineInput> = {},
  ) => {
    const levels = arms.find(({ name }) => name === place.arm)?.levels ?? {};
    lines.push({
      ...place,
      eval: evalId,
      samples: samplesOf(levels, evalId, place, judge),
      source: {
        uri: `logs/${place.arm}/${place.seed}/${place.stage}-${place.step ?? "end"}-${evalId.split("@")[0]}.eval`,
      },
      ...(judge === "rule" ? {} : { judge: { model: "judge-model", promptSha: "4f1c" } }),
      ...over,
    });
  };
  for (const { id } of evals) add({ arm: "control", seed: 0, stage: "base" }, id, "rule", { shared: true });
  for (const { name: arm } of arms)
    for (let seed = 0; seed < 4; seed += 1)
      for (const moment of moments)
        for (const { id } of evals) {
          if (
            arm === "demonstrations+stories" &&
            seed === 3 &&
            moment.stage === "rl" &&
            (moment.step ?? 0) > 100
          )
            continue;
          add({ arm, seed, ...moment }, id, "rule");
          if (id === "blackmail@1" && moment.stage !== "sdf" && (moment.step ?? 250) === 250)
            add({ arm, seed, ...moment }, id, "model");
        }
  return lines;
}
