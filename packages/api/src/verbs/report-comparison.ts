import type { ComparisonFormat, ReportInput } from "@holdfast/report";
import type { Context } from "../context.js";
import { analyseAblation } from "./analyse-ablation.js";

async function sideOf(context: Context, identity: string): Promise<ReportInput> {
  const { registration, analysis } = await analyseAblation(context, { identity, excluded: "without" });
  return { registration, analysis };
}

/**
 * Two ablations beside each other as one document; nothing is pooled over them.
 *
 * @throws HoldfastError `not-found`; `invalid-input` where both are one ablation
 */
export async function reportComparison(
  context: Context,
  input: { readonly first: string; readonly second: string; readonly format: ComparisonFormat },
): Promise<string> {
  const { renderComparison } = await import("@holdfast/report");
  const first = await sideOf(context, input.first);
  return renderComparison(first, await sideOf(context, input.second), input.format);
}
