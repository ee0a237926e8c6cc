import { resolve } from "node:path";
import type { Command } from "../command.js";

const FORMATS = ["archive", "every-eval-ever"] as const;

/** `holdfast export [NAME@VERSION]`. */
export const exportCommand: Command = {
  name: "export",
  summary:
    "write an ablation with all its evidence as a versioned archive, or its outcomes for others to read",
  usage: "[NAME@VERSION] [-o FILE|DIR]",
  words: [0, 1],
  options: {
    output: {
      type: "string",
      short: "o",
      value: "FILE|DIR",
      summary: "where to; an archive goes to stdout without it",
    },
    format: {
      type: "string",
      value: FORMATS.join("|"),
      choices: FORMATS,
      summary: "archive (the default): all of it, for Holdfast; every-eval-ever: its outcomes, into a folder",
    },
    organization: {
      type: "string",
      value: "NAME",
      summary: "who ran the evals, for every-eval-ever; unknown without it",
    },
  },
  examples: [
    "holdfast export advice@1 -o advice.ndjson",
    "holdfast export advice@1 | gzip > advice.ndjson.gz",
    "holdfast export advice@1 --format every-eval-ever -o evals --organization 'Our lab'",
  ],
  run: async ({ print, cwd, connect }, given) => {
    const { identityGiven } = await import("../identity-given.js");
    const client = await connect();
    const identity = await identityGiven(client, given);
    const file = given.text("output");
    if (given.text("format") === "every-eval-ever") {
      const shown = given.required("output");
      const { writeEveryEval } = await import("../export/write-every-eval.js");
      const { plural } = await import("../tables/number-text.js");
      const { ablation } = await client.read(identity);
      const target = {
        shown,
        path: resolve(cwd, shown),
        organization: given.text("organization") ?? "unknown",
      };
      const written = await writeEveryEval(client, identity, ablation, target);
      print.document(written);
      print.text(
        `exported ${plural(written.outcomes, "outcome")} of ${identity} with ${plural(written.instances, "instance")} as ${plural(written.documents, "document")} to ${shown}`,
      );
      if (written.withoutScore > 0)
        print.note(
          `${plural(written.withoutScore, "outcome")} without any score: the format has no place for them.`,
        );
      return;
    }
    const { archiveParts } = await import("../backup/archive-parts.js");
    const parts = archiveParts(client.exportArchive(identity));
    if (file === undefined) {
      for await (const part of parts) await print.raw(part);
      return;
    }
    const { writeWholeFile } = await import("../write-whole-file.js");
    await writeWholeFile(resolve(cwd, file), file, parts);
    print.document(await client.read(identity));
    print.text(`exported ${identity} to ${file}`);
  },
};
