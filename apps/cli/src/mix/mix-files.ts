import { basename } from "node:path";
import { HoldfastError } from "@holdfast/core";
import { type LogFile, logFiles } from "../import/log-files.js";
import { croissantIn, filesOfCroissant } from "./files-of-croissant.js";

const DATA = /\.(jsonl|ndjson|json|parquet)(\.gz|\.zst)?$/i;
const TEXT = /\.(txt|text|md|markdown)(\.gz|\.zst)?$/i;

/** Files of training data, and those of the folders that were passed over. */
export interface MixFiles {
  readonly files: readonly LogFile[];
  readonly passedOver: readonly string[];
}

/** Files as they are, but for documents of Croissant: one that is named gives its data, one in a folder is passed over. */
async function withoutCroissant(all: readonly LogFile[]): Promise<MixFiles> {
  const files = new Map<string, LogFile>();
  const passedOver: string[] = [];
  for (const file of all) {
    const document = await croissantIn(file);
    const data = document === null ? [file] : file.isNamed ? await filesOfCroissant(file, document) : [];
    if (document !== null && !file.isNamed) passedOver.push(file.shown);
    for (const each of data) if (!files.has(each.path)) files.set(each.path, each);
  }
  return { files: [...files.values()], passedOver };
}

/**
 * What is named, and what of the folders that are named is data: rows where there are any, else documents. A README beside
 * rows is no training data unless it is named itself. A document of Croissant that is named stands for the files it names.
 *
 * @throws HoldfastError `not-found`, or `invalid-input` where there is nothing to read
 */
export async function mixFiles(given: readonly string[], cwd: string): Promise<MixFiles> {
  const { files: all, passedOver } = await withoutCroissant(await logFiles(given, cwd));
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
  const others = all.filter((file) => !isData(file)).map(({ shown }) => shown);
  return { files, passedOver: [...passedOver, ...others] };
}

/** What a data set is called that nobody named: its folder or file. */
export function datasetName(given: readonly string[]): string {
  const name = basename(given[0] ?? "").replace(/(\.[a-z0-9]+)+$/i, "");
  return name === "" || name === "." || name === ".." ? "data" : name;
}
