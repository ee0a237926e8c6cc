import type { Method } from "./method.js";

/** What became of a lead at a later stage. */
export const DURABILITY_METHODS: readonly Method[] = [
  {
    id: "fieller-t",
    title: "Retained share",
    text: "Which share of the lead at the earlier stage is left at the later one? The same runs at both stages give two leads with their covariance; the set holds every share that they do not contradict. It has no unit and can be unbounded: then the point is not printed, and the set is still the answer. Not estimable without a lead at both stages; one run a side gives a point, or a set for these checkpoints only.",
    source: "Fieller 1954",
  },
  {
    id: "retention-verdict",
    title: "Verdict on durability",
    text: "Amplified, retained, partly retained, lost, or inconclusive? Linear contrasts of the two leads at the registered shares, with one number of degrees of freedom for set, tests and verdict; no ratio is needed. First match wins, and it needs a lead at the earlier stage that stands after the family's adjustment. Inconclusive is an answer: the largest share that can be claimed and the smallest that can be excluded are said with it.",
    source: "Hauck and Anderson 1999; Fieller 1954; Satterthwaite 1946",
  },
  {
    id: "stage-equivalence",
    title: "No change within a margin",
    text: "Did the lead stay the same, to within the registered margin? Two one-sided t tests of the change, p is the larger. Asked only where the plan names a margin.",
    source: "Schuirmann 1987",
  },
  {
    id: "end-state",
    title: "The lead at the end",
    text: "Is the arm still better than its control at the later stage, and how bad may the arm itself be there? The default of a lead at that stage alone, and the worse limit of the arm's own level.",
    source: "Newcombe 1998, method 10; Korn and Graubard 1998",
  },
  {
    id: "retained-area",
    title: "Share of the lead over the whole stage",
    text: "Which share of the lead was there over the later stage as a whole? The lead averaged over time by trapezoids, over the lead before, with its set of shares. No model of the course; for these prompts. Not estimable where the stage has a single checkpoint.",
    source: "Fieller 1954",
  },
  {
    id: "exponential-decay",
    title: "Half-life of a lead",
    text: "After how many steps is half gone? One exponential course, to a plateau or to nothing, fitted to the runs with their own levels and correlation over time; the rates are those that a test at each of them does not exclude. Where a steady course is not excluded, the half-life is `more than` a number of steps, never infinite or negative. Not estimable with fewer than four checkpoints.",
    source: "Golub and Pereyra 1973; Rao 1948",
  },
  {
    id: "missing-run-bounds",
    title: "Bounds for runs that are missing",
    text: "What could have come out, had the runs that were never measured ended at the worst or at the best of the scale? They are missing for a reason that nobody knows, so nothing is assumed of them.",
    source: "Manski 1990",
  },
  {
    id: "shrunken-lead",
    title: "A lead that was picked as the largest",
    text: "How large is the lead of the arm that was the best of several, and how much of it is left? Leads are drawn towards their mean by the noise of their runs, and what that noise carries over to the later stage is taken out. Not estimable with fewer than four arms.",
    source: "James and Stein 1961; Efron and Morris 1973",
  },
  {
    id: "origin",
    title: "Inherited or trained in",
    text: "What was there at the start, and what did each stage add? Change scores of each run on each prompt, two-way; the control's change over the same stages is what the shared training did, and the rest is what the arm's own data did. Intervals hold over all steps of the arm at once; units are the metric's own. Not estimable where a side has no run at both stages.",
    source: "Satterthwaite 1946; Welch 1947; Bonferroni 1936",
  },
];
