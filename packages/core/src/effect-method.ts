/** A way to estimate a lead that can be asked for by name, with what it is for in a clause. */
export interface EffectMethod {
  readonly name: string;
  readonly summary: string;
}

/** Every estimator of a lead: the defaults first, in no order of preference among the alternatives. */
export const EFFECT_METHODS: readonly EffectMethod[] = [
  {
    name: "mover-wilson",
    summary:
      "default for scores: Wilson limits on the effective sample size, run and prompt variance of the pair",
  },
  {
    name: "mover-wilson-checkpoint",
    summary: "default for scores of a single run: these checkpoints only",
  },
  {
    name: "mover-wilson-runs",
    summary: "default where each run is one number: Wilson limits on the effective sample size of the runs",
  },
  {
    name: "newcombe-checkpoint",
    summary: "default for counts of a single run: these checkpoints only",
  },
  {
    name: "summary-checkpoint",
    summary: "default for means with standard errors of a single run: these checkpoints only",
  },
  {
    name: "point-difference",
    summary: "default for values alone: no interval",
  },
  {
    name: "paired-by-seed",
    summary: "the default's interval on differences seed by seed; needs `plan.seedPairing: by-seed`",
  },
  {
    name: "welch-runs",
    summary: "t interval on run means with unequal variances; for five runs an arm or more, these prompts",
  },
  {
    name: "two-way-anova",
    summary: "t interval with the run and prompt variance of the pair; away from 0 and 1",
  },
  {
    name: "pooled-design-effect",
    summary:
      "the default's interval with the run variance of all arms together; narrower, if arms vary alike",
  },
  {
    name: "cr2",
    summary: "regression on cell means with cluster-robust (CR2) errors over runs, these prompts",
  },
  {
    name: "permutation-runs",
    summary: "exact permutation of runs, for four runs an arm or more, these prompts",
  },
  {
    name: "firth",
    summary: "penalised log odds with the overdispersion of the runs; finite at 0 and 1",
  },
  {
    name: "glmm-laplace",
    summary: "log odds from a logistic mixed model with t on the runs; takes seconds where prompts are many",
  },
  {
    name: "miettinen-nurminen",
    summary: "score interval of one checkpoint against one, for independent prompts asked once",
  },
  {
    name: "crossed-reml",
    summary: "mixed model on the union of prompts, where runs lack some of them; away from 0 and 1",
  },
];
