import type { EffectGroups } from "@holdfast/core";
import type { Context } from "../context.js";
import { type AnalysisInput, analyseAblation } from "./analyse-ablation.js";

/** Effects grouped by keys such as a factor, role, relation, stage or eval. @throws HoldfastError `unknown-name` for a key that there is not */
export async function groupEffects(
  context: Context,
  input: AnalysisInput & { readonly keys: readonly string[] },
): Promise<EffectGroups> {
  const { registration, analysis } = await analyseAblation(context, input);
  const { groupFindings } = await import("@holdfast/analysis/frame");
  return {
    ablation: analysis.ablation,
    inputsFingerprint: analysis.inputsFingerprint,
    includesExcluded: analysis.includesExcluded,
    groupBy: [...input.keys],
    groups: groupFindings(analysis, registration.ablation, input.keys),
  };
}
