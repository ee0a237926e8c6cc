import type { ReportInput } from "../report-input.js";
import { awaitingOutcomesAnalysis, awaitingOutcomesRegistration } from "./awaiting-outcomes.js";
import { observedModelsAnalysis, observedModelsRegistration } from "./observed-models.js";
import { pointValuesAnalysis, pointValuesRegistration } from "./point-values.js";
import { reportedRatesAnalysis, reportedRatesRegistration } from "./reported-rates.js";
import { threeSeedsAnalysis } from "./three-seeds.js";
import { threeSeedsRegistration } from "./three-seeds-registration.js";

/** One report of each kind of evidence that there is. */
export const FIXTURES: Readonly<Record<string, ReportInput>> = {
  "three-seeds": { registration: threeSeedsRegistration, analysis: threeSeedsAnalysis },
  "reported-rates": { registration: reportedRatesRegistration, analysis: reportedRatesAnalysis },
  "point-values": { registration: pointValuesRegistration, analysis: pointValuesAnalysis },
  "observed-models": { registration: observedModelsRegistration, analysis: observedModelsAnalysis },
  "awaiting-outcomes": { registration: awaitingOutcomesRegistration, analysis: awaitingOutcomesAnalysis },
};
