import { resolve } from "node:path";
import type { Command } from "../command.js";
import { DEFAULT_DIRECTORY, describeTarget } from "../target.js";
import { UsageError } from "../usage-error.js";

/** `holdfast init`. */
export const init: Command = {
  name: "init",
  summary: "write an ablation to start from, and make the database",
  usage: "[FILE]",
  words: [0, 1],
  options: {
    "from-logs": {
      type: "string",
      value: "DIR",
      summary: "draft it from logs that are there: arms, stages, seeds, evals; the rest is marked",
    },
    map: {
      type: "string",
      value: "FILE",
      summary: "with --from-logs: rules that say which log is about what",
    },
  },
  examples: [
    "holdfast init",
    "holdfast init studies/advice.ts --db studies/db",
    "holdfast init --from-logs logs/",
  ],
  run: async (context, given) => {
    const { print, cwd, target, connect } = context;
    const logs = given.text("from-logs");
    if (logs !== undefined) {
      const { initFromLogs } = await import("../init-from-logs/init-from-logs.js");
      return initFromLogs(context, given, logs);
    }
    if (given.text("map") !== undefined)
      throw new UsageError("--map goes with --from-logs.", "Add --from-logs DIR, or leave it out.");
    const { readAblations } = await import("../ablation-file/read-ablations.js");
    const { writeNewFile } = await import("../write-new-file.js");
    const { ablationTemplate } = await import("../ablation-file/ablation-template.js");
    const [file = "ablation.ts"] = given.positionals;
    const path = resolve(cwd, file);
    await writeNewFile(path, file, ablationTemplate());
    const [ablation] = await readAblations(path, file);
    await connect({ creates: true });
    const db = target.kind === "directory" && target.shown === DEFAULT_DIRECTORY ? "" : " --db ...";
    print.document(ablation);
    print.text(`wrote ${file}; the data is in ${describeTarget(target)}`);
    print.note(
      `Next: put your arms, mixes and evals into ${file}, then: holdfast register ${file}${db}\nAn ablation is frozen once registered, so read it twice.`,
    );
  },
};
