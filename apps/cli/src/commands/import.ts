import type { Command } from "../command.js";
import { UsageError } from "../usage-error.js";

/** `holdfast import PATH... --ablation NAME@VERSION --cluster KEY|none`. */
export const importCommand: Command = {
  name: "import",
  summary:
    "import what evals and trackers left: Inspect AI, lm-eval, W&B, MLflow, tables and more; safe to repeat",
  usage: "PATH...",
  words: [1, 10_000],
  options: {
    ablation: { type: "string", short: "a", value: "NAME@VERSION", summary: "the ablation they belong to" },
    cluster: {
      type: "string",
      value: "KEY|none",
      summary: "the sample metadata that name the scenario family, or none: prompts are independent",
    },
    map: {
      type: "string",
      value: "FILE",
      summary: "rules (YAML or JSON) from path, model, task, tags and metadata to arm, seed, stage, step",
    },
    "dry-run": { type: "boolean", summary: "show how each log would be bound, and write nothing" },
    watch: {
      type: "boolean",
      summary: "go on while logs are written: each is imported once it is whole; Ctrl-C ends it",
    },
    every: { type: "string", value: "SECONDS", summary: "how often to look with --watch: 10 without it" },
    correct: {
      type: "string",
      value: "REASON",
      summary: "where something else is recorded, these logs are right: a correction, with --author",
    },
    author: { type: "string", value: "NAME", summary: "who corrects" },
    "allow-partial": { type: "boolean", summary: "succeed even where something had to be left out" },
  },
  examples: [
    "holdfast import logs/ --ablation advice@1 --cluster family --dry-run",
    "holdfast import logs/ --ablation advice@1 --cluster none --map map.yaml",
    "holdfast import logs/ --ablation advice@1 --cluster family --watch --url http://127.0.0.1:7878",
  ],
  run: async (context, given) => {
    const cluster = given.required("cluster");
    const { readMapping } = await import("../import/read-mapping.js");
    const { identityGiven } = await import("../identity-given.js");
    const { followImport } = await import("../import/follow-import.js");
    const { importOnce } = await import("../import/import-once.js");
    const { refuseLeftOut } = await import("../import/refuse-left-out.js");
    const isWatch = given.flag("watch");
    if (!isWatch && given.text("every") !== undefined)
      throw new UsageError("--every goes with --watch.", "Add --watch, or leave it out.");
    if (isWatch && given.flag("dry-run"))
      throw new UsageError("--dry-run looks once, and --watch goes on.", "Leave one of them out.");
    const reason = given.text("correct");
    const correction = reason === undefined ? null : { author: given.required("author"), reason };
    const mapping = await readMapping(given.text("map"), context.cwd);
    const act = isWatch ? followImport : importOnce;
    const report = await act(context, given, async () => {
      const client = await context.connect();
      const identity = await identityGiven(client, { ...given, positionals: [] });
      return { client, identity, mapping, cluster: cluster === "none" ? null : cluster, correction };
    });
    if (!given.flag("allow-partial")) refuseLeftOut(report);
  },
};
