import type { DurabilityAnswer } from "@holdfast/core";
import type { Context } from "../context.js";
import { analyseAblation, type Excluded } from "./analyse-ablation.js";

/** How much of each lead is left between two stages, with the trajectories between them. */
export async function answerDurability(
  context: Context,
  input: { readonly identity: string; readonly excluded: Excluded },
): Promise<DurabilityAnswer> {
  const { analysis } = await analyseAblation(context, input);
  const { format: _format, levels: _levels, effects: _effects, ...answer } = analysis;
  return answer;
}
