import {
  type Ablation,
  type Analysis,
  AnalysisSchema,
  ablationFingerprint,
  canonicalDocument,
  type Evidence,
  evidenceFingerprint,
  fingerprintOf,
  type Registration,
} from "@holdfast/core";
import { actorOf, type Context } from "../context.js";
import type { Analysed } from "./analysed.js";
import { ANALYSIS_METHODS } from "./analysis-methods.js";
import { keepHeadlineOf } from "./keep-headline.js";

/** Whether what was set aside takes part. */
export type Excluded = "without" | "with";

/** Which analysis is asked for. */
export interface AnalysisInput {
  readonly identity: string;
  readonly excluded: Excluded;
  /** Estimator of the leads by its name, instead of the default of each. */
  readonly method?: string | undefined;
}

/** Whether what was kept is an analysis as it is written today. */
function isAnalysis(document: unknown): document is Analysis {
  return AnalysisSchema.safeParse(document).success;
}

/** The analysis of `evidence`, from the cache where these very inputs were analysed before. */
export async function analysisOf(
  context: Context,
  registration: Registration,
  evidence: Evidence,
  excluded: Excluded,
  method?: string,
): Promise<Analysis> {
  const { analyse } = await import("@holdfast/analysis");
  const ablation: Ablation = registration.ablation;
  const interventions = await context.store.interventions(registration.identity);
  const options = {
    includeExcluded: excluded === "with",
    retrospective: registration.retrospective,
    ...(interventions.length === 0 ? {} : { interventions }),
    ...(method === undefined ? {} : { method }),
  };
  const fingerprint = evidenceFingerprint(evidence);
  const key = fingerprintOf({
    ...options,
    methods: ANALYSIS_METHODS,
    ablation: ablationFingerprint(ablation),
    evidence: fingerprint,
  });
  const cached = await context.store.cachedAnalysis(registration.identity, key);
  const known: unknown = cached === null ? null : JSON.parse(cached);
  if (isAnalysis(known)) return known;
  const analysis = analyse(ablation, evidence, { ...options, evidenceFingerprint: fingerprint });
  // as it is read back, so that an answer has the same bytes whether it was computed or fetched
  const { text, value: document } = canonicalDocument(analysis);
  const kept = context.store.cacheAnalysis(registration.identity, key, text, actorOf(context));
  await kept;
  return document;
}

/** Analyses an ablation on its current evidence. @throws HoldfastError `not-found`; `unknown-name` for a method */
export async function analyseAblation(context: Context, input: AnalysisInput): Promise<Analysed> {
  const { store } = context;
  const { identity, excluded, method } = input;
  const isUsual = excluded === "without" && method === undefined;
  const state = isUsual ? await store.headlineState(identity, context.now()) : null;
  const registration = await store.registration(identity);
  const evidence = await store.evidence(identity);
  const analysis = await analysisOf(context, registration, evidence, excluded, method);
  const analysed = { registration, evidence, analysis };
  if (state !== null) await keepHeadlineOf(context, state, analysed);
  return analysed;
}
