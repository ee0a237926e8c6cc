import type { Method } from "./method.js";

/** What drove a difference. */
export const DRIVER_METHODS: readonly Method[] = [
  {
    id: "drivers-pooled",
    title: "Factor effect with one run variance",
    text: "What did a factor do, on the average of the other factors' settings? A contrast of arm means; the variance between runs is one mean square within all arms, prompts are crossed with them. Units are the metric's own, or log odds. Not estimable where every arm has one run.",
    source: "Yates 1937; Satterthwaite 1946",
  },
  {
    id: "drivers-welch",
    title: "Factor effect with each arm's own variance",
    text: "The same contrast where each arm keeps the variance of its own runs. With equal runs both give one variance and different degrees of freedom. Not estimable where an arm with weight has one run.",
    source: "Welch 1947; Satterthwaite 1946",
  },
  {
    id: "drivers-pair",
    title: "Factor seen by two arms",
    text: "What did one ingredient do where two arms differ in it alone? The lead of the one over the other, by the default of a lead. It is what it adds to nothing, or what is lost when it is removed; never a main effect.",
    source: "Newcombe 1998, method 10",
  },
  {
    id: "drivers-lenth",
    title: "Factor effects where no arm was run twice",
    text: "How large would effects be if there were none? Their spread is judged from the contrasts themselves, most of which are taken to be 0, with t on a third of their number. Not estimable with fewer than three effects.",
    source: "Lenth 1989",
  },
  {
    id: "interaction-reading",
    title: "Synergy and antagonism",
    text: "Does one ingredient do more, or less, beside another? Half of how much a factor's effect changes when the others are added. Called synergy or antagonism only where its interval excludes 0 and the sign is the same on both scales; where they disagree, a floor or a ceiling may have made it.",
    source: "Rothman 1976",
  },
  {
    id: "shapley",
    title: "Each ingredient's share",
    text: "How much of the difference between all ingredients and none is each ingredient's? Weights over all orders of joining; a share is a weighted sum of arm means, so its interval is that of a contrast, and the shares add up to the whole. Not estimable where a combination was not measured: bounds are given instead.",
    source: "Shapley 1953",
  },
  {
    id: "owen",
    title: "Shares of ingredients that join in groups",
    text: "The same where factors of one group join together: the shares of a group add up to the group's own.",
    source: "Owen 1977",
  },
  {
    id: "shapley-interaction",
    title: "What two ingredients do together",
    text: "How much more do two ingredients do together than each alone, averaged over the settings of the others? A weighted sum of arm means, with its interval.",
    source: "Grabisch and Roubens 1999",
  },
  {
    id: "token-adjusted",
    title: "Factor effect with tokens held fixed",
    text: "What did a factor do beyond the amount of data? The main effect with log tokens beside the factors. Not estimable where tokens are equal, unknown, or not to be told apart from the factor, which is then flagged.",
    source: "ordinary least squares; Gauss 1809",
  },
  {
    id: "design-aliases",
    title: "What a design can tell apart",
    text: "Which terms does one number measure at once? The defining relation of a fraction, read from the arms that were measured; what is aliased is named beside the number.",
    source: "Box and Hunter 1961",
  },
];
