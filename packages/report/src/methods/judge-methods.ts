import type { Method } from "./method.js";

/** Whether judges agree, and whether it matters. */
export const JUDGE_METHODS: readonly Method[] = [
  {
    id: "judge-agreement",
    title: "Agreement of judges",
    text: "Do two judges give the same scores to the same rollouts? The share of equal scores, over rollouts that both judged; intervals by leaving out one scenario at a time. Not estimable where nothing was scored by both; no interval with fewer than five scenarios.",
    source: "Tukey 1958",
  },
  {
    id: "krippendorff-alpha",
    title: "Krippendorff's alpha",
    text: "How much better than chance do they agree? 1 is perfect, 0 is chance; nominal for binary scores, interval for graded ones. Not estimable where all scores are one value.",
    source: "Krippendorff 2011",
  },
  {
    id: "gwet",
    title: "Gwet's coefficient",
    text: "The same where one score is much more frequent than the others, which drives alpha down: AC1 for binary scores, AC2 with quadratic weights for graded ones.",
    source: "Gwet 2008; Gwet 2014",
  },
  {
    id: "judge-shift",
    title: "Shift between judges",
    text: "Is one judge stricter? Mean of the second judge minus mean of the first on the same rollouts, in the metric's own unit.",
    source: "Tukey 1958",
  },
  {
    id: "judge-conclusion",
    title: "Conclusions under each judge",
    text: "Does the conclusion about a lead survive the change of judge? Each judge's own interval says better, worse or open; a lead that stands under some judges only is flagged. Not told with fewer than two judges that have an interval.",
    source: "a rule of this project",
  },
];
