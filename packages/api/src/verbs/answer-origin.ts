import { formatIdentity, type OriginAnswer } from "@holdfast/core";
import type { Context } from "../context.js";
import { analyseAblation, type Excluded } from "./analyse-ablation.js";

/** The level of every arm at the start, and what each later stage added, in numbers and in words. */
export async function answerOrigin(
  context: Context,
  input: { readonly identity: string; readonly excluded: Excluded },
): Promise<OriginAnswer> {
  const { registration, analysis } = await analyseAblation(context, input);
  const { originSentences } = await import("@holdfast/report");
  const { origins } = analysis;
  return {
    ablation: formatIdentity(registration.ablation),
    inputsFingerprint: analysis.inputsFingerprint,
    includesExcluded: analysis.includesExcluded,
    sentences: originSentences(registration.ablation, origins),
    warnings: origins.flatMap(({ warnings }) => warnings),
    origins,
  };
}
