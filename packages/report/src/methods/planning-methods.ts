import type { Method } from "./method.js";

/** Before the runs are made, and while they are; and what is checked beside the numbers. */
export const PLANNING_METHODS: readonly Method[] = [
  {
    id: "power-lead",
    title: "What a design can find",
    text: "Which lead would a design of this size find? Noncentral t on the variance between runs, which seeds and prompts make together, at the first step of the family's adjustment; for the default test itself by seeded simulation, because it does not know that arms vary alike. Not estimable with one run an arm.",
    source: "Welch 1947; Satterthwaite 1946",
  },
  {
    id: "power-retention",
    title: "What a design can prove of durability",
    text: "How likely is it proved that more than a share of the lead is left, where all of it is? The verdict's own contrast, for two means of one run that go together. That the lead itself must stand first is not in it.",
    source: "Hauck and Anderson 1999",
  },
  {
    id: "cheapest-design",
    title: "The cheapest design",
    text: "Which numbers of runs, prompts and epochs reach the wanted power for the least cost? A search over designs, each by the same power; prices matter by their ratios only.",
    source: "a search; Miller 2024 for the part of prompts and epochs",
  },
  {
    id: "monitor",
    title: "Live watch",
    text: "Has a run passed its limit, asked after every checkpoint and as often as one likes? Bets against the hypothesis that no checkpoint does, of several sizes and begun at every checkpoint, so that a run that turns bad late is found too; their wealth is evidence, and an alarm is raised where it reaches 1 over alpha. False alarms stay below alpha over all that is watched, without a plan of looks.",
    source: "Ville 1939; Waudby-Smith and Ramdas 2024; Shin, Ramdas and Rinaldo 2024",
  },
  {
    id: "monitor-bounds",
    title: "Bounds of a live watch",
    text: "Which rate has a run surely had at some checkpoint so far, at least and at most? The same bets against every rate, from above and from below, at all times together.",
    source: "Waudby-Smith and Ramdas 2024",
  },
  {
    id: "recipe-check",
    title: "Matched recipes",
    text: "Does an arm differ from its control in more than data? Settings, code, optimiser and loss masking of both recipes are held side by side; it is known only where both were declared whole. An arm that differs is flagged wherever it appears.",
    source: "a rule of this project",
  },
];
