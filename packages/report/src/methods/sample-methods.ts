import type { Method } from "./method.js";

/** How differences are looked at prompt by prompt. */
export const SAMPLE_METHODS: readonly Method[] = [
  {
    id: "sample-differences",
    title: "Differences by prompt",
    text: "On which prompts do two arms differ? A prompt's mean on one side is the mean over its runs, of each the mean over its epochs and checkpoints, so that every run counts once. Only prompts with a score on both sides are compared. In the metric's own unit; a cluster's mean counts each of its prompts once. It is for looking: no interval and no test is attached to a prompt.",
    source: "a description; no test",
  },
  {
    id: "shrunken-differences",
    title: "Order of prompts after chance",
    text: "Which of many noisy differences are large? The largest are mostly noise where a prompt was scored once. The true differences of prompts are taken for normal around their mean, and each is seen with the variance that chance gives it: that between runs on one prompt and between repeats, pooled over prompts; with one run, between repeats alone; without repeats, the spread over prompts, which is an upper bound. Each difference is drawn towards the mean by its share of chance. Used for order only; where chance explains all of the spread, every prompt stands at the mean, and the raw difference decides.",
    source: "James and Stein 1961; Efron and Morris 1975; Hedges and Olkin 1985",
  },
];
