import type { EffectAnswer } from "@holdfast/core";
import type { Context } from "../context.js";
import { type AnalysisInput, analyseAblation } from "./analyse-ablation.js";

/** The lead of every arm over its control, with the families it belongs to, in numbers and in words. */
export async function answerEffects(context: Context, input: AnalysisInput): Promise<EffectAnswer> {
  const { registration, analysis } = await analyseAblation(context, input);
  const { effectSentences } = await import("@holdfast/report");
  const { ablation, ablationFingerprint, inputsFingerprint, seed, includesExcluded, method } = analysis;
  const { evidence, effects, families, rankings, recipeChecks, warnings } = analysis;
  return {
    ablation,
    ablationFingerprint,
    inputsFingerprint,
    seed,
    includesExcluded,
    method,
    sentences: effectSentences(registration.ablation, analysis),
    evidence,
    effects,
    families,
    rankings,
    recipeChecks,
    warnings,
  };
}
