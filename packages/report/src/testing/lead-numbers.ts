import type { Durability, Estimated, Finding, Interval, RatioSet, Retention, Target } from "@holdfast/core";

/** The two-sided 95% quantile of t with 4 df: what two arms of three runs have. */
export const T4 = 2.776445;

/** Two-sided p of t with 4 df, in closed form. */
function pOfT4(t: number): number {
  const w = 1 + (t * t) / 4;
  const upper = 0.5 - (3 / 8) * (Math.abs(t) / Math.sqrt(w)) * (1 - (t * t) / (12 * w));
  return Math.max(2 * upper, 1e-9);
}

export function around(estimate: number, reach: number, level = 0.95): Interval {
  return { lower: estimate - reach, upper: estimate + reach, level, unbounded: false };
}

const logit = (rate: number) => Math.log(rate / (1 - rate));

interface LeadInput {
  readonly arm: number;
  readonly control: number;
  readonly standardError: number;
  readonly samples?: number;
}

function estimated(input: LeadInput, target: Target, scale: Finding["scale"]): Estimated {
  const share = target === "suite-fixed" ? 0.82 : 1;
  const slope =
    (1 / (input.arm * (1 - input.arm)) + 1 / (input.control * (1 - input.control))) /
    (scale === "difference" ? 1 : 2);
  const estimate =
    scale === "difference" ? input.arm - input.control : logit(input.arm) - logit(input.control);
  const standardError = input.standardError * share * (scale === "difference" ? 1 : slope);
  return {
    status: "estimated",
    estimate,
    standardError,
    df: 4,
    interval: around(estimate, T4 * standardError),
    pValue: pOfT4(estimate / standardError),
    familyDf: 3,
    pAdjusted: null,
    n: { runs: 3, controlRuns: 3, prompts: 100, samples: input.samples ?? 2400 },
    estimator: "mover-wilson",
    reason: null,
    target,
    scale,
    scope: "recipe",
    evidenceLevel: "samples",
    clusters: 20,
    warnings: [],
  };
}

/** The four findings of a lead that three runs an arm measured. */
export function seededFindings(input: LeadInput): Finding[] {
  return [
    estimated(input, "prompt-general", "difference"),
    estimated(input, "suite-fixed", "difference"),
    estimated(input, "prompt-general", "log-odds"),
    estimated(input, "suite-fixed", "log-odds"),
  ];
}

interface RetentionInput {
  readonly from: number;
  readonly fromError: number;
  readonly to: number;
  readonly toError: number;
  readonly correlation: number;
  readonly quantile: number;
  readonly df: number | null;
  readonly target: Target;
  readonly estimator: string;
  /** −1 where lower is better. */
  readonly sign: -1 | 1;
  readonly verdict: Durability["verdict"];
}

/** A retention whose change, Fieller set and bounds belong together (Fieller 1954). */
export function retentionOf(input: RetentionInput): Retention {
  const { from: b, to: a, fromError, toError, quantile: t, sign } = input;
  const covariance = input.correlation * fromError * toError;
  const changeError = Math.sqrt(fromError ** 2 + toError ** 2 - 2 * covariance);
  const lead = b * b - t * t * fromError ** 2;
  const mid = a * b - t * t * covariance;
  const tail = a * a - t * t * toError ** 2;
  const discriminant = mid * mid - lead * tail;
  const root = Math.sqrt(Math.max(discriminant, 0));
  const ends = [(mid - root) / lead, (mid + root) / lead].sort((x, y) => x - y);
  const [lower = null, upper = null] = ends;
  const kind: RatioSet["kind"] = lead > 0 ? "interval" : discriminant > 0 ? "exclusive" : "unbounded";
  const bounded = kind !== "unbounded";
  const set: RatioSet = { kind, lower: bounded ? lower : null, upper: bounded ? upper : null, level: 0.95 };
  const half = 0.5;
  const contrast = sign * (a - half * b);
  const contrastError = Math.sqrt(toError ** 2 - 2 * half * covariance + half ** 2 * fromError ** 2);
  return {
    status: "estimated",
    scale: "difference",
    target: input.target,
    estimator: input.estimator,
    df: input.df,
    from: { estimate: b, standardError: fromError, interval: around(b, t * fromError) },
    to: { estimate: a, standardError: toError, interval: around(a, t * toError) },
    change: {
      estimate: a - b,
      standardError: changeError,
      interval: around(a - b, t * changeError),
      pValue: input.df === null ? null : pOfT4((a - b) / changeError),
    },
    retained: { point: lead > 0 ? a / b : null, set, g: (t * t * fromError ** 2) / (b * b) },
    nonInferiority: {
      share: half,
      estimate: contrast,
      interval: around(contrast, t * contrastError),
      pValue: input.df === null ? null : pOfT4(contrast / contrastError) / 2,
      pAdjusted: null,
    },
    retainedAtLeast: kind === "interval" ? lower : null,
    retainedAtMost: kind === "interval" ? upper : null,
    equivalence: null,
    verdict: input.verdict,
    reason: null,
  };
}
