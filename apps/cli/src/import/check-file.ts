import { HoldfastError, isHoldfastError } from "@holdfast/core";
import { type CheckedLog, checkLog, type ImportRules, refusedLog } from "./check-log.js";
import type { LogFile } from "./log-files.js";
import { withLog } from "./open-log.js";

const UNKNOWN_FORMAT = new HoldfastError({
  code: "invalid-input",
  message: "it is not a log of a kind that is known here.",
  remedy:
    "Name the columns of a table (CSV, NDJSON, Parquet) with `columns` in a rule of --map; outcomes in the columns of Holdfast are recorded with `holdfast record`.",
});

/** A file that was named, or is called like a log, must be one; any other file of a folder may be anything. */
function mustBeLog({ isNamed, shown }: LogFile): boolean {
  return isNamed || shown.endsWith(".eval");
}

/** A file that was read as a log. */
export interface CheckedFile {
  /** The logs in it; null: it is no log, and need not be one. */
  readonly logs: readonly CheckedLog[] | null;
  /** The names of files of the same folder that were asked for, whether they are there or not. */
  readonly beside: readonly string[];
}

/** Reads the logs of a file, and checks them; what is wrong with one is said in its report. */
export async function checkFile(file: LogFile, rules: ImportRules): Promise<CheckedFile> {
  const beside = new Set<string>();
  try {
    const found = await withLog(file, (source) => {
      const { beside: others } = source;
      if (others === undefined) return checkLog(source, rules);
      const noted: typeof others = (name, use) => {
        beside.add(name);
        return others(name, use);
      };
      return checkLog({ ...source, beside: noted }, rules);
    });
    const logs = found ?? (mustBeLog(file) ? [refusedLog(file.shown, UNKNOWN_FORMAT)] : null);
    return { logs, beside: [...beside] };
  } catch (error) {
    if (!isHoldfastError(error)) throw error;
    return { logs: [refusedLog(file.shown, error)], beside: [...beside] };
  }
}
