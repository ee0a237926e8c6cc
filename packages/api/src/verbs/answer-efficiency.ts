import { type EfficiencyAnswer, formatIdentity } from "@holdfast/core";
import type { Context } from "../context.js";
import { analyseAblation, type Excluded } from "./analyse-ablation.js";

/** What the data of each arm bought for its tokens, in numbers and in words. */
export async function answerEfficiency(
  context: Context,
  input: { readonly identity: string; readonly excluded: Excluded },
): Promise<EfficiencyAnswer> {
  const { registration, analysis } = await analyseAblation(context, input);
  const { efficiencySentences } = await import("@holdfast/report");
  const { efficiency, inputsFingerprint, includesExcluded } = analysis;
  return {
    ablation: formatIdentity(registration.ablation),
    inputsFingerprint,
    includesExcluded,
    sentences: efficiencySentences(registration.ablation, efficiency),
    warnings: efficiency.flatMap(({ warnings }) => warnings),
    efficiency,
  };
}
