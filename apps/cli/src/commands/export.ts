import { resolve } from "node:path";
import type { Command } from "../command.js";

/** `holdfast export [NAME@VERSION]`. */
export const exportCommand: Command = {
  name: "export",
  summary: "write an ablation with all its evidence as a versioned archive",
  usage: "[NAME@VERSION] [-o FILE]",
  words: [0, 1],
  options: {
    output: { type: "string", short: "o", value: "FILE", summary: "where to; stdout without it" },
  },
  examples: [
    "holdfast export advice@1 -o advice.ndjson",
    "holdfast export advice@1 | gzip > advice.ndjson.gz",
  ],
  run: async ({ print, cwd, connect }, given) => {
    const { identityGiven } = await import("../identity-given.js");
    const client = await connect();
    const identity = await identityGiven(client, given);
    const file = given.text("output");
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
