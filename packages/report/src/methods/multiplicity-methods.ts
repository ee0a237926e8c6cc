import type { Method } from "./method.js";

/** What keeps many comparisons, and many looks, from misleading. */
export const MULTIPLICITY_METHODS: readonly Method[] = [
  {
    id: "holm",
    title: "Several comparisons",
    text: "Which registered comparisons stand when the whole family may err at most once in 1/alpha? Every registered comparison counts, also while it waits for evidence: a pending one counts as p = 1. Few runs can lie close together by chance, which makes a p-value too small where a family needs it to be very small: there it counts on fewer degrees of freedom than its interval, those that the variance between runs at its upper 85% limit would have.",
    source: "Holm 1979; Satterthwaite 1946",
  },
  {
    id: "dunnett",
    title: "Several arms against one control",
    text: "Which arms stand against one control? The largest of their statistics, jointly multivariate t with one variance for all arms, in a single step. It needs the registered pooled variance; a member without a statistic counts in the family and stays open.",
    source: "Dunnett 1955; Hsu 1996",
  },
  {
    id: "benjamini-hochberg",
    title: "Exploratory comparisons",
    text: "Which leads outside every registered family are worth following, when a share q of those followed may be false? p-values sorted and scaled over all exploratory leads. A q-value is no p-value, and nothing stands by it.",
    source: "Benjamini and Hochberg 1995",
  },
  {
    id: "serial-gatekeeping",
    title: "Families in order",
    text: "May a later family be tested? Only once every member of the family before it stands, each family at the full alpha. Until then its members do not stand, whatever their p-values.",
    source: "Maurer, Hothorn and Lehmacher 1995",
  },
  {
    id: "intersection-union",
    title: "All members of a family together",
    text: "Does every member hold? The largest p-value of the family is the p-value of that claim, so no adjustment is needed; leads that point in different directions claim nothing together.",
    source: "Berger 1982",
  },
  {
    id: "planned-looks",
    title: "Planned looks",
    text: "How much of alpha may be spent at this look? Spending after O'Brien and Fleming on the share of planned runs that arrived; p-values are repeated ones, comparable with alpha at any planned look. A look that was not planned is flagged, because nothing pays for it.",
    source: "Lan and DeMets 1983; O'Brien and Fleming 1979; Jennison and Turnbull 1989",
  },
  {
    id: "simultaneous-band",
    title: "Simultaneous bands",
    text: "Between which values does a whole line lie, not only each of its moments? Each interval is taken at a level that holds for all moments of the line together.",
    source: "Bonferroni 1936",
  },
];
