import { resolve } from "node:path";
import type { Command } from "../command.js";
import { UsageError } from "../usage-error.js";

/** `holdfast report [NAME@VERSION] -o FILE`, `holdfast report --compare A B`, `holdfast report --verify FILE`. */
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
    compare: {
      type: "string",
      value: "NAME@VERSION",
      summary: "set this ablation beside the one named after it; .html, .md or .json, or text without -o",
    },
    verify: {
      type: "string",
      value: "FILE",
      summary: "compute every number of an old report again, and say whether it still stands",
    },
  },
  examples: [
    "holdfast report advice@1 -o advice.html",
    "holdfast report --compare advice@1 advice@2 -o beside.html",
    "holdfast report --verify advice.html",
  ],
  run: async (context, given) => {
    const [compare, verify] = [given.text("compare"), given.text("verify")];
    if (compare !== undefined && verify !== undefined)
      throw new UsageError("--compare and --verify ask for different things.", "Give one of them.");
    if (verify !== undefined) {
      if (given.positionals.length > 0 || given.text("output") !== undefined)
        throw new UsageError(
          "--verify takes the file alone: it says itself which ablation it is about.",
          "Write `holdfast report --verify FILE`.",
        );
      const { verifyOldReport } = await import("../report/verify-old-report.js");
      return verifyOldReport(context, verify);
    }
    if (compare !== undefined) {
      const { writeComparison } = await import("../report/write-comparison.js");
      return writeComparison(context, compare, given.positionals[0], given.text("output"));
    }
    const { print, cwd, connect } = context;
    const file = given.required("output");
    const { reportFormat } = await import("../report/report-formats.js");
    const format = reportFormat(file);
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
