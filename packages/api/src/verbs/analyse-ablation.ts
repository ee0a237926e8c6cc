import {
  type Ablation,
  type Analysis,
  AnalysisSchema,
  ablationFingerprint,
  canonicalJson,
  type Evidence,
  evidenceFingerprint,
  fingerprintOf,
  type Registration,
} from "@holdfast/core";
import { actorOf, type Context } from "../context.js";
import { ANALYSIS_METHODS } from "./analysis-methods.js";

/** Whether what was set aside takes part. */
export type Excluded = "without" | "with";

/** An analysis with the documents that it was made of. */
export interface Analysed {
  readonly registration: Registration;
  readonly evidence: Evidence;
  readonly analysis: Analysis;
}

/** One spelling of an analysis, whether it was computed or fetched: keys of conditions in a fixed order. */
function inOneSpelling(analysis: unknown): Analysis | undefined {
  const parsed = AnalysisSchema.safeParse(JSON.parse(canonicalJson(analysis)));
  return parsed.success ? parsed.data : undefined;
}

/** The analysis of `evidence`, from the cache where these very inputs were analysed before. */
export async function analysisOf(
  context: Context,
  registration: Registration,
  evidence: Evidence,
  excluded: Excluded,
): Promise<Analysis> {
  const { analyse } = await import("@holdfast/analysis");
  const ablation: Ablation = registration.ablation;
  const options = { includeExcluded: excluded === "with", retrospective: registration.retrospective };
  const key = fingerprintOf({
    ...options,
    methods: ANALYSIS_METHODS,
    ablation: ablationFingerprint(ablation),
    evidence: evidenceFingerprint(evidence),
  });
  const cached = await context.store.cachedAnalysis(registration.identity, key);
  const known = cached === undefined || cached === null ? undefined : inOneSpelling(cached);
  if (known !== undefined) return known;
  const analysis = analyse(ablation, evidence, options);
  await context.store.cacheAnalysis(registration.identity, key, analysis, actorOf(context));
  return inOneSpelling(analysis) ?? analysis;
}

/** Analyses an ablation on its current evidence. @throws HoldfastError `not-found` */
export async function analyseAblation(
  context: Context,
  input: { readonly identity: string; readonly excluded: Excluded },
): Promise<Analysed> {
  const registration = await context.store.registration(input.identity);
  const evidence = await context.store.evidence(input.identity);
  const analysis = await analysisOf(context, registration, evidence, input.excluded);
  return { registration, evidence, analysis };
}
