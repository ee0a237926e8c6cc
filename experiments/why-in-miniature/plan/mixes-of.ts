import { type Mix, MixSchema, type Recipe, RecipeSchema } from "@holdfast/core";
import type { Shares } from "../mixes/mix.js";
import { ENVIRONMENTS } from "../training/environment.js";
import { CLIP, type ReadingSize, type Sizes } from "../training/sizes.js";
import type { ArmData } from "./arm-data.js";

const NEUTRAL = new Set(["generic-documents", "generic-chats"]);

function mixOf(shares: Shares, tokens: number): Mix {
  return MixSchema.parse({
    components: Object.entries(shares).map(([dataset, share]) => ({
      dataset,
      kind: NEUTRAL.has(dataset) ? "generic" : dataset,
      tokens: Math.round(tokens * share),
      weight: share,
      generator: "the generator of this folder",
    })),
  });
}

/** The mixes of an arm, in the words of the ablation. Tokens of RL are those of its prompts, of 20 words on average. */
export function mixesOf({ sdf, sft, rl, sftTokens }: ArmData, sizes: Sizes): Record<string, Mix> {
  const { harmless, hostile } = ENVIRONMENTS[rl.name];
  const tokens = sizes.rl.steps * sizes.rl.tasks * 20;
  const part = (dataset: string, kind: string, weight: number) =>
    weight === 0 ? [] : [{ dataset, kind, weight, tokens: Math.round(tokens * weight) }];
  return {
    sdf: mixOf(sdf, sizes.sdf.tokens),
    sft: mixOf(sft, sftTokens ?? sizes.sft.tokens),
    rl: MixSchema.parse({
      components: [
        ...part("tasks with a goal", "generic", 1 - harmless - hostile),
        ...part("tasks with a goal behind a norm", "hostile", hostile),
        ...(rl.withTools
          ? part(
              "harmlessness chats with unused tools and varied system prompts",
              "tool-definitions",
              harmless,
            )
          : part("harmlessness chats", "harmlessness-chat", harmless)),
      ],
    }),
  };
}

/** One recipe a stage for every arm; where arms read more or less in SFT, how much is told by their mixes alone. */
export function recipesOf(sizes: Sizes, isSftOfOneSize = true): Record<string, Recipe> {
  const { tokens, ...anySize } = sizes.sft;
  const reading = (name: string, size: Partial<ReadingSize>, lossMasking: string) =>
    RecipeSchema.parse({
      ...{ name, optimiser: "Adam", lossMasking },
      settings: { ...size, epochs: 1, schedule: "linear to 0", clip: CLIP, ...sizes.shape },
    });
  return {
    sdf: reading("document fine-tuning", sizes.sdf, "none"),
    sft: reading(
      "supervised fine-tuning",
      isSftOfOneSize ? { tokens, ...anySize } : anySize,
      "assistant turns only",
    ),
    rl: RecipeSchema.parse({
      name: "reinforcement learning",
      optimiser: "Adam",
      settings: {
        algorithm: "REINFORCE",
        baseline: "mean of the batch",
        klCoefficient: 0,
        clip: CLIP,
        ...sizes.rl,
      },
    }),
  };
}
