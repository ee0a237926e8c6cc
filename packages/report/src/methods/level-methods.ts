import type { Method } from "./method.js";

/** Levels, the units beside a lead, and rankings. */
export const LEVEL_METHODS: readonly Method[] = [
  {
    id: "arm-level",
    title: "Level of one arm",
    text: "Which rate, or mean, does an arm have by itself? Exact binomial limits on the effective number of scores where several runs or prompts are known, and on the counts where they are not: at 0 of n the upper limit is still above 0. Units are the metric's own; a value without runs, prompts, counts or an error has no interval.",
    source: "Korn and Graubard 1998; Clopper and Pearson 1934",
  },
  {
    id: "cohens-h",
    title: "Cohen's h",
    text: "How large is a difference of two rates on the scale on which their variance does not depend on them? The difference of arcsines of roots, in radians, on effective counts. Secondary: never tested, never adjusted, and only for rates.",
    source: "Cohen 1988",
  },
  {
    id: "hedges-g",
    title: "Hedges's g",
    text: "By how many standard deviations between runs do the means of two arms differ? The difference of run means over their common deviation, corrected for few runs, with limits of the noncentral t. Not estimable with fewer than four runs in all, or where none varies.",
    source: "Hedges 1981; Steiger and Fouladi 1997",
  },
  {
    id: "risk-ratio",
    title: "Ratio of rates",
    text: "How many times the control's rate is the arm's? The ratio of rates on effective counts, only where the control is above 5%: below, a ratio says little.",
    source: "Katz, Baptista, Azen and Pike 1978",
  },
  {
    id: "ranking",
    title: "Which arm may be the best",
    text: "How likely is each arm the best on an eval? t posteriors under flat priors, pairs by the two-way variance of the two arms, the best by quadrature. A probability for deciding what to look at next: never a test. Not estimable with fewer than two arms of two runs.",
    source: "Box and Tiao 1973",
  },
];
