import { createHash } from "node:crypto";
import { HoldfastError, parseWith } from "@holdfast/core";
import {
  ARCHIVE_FORMAT,
  ArchiveEndSchema,
  ArchiveHeaderSchema,
  type ArchiveLine,
  ArchiveLineSchema,
  READABLE_FORMATS,
} from "./archive-format.js";

function parseJson(text: string, line: number): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new HoldfastError({
      code: "invalid-input",
      message: "the line is not whole JSON.",
      place: { line },
      remedy: "The archive was cut or changed; export it again.",
      cause,
    });
  }
}

function checkHeader(value: unknown): string {
  const { format, ablation } = parseWith(ArchiveHeaderSchema, value, "header of a Holdfast archive", {
    line: 1,
  });
  if (READABLE_FORMATS.includes(format)) return ablation;
  const ours = /^holdfast-archive\/\d+$/.test(format);
  throw new HoldfastError({
    code: ours ? "newer-format" : "invalid-input",
    message: ours
      ? `the archive is in the format ${format}, and this version reads up to ${ARCHIVE_FORMAT}.`
      : `\`${format}\` is not a format of an archive.`,
    place: { line: 1, key: "format" },
    remedy: ours
      ? "Restore it with the version of Holdfast that wrote it, or a newer one."
      : "Name a file that `holdfast export` wrote.",
  });
}

function isEnd(value: unknown): boolean {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "end";
}

/** A line of an archive, and where it stands. */
export interface PlacedLine {
  readonly line: number;
  readonly value: ArchiveLine;
}

/**
 * The lines of an archive, checked one by one; that all of them came is known only when the iteration ends.
 *
 * @param onIdentity told the ablation that the archive is of, before the first line
 * @throws HoldfastError `invalid-input` with the line, `newer-format`
 */
export async function* readArchive(
  lines: AsyncIterable<string>,
  onIdentity: (identity: string) => void,
): AsyncGenerator<PlacedLine> {
  const hash = createHash("sha256");
  let [line, ended] = [0, false];
  for await (const given of lines) {
    const text = given.replace(/\r?\n$/, "");
    if (text === "") continue;
    line += 1;
    const refuse = (message: string) =>
      new HoldfastError({
        code: "invalid-input",
        message,
        place: { line },
        remedy: "The archive was cut or changed; export it again.",
      });
    if (ended) throw refuse("something follows the last line of the archive.");
    const value = parseJson(text, line);
    if (line === 1) onIdentity(checkHeader(value));
    else if (isEnd(value)) {
      const end = parseWith(ArchiveEndSchema, value, "last line of an archive", { line });
      if (end.lines !== line - 1) throw refuse(`the archive has ${line - 1} lines, and says ${end.lines}.`);
      if (end.sha256 !== hash.digest("hex")) throw refuse("the archive does not match its checksum.");
      ended = true;
      continue;
    } else yield { line, value: parseWith(ArchiveLineSchema, value, "line of an archive", { line }) };
    hash.update(`${text}\n`);
  }
  if (ended) return;
  throw new HoldfastError({
    code: "invalid-input",
    message:
      line === 0 ? "the archive is empty." : `the archive ends after line ${line}, before its last line.`,
    place: { line },
    remedy: "The archive was cut; export it again.",
  });
}
