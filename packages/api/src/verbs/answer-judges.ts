import { formatIdentity, type JudgeAnswer } from "@holdfast/core";
import type { Context } from "../context.js";
import { analyseAblation, type Excluded } from "./analyse-ablation.js";

/** How far judges agree on the same rollouts, and whether conclusions survive them, in numbers and in words. */
export async function answerJudges(
  context: Context,
  input: { readonly identity: string; readonly excluded: Excluded },
): Promise<JudgeAnswer> {
  const { registration, analysis } = await analyseAblation(context, input);
  const { judgeSentences } = await import("@holdfast/report");
  return {
    ablation: formatIdentity(registration.ablation),
    inputsFingerprint: analysis.inputsFingerprint,
    includesExcluded: analysis.includesExcluded,
    sentences: judgeSentences(registration.ablation, analysis.judges),
    warnings: analysis.warnings.filter(({ code }) => code === "judge-dependent"),
    ...analysis.judges,
  };
}
