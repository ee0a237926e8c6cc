import type { EffectAnswer } from "@holdfast/core";
import type { Context } from "../context.js";
import { analyseAblation, type Excluded } from "./analyse-ablation.js";

/** The lead of every arm over its control, with the families it belongs to. */
export async function answerEffects(
  context: Context,
  input: { readonly identity: string; readonly excluded: Excluded },
): Promise<EffectAnswer> {
  const { analysis } = await analyseAblation(context, input);
  const {
    format: _format,
    levels: _levels,
    trajectories: _trajectories,
    durability: _durability,
    ...answer
  } = analysis;
  return answer;
}
