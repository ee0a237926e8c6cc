import type { DurabilityAnswer } from "@holdfast/core";
import type { Context } from "../context.js";
import { analyseAblation, type Excluded } from "./analyse-ablation.js";

/** How much of each lead is left between two stages, with the trajectories between them, and both in words. */
export async function answerDurability(
  context: Context,
  input: { readonly identity: string; readonly excluded: Excluded },
): Promise<DurabilityAnswer> {
  const { registration, analysis } = await analyseAblation(context, input);
  const { durabilitySentences } = await import("@holdfast/report");
  const { ablation, ablationFingerprint, inputsFingerprint, seed, includesExcluded } = analysis;
  const { evidence, trajectories, durability, families, warnings } = analysis;
  return {
    ablation,
    ablationFingerprint,
    inputsFingerprint,
    seed,
    includesExcluded,
    evidence,
    sentences: durabilitySentences(registration.ablation, analysis),
    trajectories,
    durability,
    families,
    warnings,
  };
}
