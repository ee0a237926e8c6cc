import { brentRoot } from "../numeric/brent-root.js";
import { type SuiteEstimates, type WeightedFit, weightedFit } from "./weighted-fit.js";

/** How the variance between suites is estimated; `fixed` takes it as 0. */
export type HeterogeneityMethod = "fixed" | "dersimonian-laird" | "paule-mandel" | "ml" | "reml";

const STEPS = 200;
const CLOSE = 1e-13;

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Residual variance of unweighted least squares less the mean sampling variance, at least 0 (Hedges 1983): a start. */
function startOf(suites: SuiteEstimates): number {
  const equal = weightedFit({ ...suites, variances: new Float64Array(suites.estimates.length).fill(1) }, 0);
  const free = suites.estimates.length - suites.design.columns;
  return equal === undefined || free < 1 ? 0 : Math.max(0, equal.residual / free - meanOf(suites.variances));
}

function moment(suites: SuiteEstimates): number {
  const fit = weightedFit(suites, 0);
  const free = suites.estimates.length - suites.design.columns;
  return fit === undefined ? 0 : Math.max(0, (fit.residual - free) / fit.trace);
}

/** Q(tau2) falls in tau2, so Newton from the left never passes the root where Q(tau2) = k - p. */
function pauleMandel(suites: SuiteEstimates): number {
  const free = suites.estimates.length - suites.design.columns;
  let tau2 = 0;
  for (let step = 0; step < STEPS; step += 1) {
    const fit = weightedFit(suites, tau2);
    if (fit === undefined) return tau2;
    const change = (fit.residual - free) / fit.quadraticSquare;
    if (!(change > CLOSE * tau2)) return tau2;
    tau2 += change;
  }
  return tau2;
}

/** Up to a constant; `restricted` takes the coefficients out. */
function logLikelihood(fit: WeightedFit | undefined, restricted: boolean): number {
  if (fit === undefined) return Number.NEGATIVE_INFINITY;
  const logs = fit.weights.reduce((sum, weight) => sum + Math.log(weight), 0);
  return (logs - fit.residual - (restricted ? fit.logDeterminant : 0)) / 2;
}

/** The edge 0 stands where it is more likely than the peak that was found: the likelihood may have two. */
function likelihood(suites: SuiteEstimates, restricted: boolean): number {
  const peak = scored(suites, restricted);
  const at = (tau2: number) => logLikelihood(weightedFit(suites, tau2), restricted);
  return at(peak) < at(0) ? 0 : peak;
}

/** The step of Fisher scoring: the score over the expected information. */
function scoringStep(fit: WeightedFit, restricted: boolean): number {
  const { weights } = fit;
  const trace = restricted ? fit.trace : weights.reduce((sum, weight) => sum + weight, 0);
  const traceSquare = restricted ? fit.traceSquare : weights.reduce((sum, weight) => sum + weight ** 2, 0);
  return (fit.quadraticSquare - trace) / traceSquare;
}

/**
 * Fisher scoring; a step that would leave the line of variances is halved. Where two steps turn about, the peak lies
 * between: scoring may swing around it for ever, so a root of the score is looked for there.
 */
function scored(suites: SuiteEstimates, restricted: boolean): number {
  const stepAt = (tau2: number): number => {
    const fit = weightedFit(suites, tau2);
    return fit === undefined ? Number.NaN : scoringStep(fit, restricted);
  };
  let tau2 = startOf(suites);
  let change = stepAt(tau2);
  for (let step = 0; step < STEPS && !Number.isNaN(change); step += 1) {
    if (tau2 === 0 && change <= 0) return 0;
    if (tau2 + change < 0) change = tau2 < CLOSE * meanOf(suites.variances) ? -tau2 : -tau2 / 2;
    const next = tau2 + change;
    if (Math.abs(change) <= CLOSE * (next + CLOSE)) return next;
    const following = stepAt(next);
    if (following > 0 !== change > 0) return brentRoot(stepAt, tau2, next) ?? next;
    [tau2, change] = [next, following];
  }
  return tau2;
}

/**
 * Question: how far do the true effects of suites differ from one another?
 * Model: y_j = x_j' b + u_j + e_j, u_j ~ (0, tau2), e_j ~ (0, v_j) with v_j known.
 * Formula: DerSimonian-Laird (Q - (k - p)) / tr P; Paule-Mandel Q(tau2) = k - p; (restricted) maximum likelihood by
 *   Fisher scoring, score y' P P y - tr P. All truncated at 0.
 * Units: squares of the estimates' unit.
 * Not estimable when: never; with k = p it is 0 (callers ask for k > p).
 * Source: DerSimonian and Laird 1986; Paule and Mandel 1982; Viechtbauer 2005.
 * Checked against: metafor 3.8-1 `rma`.
 */
export function heterogeneity(suites: SuiteEstimates, method: HeterogeneityMethod): number {
  if (suites.estimates.length <= suites.design.columns) return 0;
  switch (method) {
    case "fixed":
      return 0;
    case "dersimonian-laird":
      return moment(suites);
    case "paule-mandel":
      return pauleMandel(suites);
    case "ml":
      return likelihood(suites, false);
    case "reml":
      return likelihood(suites, true);
  }
}
