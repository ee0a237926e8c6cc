import { extname } from "node:path";
import { type Ablation, HoldfastError, isHoldfastError, parseAblation } from "@holdfast/core";
import type { AblationDocument } from "./ablation-document.js";
import { readCode } from "./read-code.js";
import { readDocuments } from "./read-documents.js";

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

/** An ablation as a file has it. */
export interface AblationInFile {
  readonly ablation: Ablation;
  /** `retrospective: true` beside it: its outcomes were there before. It is no part of the ablation. */
  readonly isRetrospective: boolean;
}

function parsed({ value }: AblationDocument): AblationInFile {
  if (typeof value !== "object" || value === null || !("retrospective" in value))
    return { ablation: parseAblation(value), isRetrospective: false };
  const { retrospective, ...rest } = value;
  if (typeof retrospective === "boolean")
    return { ablation: parseAblation(rest), isRetrospective: retrospective };
  throw new HoldfastError({
    code: "invalid-input",
    message: "`retrospective` is true or false.",
    place: { key: "retrospective" },
    remedy: "Write true where the outcomes were there before the ablation.",
  });
}

function located(document: AblationDocument, file: string): AblationInFile {
  try {
    return parsed(document);
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
export async function readAblationFile(path: string, shown: string): Promise<readonly AblationInFile[]> {
  const read = READERS[extname(path).toLowerCase()];
  if (read === undefined) {
    throw new HoldfastError({
      code: "invalid-input",
      message: `ablation files do not end in \`${extname(path)}\`.`,
      place: { file: shown },
      remedy: `Write it as one of ${Object.keys(READERS).join(", ")}.`,
    });
  }
  return (await read(path, shown)).map((document) => located(document, shown));
}

/** The ablations of a file alone: see {@link readAblationFile}. */
export async function readAblations(path: string, shown: string): Promise<readonly Ablation[]> {
  return (await readAblationFile(path, shown)).map(({ ablation }) => ablation);
}
