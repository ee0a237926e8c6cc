import type { Method } from "./method.js";

/** How a lead is estimated: the defaults by what evidence there is, then the alternatives. */
export const LEAD_METHODS: readonly Method[] = [
  {
    id: "mover-wilson",
    title: "Lead from samples of several runs",
    text: "By how much does the rate of an arm differ from its control's with new runs, on these prompts or on prompts like them? Runs and prompts are crossed; their variance components give an effective number of scores, on which the Wilson limits of both arms are combined by square-and-add, with t on Satterthwaite's degrees of freedom. The p-value inverts the same interval; units are the metric's own, or log odds. Not estimable with one run in an arm, for other prompts with fewer than five scenarios, and in log odds where both rates are at one end of the scale.",
    source: "Wilson 1927; Newcombe 1998, method 10; Zou and Donner 2008; Satterthwaite 1946",
  },
  {
    id: "mover-wilson-checkpoint",
    title: "Lead of single checkpoints from samples",
    text: "By how much do two given checkpoints differ? They are fixed; the variance is that between prompts, or of repeated answers to them, and Wilson limits are combined by square-and-add. Nothing follows about training again, so there is no p-value about the recipe.",
    source: "Miller 2024; Newcombe 1998, method 10",
  },
  {
    id: "mover-wilson-runs",
    title: "Lead from one number a run",
    text: "The same question where each run reports one number. The limits rest on the variance between runs alone with Welch's degrees of freedom; reported standard errors are never added to it. It speaks of these prompts; other prompts are not estimable below sample level.",
    source: "Newcombe 1998, method 10; Welch 1947",
  },
  {
    id: "newcombe-checkpoint",
    title: "Lead of single checkpoints from counts",
    text: "By how much do the rates of two given checkpoints differ, from their counts? Wilson limits of both are combined by square-and-add with the normal quantile. It is about these checkpoints only.",
    source: "Newcombe 1998, method 10",
  },
  {
    id: "summary-checkpoint",
    title: "Lead of single checkpoints from reported standard errors",
    text: "By how much do two reported means differ? The reported errors are taken as independent and normal; what they are taken over is as the source says. It is about these checkpoints only, and there is no interval where an error was not reported.",
    source: "propagation of errors; Gauss 1823",
  },
  {
    id: "point-difference",
    title: "Difference of published values",
    text: "One value minus the other, in the metric's own unit. There is no interval and no test, because nothing is known of how either value would vary.",
    source: "none needed",
  },
  {
    id: "paired-by-seed",
    title: "Lead from runs paired by seed",
    text: "The same question as the default where runs of one seed share what the seed fixes and the plan pairs them. Differences seed by seed, crossed with prompts, are treated as one arm of the two-way design. Not estimable with fewer than two seeds in both arms.",
    source: "paired design; Newcombe 1998, method 10",
  },
  {
    id: "welch-runs",
    title: "Lead from run means",
    text: "By how much do the means of two arms differ over new runs, on these prompts? Means of runs, each arm with its own variance, t interval. For five runs an arm or more, away from the ends of the scale; not estimable for other prompts.",
    source: "Welch 1947",
  },
  {
    id: "two-way-anova",
    title: "Lead by two-way analysis of variance",
    text: "The variance and the degrees of freedom of the default with a normal mean: estimate, plus and minus t standard errors, not clipped to the scale. It agrees with the default away from 0 and 1. Not estimable where nothing varies.",
    source: "crossed two-way analysis of variance; Satterthwaite 1946",
  },
  {
    id: "pooled-design-effect",
    title: "Lead with the run variance of all arms together",
    text: "By how much does the arm differ from its control, if runs differ alike in all arms? One design effect for every arm at the moment, on as many degrees of freedom as there are runs less arms. It is a registered sharpening, shown beside the default and never instead of it: where one arm's runs differ far more than the others', it covers far less than it says.",
    source: "Williams 1982; Newcombe 1998, method 10",
  },
  {
    id: "cr2",
    title: "Regression with cluster-robust errors",
    text: "By how much do the means of two arms differ over new runs, on the same prompts? Weighted least squares on cell means with bias-reduced cluster-robust variance over runs, t on Satterthwaite's degrees of freedom. Not estimable with one run in an arm, for other prompts, and in log odds.",
    source: "Bell and McCaffrey 2002; Pustejovsky and Tipton 2018",
  },
  {
    id: "permutation-runs",
    title: "Exact permutation of runs",
    text: "Could the difference of two arms have come about had the runs been assigned at random? Runs are exchangeable but for a shift; p is the share of all arrangements at least as extreme, and the interval holds every shift that is not rejected. Not estimable with fewer than four runs in an arm.",
    source: "Fisher 1935; Pitman 1937; Garthwaite 1996",
  },
  {
    id: "firth",
    title: "Penalised log odds",
    text: "By what log odds ratio does the arm differ, where a rate may be 0 or 1? Penalised logistic regression on effective counts that carry the overdispersion of the runs; the profile is cut at t. Not estimable for graded scores.",
    source: "Firth 1993; Heinze and Schemper 2002; Williams 1982",
  },
  {
    id: "glmm-laplace",
    title: "Logistic mixed model",
    text: "By what log odds ratio does the arm differ for a run and a prompt as they typically are? Normal random intercepts of runs and prompts, by Laplace's approximation, with t on the runs. It is conditional on them, so farther from 0 than the ratio of rates; not estimable for an arm with no events or nothing but events.",
    source: "Breslow and Clayton 1993",
  },
  {
    id: "miettinen-nurminen",
    title: "Score interval of two checkpoints",
    text: "By how much do the rates of two checkpoints differ, each with independent prompts asked once? The score interval of two binomial counts. Not estimable with several runs, clustered prompts or graded scores, and never about the recipe.",
    source: "Miettinen and Nurminen 1985",
  },
  {
    id: "crossed-reml",
    title: "Mixed model on the union of prompts",
    text: "By how much do two arms differ when prompts that some run lacks are kept? Cell means with random runs, prompts and arm by prompt, missing at random, by restricted maximum likelihood. Not estimable where a side is wholly at an end of the scale.",
    source: "Patterson and Thompson 1971; Satterthwaite 1946",
  },
];
