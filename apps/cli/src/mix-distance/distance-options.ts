import type { OptionTable } from "../option.js";

/** The options that `holdfast mix distance` has beside those of other sub-commands. */
export const DISTANCE_OPTIONS: OptionTable = {
  eval: {
    type: "string",
    value: "NAME@V=FILE",
    repeats: true,
    summary: "distance: an eval and the file with its prompts, or a log of it; once for each eval",
  },
  ablation: {
    type: "string",
    short: "a",
    value: "NAME@VERSION",
    summary: "distance: whose declared relations are set beside the measured ones",
  },
  arm: { type: "string", value: "ARM", summary: "distance: the arm that is trained on the data" },
  stage: { type: "string", value: "STAGE", summary: "distance: at which stage; every stage without it" },
  "amend-file": {
    type: "string",
    value: "FILE",
    summary: "distance: write the ablation with the measured relations there, for `holdfast amend`",
  },
};
