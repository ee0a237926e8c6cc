import type { Command, CommandContext } from "../command.js";
import type { Given } from "../given.js";
import { DISTANCE_OPTIONS } from "../mix-distance/distance-options.js";
import { UsageError } from "../usage-error.js";

type Action = (context: CommandContext, given: Given) => Promise<void>;

/** What can be done with mixes. A new one is a file in `mix/` and its line. */
const ACTIONS: Readonly<Record<string, () => Promise<Action>>> = {
  measure: async () => (await import("../mix/measure.js")).measure,
  diff: async () => (await import("../mix/diff.js")).diff,
  distance: async () => (await import("../mix-distance/mix-distance.js")).mixDistance,
  ingredients: async () => (await import("../mix/ingredients.js")).ingredients,
  export: async () => (await import("../mix/export-mix.js")).exportMix,
  import: async () => (await import("../mix/import-mix.js")).importMix,
};

/** `holdfast mix measure|...`. */
export const mix: Command = {
  name: "mix",
  summary: "measure training data: tokens, hashes, duplicates, diversity, distance from evals",
  usage: "measure|diff|distance|ingredients|export|import FILES...",
  words: [1, 10_000],
  options: {
    kind: {
      type: "string",
      value: "KIND",
      summary: "what the data are, such as demonstrations or principles",
    },
    dataset: { type: "string", value: "NAME", summary: "what they are called; without it, as their file is" },
    encoding: {
      type: "string",
      value: "NAME",
      choices: ["o200k_base", "cl100k_base", "p50k_base", "r50k_base", "none"],
      summary: "in which tokens are counted; o200k_base without it",
    },
    seed: { type: "string", value: "N", summary: "of the MinHash signatures; 1 without it" },
    "no-near": { type: "boolean", summary: "do not look for near duplicates" },
    reasons: {
      type: "string",
      value: "KEY",
      summary: "the key of a row that declares whether reasons are written out",
    },
    state: {
      type: "string",
      value: "DIR",
      summary: "where a long measuring keeps what it has; .holdfast/mix without it",
    },
    threads: { type: "string", value: "N", summary: "how many measure at once; 0: none beside this one" },
    out: { type: "string", short: "o", value: "FILE", summary: "write the component and the record there" },
    ...DISTANCE_OPTIONS,
    against: {
      type: "string",
      value: "FILE|DIR",
      summary: "ingredients: the environment they are compared with",
    },
    croissant: {
      type: "boolean",
      summary: "export: as Croissant 1.1, which also wants --dataset and the following",
    },
    description: { type: "string", value: "TEXT", summary: "export: what the data set is" },
    licence: { type: "string", value: "URL", summary: "export: its licence" },
    page: { type: "string", value: "URL", summary: "export: the page about it" },
    creator: { type: "string", value: "NAME", summary: "export: who made it" },
    published: {
      type: "string",
      value: "DATE",
      summary: "export: when it was published, such as 2026-01-31",
    },
    "allow-partial": { type: "boolean", summary: "succeed even where something had to be left out" },
  },
  examples: [
    "holdfast mix measure advice/*.jsonl --kind difficult-advice --out advice.json",
    "holdfast mix distance advice=advice/ --eval blackmail@1=prompts.jsonl --ablation advice@1 --arm advice",
    "holdfast mix measure corpus/ --kind principles --encoding cl100k_base --json",
    "holdfast mix diff advice@1/control/sft advice.json",
    "holdfast mix ingredients chat/ --against chat-with-tools/",
    "holdfast mix import dataset.croissant.json --kind generic",
  ],
  run: async (context, given) => {
    const [typed = ""] = given.positionals;
    const action = Object.hasOwn(ACTIONS, typed) ? ACTIONS[typed] : undefined;
    if (action === undefined)
      throw new UsageError(
        `\`${typed}\` is nothing that can be done with mixes.`,
        `Say ${Object.keys(ACTIONS).join(", ")}.`,
      );
    await (await action())(context, given);
  },
};
