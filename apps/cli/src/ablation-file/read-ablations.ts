import { extname } from "node:path";
import { type Ablation, HoldfastError, isHoldfastError, parseAblation } from "@holdfast/core";
import { readCode } from "./read-code.js";
import { readDocuments } from "./read-documents.js";

/** One document of an ablation file, not yet parsed. */
export interface AblationDocument {
  readonly value: unknown;
  /** The 1-based line of a key of the document, where the format has lines. */
  readonly lineOf: (key: string) => number | undefined;
}

/** How files with an ending are read. Adding a format is one reader and its line here. */
const READERS: Readonly<
  Record<string, (path: string, shown: string) => Promise<readonly AblationDocument[]>>
> = {
  ".ts": readCode,
  ".mts": readCode,
  ".js": readCode,
  ".mjs": readCode,
  ".json": readDocuments,
  ".yaml": readDocuments,
  ".yml": readDocuments,
};

function parsed(document: AblationDocument, file: string): Ablation {
  try {
    return parseAblation(document.value);
  } catch (error) {
    if (!isHoldfastError(error)) throw error;
    const { key } = error.place;
    const line = key === undefined ? undefined : document.lineOf(key);
    throw error.at({ file, ...(line === undefined ? {} : { line }) });
  }
}

/**
 * The ablations of a file: TypeScript or JavaScript that exports them, JSON, or YAML.
 *
 * @param path absolute path
 * @param shown the path as it was given, for messages
 * @throws HoldfastError with file, line (where the format has lines) and key
 */
export async function readAblations(path: string, shown: string): Promise<readonly Ablation[]> {
  const read = READERS[extname(path).toLowerCase()];
  if (read === undefined) {
    throw new HoldfastError({
      code: "invalid-input",
      message: `ablation files do not end in \`${extname(path)}\`.`,
      place: { file: shown },
      remedy: `Write it as one of ${Object.keys(READERS).join(", ")}.`,
    });
  }
  return (await read(path, shown)).map((document) => parsed(document, shown));
}
