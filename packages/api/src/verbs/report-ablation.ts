import type { ReportFormat } from "@holdfast/report";
import type { Context } from "../context.js";
import { analyseAblation, analysisOf } from "./analyse-ablation.js";
import { ANALYSIS_METHODS } from "./analysis-methods.js";

/** The report of an ablation as one document; where something was set aside, with what changes when it is not. */
export async function reportAblation(
  context: Context,
  input: { readonly identity: string; readonly format: ReportFormat },
): Promise<string> {
  const { registration, evidence, analysis } = await analyseAblation(context, {
    identity: input.identity,
    excluded: "without",
  });
  const setAside =
    evidence.outcomes.some((outcome) => outcome.excluded !== null) ||
    evidence.runs.some((run) => run.excluded !== null);
  const { renderReport } = await import("@holdfast/report");
  const matter = {
    ...{ registration, analysis, methods: ANALYSIS_METHODS },
    interventions: await context.store.interventions(input.identity),
  };
  return renderReport(
    setAside ? { ...matter, sensitivity: await analysisOf(context, registration, evidence, "with") } : matter,
    input.format,
  );
}
