import type { Command } from "../command.js";

/** `holdfast import PATH... --ablation NAME@VERSION --cluster KEY|none`. */
export const importCommand: Command = {
  name: "import",
  summary: "import the logs of evals: Inspect AI, lm-evaluation-harness; safe to repeat",
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
    "allow-partial": { type: "boolean", summary: "succeed even where something had to be left out" },
  },
  examples: [
    "holdfast import logs/ --ablation advice@1 --cluster family --dry-run",
    "holdfast import logs/ --ablation advice@1 --cluster none --map map.yaml",
  ],
  run: async ({ print, cwd, connect }, given) => {
    const cluster = given.required("cluster");
    const { HoldfastError } = await import("@holdfast/core");
    const { identityGiven } = await import("../identity-given.js");
    const { logFiles } = await import("../import/log-files.js");
    const { readMapping } = await import("../import/read-mapping.js");
    const { knownCheckpoints } = await import("../import/known-checkpoints.js");
    const { importLogs } = await import("../import/import-logs.js");
    const { openProgress } = await import("../record/progress.js");
    const { importText } = await import("../tables/import-text.js");
    const files = await logFiles(given.positionals, cwd);
    const mapping = await readMapping(given.text("map"), cwd);
    const client = await connect();
    const identity = await identityGiven(client, { ...given, positionals: [] });
    const { ablation } = await client.read(identity);
    const checkpoints = await knownCheckpoints(client, identity);
    const progress = await openProgress(
      print,
      files.reduce((sum, { bytes }) => sum + bytes, 0),
    );
    const report = await importLogs(
      client,
      files,
      { identity, ablation, mapping, checkpoints, cluster: cluster === "none" ? null : cluster },
      { isDryRun: given.flag("dry-run"), steps: { begin: progress.step, done: progress.add } },
    ).finally(progress.done);
    if (report.logs.length === 0)
      throw new HoldfastError({
        code: "invalid-input",
        message: "there are no logs in it.",
        place: { file: given.positionals.join(", ") },
        remedy:
          "Name `.eval` or `.json` logs of Inspect AI, results of lm-evaluation-harness, or folders with them.",
      });
    print.document(report);
    print.text(importText(report, print.settings.columns, (text) => print.style("bold", text)));
    if (report.leftOut > 0 && !given.flag("allow-partial"))
      throw new HoldfastError({
        code: "invalid-input",
        message: `${report.leftOut} logs or parts of logs were left out, each for the reason given above.`,
        remedy: "Importing again after mending them is safe; --allow-partial takes the rest as it is.",
      });
  },
};
