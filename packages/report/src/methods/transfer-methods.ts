import type { Method } from "./method.js";

/** Whether a lead shows far from the training data, and how evals go together. */
export const TRANSFER_METHODS: readonly Method[] = [
  {
    id: "transfer-gap",
    title: "Gap between near and far",
    text: "How much less, or more, of a lead shows far from the training data than near to it? The same runs are measured on both evals, so the gap is taken run by run; prompts of the two evals are independent. Units are shares of the evals' scales with positive better, or log odds. Not estimable for other prompts with fewer than five scenarios on an eval.",
    source: "Welch 1947; Satterthwaite 1946",
  },
  {
    id: "transfer-ratio",
    title: "Share that transfers",
    text: "Which share of the lead near the training data shows far from it? The ratio of the two leads with the set of shares that they do not contradict; the set can be unbounded, and the point is then withheld.",
    source: "Fieller 1954",
  },
  {
    id: "suppression",
    title: "Suppression",
    text: "Was the behaviour suppressed near the training data rather than learned? Only where the near lead stands, the far one does not, and the near one is larger beyond doubt: that one is significant and the other is not is never enough. Not told where one of the three intervals is missing.",
    source: "Gelman and Stern 2006",
  },
  {
    id: "suites-reml",
    title: "All suites together",
    text: "What do all suites say together, near the training data and far from it? Leads with a variance between suites, by restricted maximum likelihood, and the covariance that shared runs give them; the scale of Hartung and Knapp is not let below 1. Not estimable with no more suites than means.",
    source: "Gleser and Olkin 2009; Hartung and Knapp 2001; Jackson and others 2017",
  },
  {
    id: "suites-paule-mandel",
    title: "All suites together, by Paule and Mandel",
    text: "The same synthesis with the variance between suites by Paule and Mandel's equation. Asked for by name, never a default.",
    source: "Paule and Mandel 1982",
  },
  {
    id: "suites-dersimonian-laird",
    title: "All suites together, by DerSimonian and Laird",
    text: "The same synthesis with the moment estimator of the variance between suites. Asked for by name, never a default.",
    source: "DerSimonian and Laird 1986",
  },
  {
    id: "suites-fixed",
    title: "All suites together, as if they had one lead",
    text: "The same synthesis without a variance between suites: it speaks of these suites only.",
    source: "Cochran 1937",
  },
  {
    id: "suite-prediction",
    title: "A new suite",
    text: "What would a new suite far from the training data show? The interval for its own lead: the mean, with the variance between suites added. Not estimable with fewer than three far suites.",
    source: "Higgins, Thompson and Spiegelhalter 2009",
  },
  {
    id: "eval-correlation",
    title: "Evals that go together",
    text: "Do two evals go together over checkpoints that come in runs? Pearson's and Spearman's coefficient, with intervals from leaving out one run at a time. No unit. Not estimable with fewer than three pairs; the interval with fewer than five runs.",
    source: "Pearson 1895; Spearman 1904; Tukey 1958",
  },
];
