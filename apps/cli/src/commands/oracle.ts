import { resolve } from "node:path";
import type { OracleReport } from "@holdfast/core";
import type { Command } from "../command.js";

const MOST_FILES = 1000;

/** `holdfast oracle FILE...`. */
export const oracle: Command = {
  name: "oracle",
  summary: "check the statistics against files of reference cases",
  usage: "FILE...",
  words: [1, MOST_FILES],
  options: {},
  examples: ["holdfast oracle statistics.json", "holdfast oracle *.json --json"],
  run: async ({ print, cwd }, { positionals }) => {
    const { readOracleFile } = await import("../oracle-file/read-oracle-file.js");
    const { checkOracle } = await import("@holdfast/api/local");
    const { countLine, failureLine } = await import("../tables/oracle-text.js");
    const contents = [];
    for (const file of positionals)
      contents.push({ file, content: await readOracleFile(resolve(cwd, file), file) });
    const total = { cases: 0, held: 0, failed: 0 };
    const files: OracleReport["files"] = [];
    for (const { file, content } of contents) {
      const check = await checkOracle(content);
      const named = contents.length > 1 ? file : null;
      for (const failure of check.failures) print.text(failureLine(failure, named));
      total.cases += check.cases;
      total.held += check.held;
      total.failed += check.failed;
      files.push({ file, ...check });
    }
    const report: OracleReport = { ...total, files };
    print.document(report);
    print.text(countLine(report));
    if (total.failed === 0) return;
    const { UnheldError } = await import("../unheld-error.js");
    throw new UnheldError(`${total.failed} of ${total.cases} cases do not hold.`);
  },
};
