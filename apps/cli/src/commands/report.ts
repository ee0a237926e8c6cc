import { extname, resolve } from "node:path";
import type { Command } from "../command.js";
import { UsageError } from "../usage-error.js";

const FORMATS: Readonly<Record<string, "html" | "markdown" | "tex" | "json" | "csv">> = {
  ".html": "html",
  ".htm": "html",
  ".md": "markdown",
  ".markdown": "markdown",
  ".tex": "tex",
  ".json": "json",
  ".csv": "csv",
};

/** `holdfast report [NAME@VERSION] -o FILE`. */
export const report: Command = {
  name: "report",
  summary: "write the report: one HTML file, Markdown, tables for LaTeX, or data",
  usage: "[NAME@VERSION] -o FILE",
  words: [0, 1],
  options: {
    output: {
      type: "string",
      short: "o",
      value: "FILE",
      summary: "where to; .html, .md, .tex, .json or .csv says which",
    },
  },
  examples: ["holdfast report advice@1 -o advice.html"],
  run: async ({ print, cwd, connect }, given) => {
    const file = given.required("output");
    const format = FORMATS[extname(file).toLowerCase()];
    if (format === undefined)
      throw new UsageError(
        `a report does not end in \`${extname(file)}\`.`,
        "Name it .html, .md, .tex, .json or .csv.",
      );
    const { identityGiven } = await import("../identity-given.js");
    const { writeWholeFile } = await import("../write-whole-file.js");
    const client = await connect();
    const identity = await identityGiven(client, given);
    const document = await client.report(identity, format);
    await writeWholeFile(resolve(cwd, file), file, [document]);
    print.document(await client.read(identity));
    print.text(`wrote the report of ${identity} to ${file}`);
  },
};
