import type { Context } from "../context.js";
import { type AnalysisInput, analyseAblation } from "./analyse-ablation.js";

/** Effects as CSV: one finding a row, or one group a row where keys are given. */
export async function effectsCsv(
  context: Context,
  input: AnalysisInput & { readonly keys: readonly string[] | undefined },
): Promise<string> {
  const { registration, analysis } = await analyseAblation(context, input);
  const { findingsFrame, groupFindings, toCsv } = await import("@holdfast/analysis/frame");
  return toCsv(
    input.keys === undefined
      ? findingsFrame(analysis, registration.ablation)
      : groupFindings(analysis, registration.ablation, input.keys),
  );
}
