import { decodeSpoolLine, HoldfastError, SPOOL_VERSION, type SpoolLine } from "@holdfast/core";
import { DEFAULT_READ_LIMITS } from "./outcome-reader.js";
import type { OutcomeSource } from "./outcome-source.js";
import { placeOf } from "./place-of.js";
import { textLines } from "./text-lines.js";

/** One line of a segment: a record, a line that is damaged, or the rest of one that was cut off. */
export type SpoolEntry =
  | { readonly is: "record"; readonly line: number; readonly record: SpoolLine }
  | { readonly is: "damaged"; readonly line: number; readonly text: string }
  | { readonly is: "cut"; readonly line: number };

/**
 * Reads a segment of a spool, as the recorders of Python and TypeScript write it. A last line without its newline was
 * being written when its process ended, and is no fault.
 *
 * @throws HoldfastError `newer-format` where its first line names another version, `too-large` for an endless line
 */
export async function* readSpool(source: OutcomeSource): AsyncGenerator<SpoolEntry> {
  for await (const { line, text, ended, invalidAt } of textLines(source, DEFAULT_READ_LIMITS.lineBytes)) {
    if (!ended) {
      yield { is: "cut", line };
      continue;
    }
    const record = invalidAt === null ? decodeSpoolLine(text) : undefined;
    if (record?.kind === "spool" && record.subject !== SPOOL_VERSION)
      throw new HoldfastError({
        code: "newer-format",
        message: `the spool is of version ${record.subject}, and this Holdfast reads version ${SPOOL_VERSION}.`,
        place: placeOf(source, line),
        remedy: "Replay it with the version of Holdfast that its recorder belongs to.",
      });
    yield record === undefined ? { is: "damaged", line, text } : { is: "record", line, record };
  }
}
