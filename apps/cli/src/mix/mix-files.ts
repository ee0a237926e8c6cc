import { basename } from "node:path";
import { HoldfastError } from "@holdfast/core";
import { type LogFile, logFiles } from "../import/log-files.js";

const DATA = /\.(jsonl|ndjson|json|parquet)(\.gz|\.zst)?$/i;
const TEXT = /\.(txt|text|md|markdown)(\.gz|\.zst)?$/i;

/** Files of training data, and those of the folders that were passed over. */
export interface MixFiles {
  readonly files: readonly LogFile[];
  readonly passedOver: readonly string[];
}

/**
 * What is named, and what of the folders that are named is data: rows where there are any, else documents. A README beside
 * rows is no training data unless it is named itself.
 *
 * @throws HoldfastError `not-found`, or `invalid-input` where there is nothing to read
 */
export async function mixFiles(given: readonly string[], cwd: string): Promise<MixFiles> {
  const all = await logFiles(given, cwd);
  const found = all.filter(({ isNamed }) => !isNamed);
  const hasRows = found.some(({ path }) => DATA.test(path));
  const isData = ({ path, isNamed }: LogFile) => isNamed || (hasRows ? DATA : TEXT).test(path);
  const files = all.filter(isData);
  if (files.length === 0)
    throw new HoldfastError({
      code: "invalid-input",
      message: "there is no training data in it.",
      place: { file: given.join(", ") },
      remedy: "Name files of JSONL, JSON, Parquet, plain text or Markdown, or folders with them.",
    });
  return { files, passedOver: all.filter((file) => !isData(file)).map(({ shown }) => shown) };
}

/** What a data set is called that nobody named: its folder or file. */
export function datasetName(given: readonly string[]): string {
  const name = basename(given[0] ?? "").replace(/(\.[a-z0-9]+)+$/i, "");
  return name === "" || name === "." || name === ".." ? "data" : name;
}
