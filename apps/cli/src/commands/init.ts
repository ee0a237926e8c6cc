import { resolve } from "node:path";
import type { Command } from "../command.js";
import { DEFAULT_DIRECTORY, describeTarget } from "../target.js";

/** `holdfast init`. */
export const init: Command = {
  name: "init",
  summary: "write an ablation to start from, and make the database",
  usage: "[FILE]",
  words: [0, 1],
  options: {},
  examples: ["holdfast init", "holdfast init studies/advice.ts --db studies/db"],
  run: async ({ print, cwd, target, connect }, given) => {
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
