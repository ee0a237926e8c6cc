import { HoldfastError, isHoldfastError, keyOf } from "@holdfast/core";
import { findJsonFault } from "./json-fault.js";
import type { OutcomeReader } from "./outcome-reader.js";
import type { OutcomeSource } from "./outcome-source.js";
import { parseOutcomeLine } from "./parse-outcome-line.js";
import { placeOf } from "./place-of.js";
import { type TextLine, textLines } from "./text-lines.js";

const NOT_A_NUMBER = /^[-+]?(nan|inf|infinity|none|null|undefined|na)$/i;

function notUtf8(source: OutcomeSource, { line, text, invalidAt }: TextLine): HoldfastError {
  const fault = findJsonFault(text, invalidAt ?? 0);
  return new HoldfastError({
    code: "invalid-input",
    message: "the line is not valid UTF-8.",
    place: placeOf(source, line, keyOf(fault?.path ?? [])),
    remedy: "Write the file as UTF-8, for example with: iconv -f LATIN1 -t UTF-8 FILE.",
  });
}

function notJson(source: OutcomeSource, { line, text, ended }: TextLine, cause: unknown): HoldfastError {
  const fault = findJsonFault(text);
  const place = placeOf(source, line, keyOf(fault?.path ?? []));
  const of = (message: string, remedy: string) =>
    new HoldfastError({ code: "invalid-input", message, place, remedy, cause });
  if (fault?.kind === "ends" && !ended)
    return of("the last line ends in the middle.", "The file was cut off: write or copy it again.");
  if (fault?.kind === "ends")
    return of(
      "the line ends in the middle of its JSON.",
      "Write one whole outcome a line (jq -c . FILE does that).",
    );
  const found = fault?.found ?? "";
  if (NOT_A_NUMBER.test(found))
    return of(`JSON has no ${found}.`, "Write null for a sample that has no score, or leave the key out.");
  return of(`this is not JSON: \`${found}\` is not expected here.`, "Write one outcome a line as JSON.");
}

function overflow(source: OutcomeSource, { line, text }: TextLine): HoldfastError | undefined {
  const fault = findJsonFault(text);
  if (fault?.kind !== "overflow") return undefined;
  return new HoldfastError({
    code: "invalid-input",
    message: `${fault.found} is beyond the largest number there is.`,
    place: placeOf(source, line, keyOf(fault.path)),
    remedy: "Write a finite number, or null for a sample that has no score.",
  });
}

/** NDJSON: one outcome a line, as core's OutcomeLineSchema describes it. Empty lines are passed over. */
export const ndjsonReader: OutcomeReader = {
  format: "ndjson",
  looks: "NDJSON: each line an object that begins with {",
  recognises: (head) => head.startsWith("{"),
  async *read(source, limits) {
    for await (const textLine of textLines(source, limits.lineBytes)) {
      if (textLine.invalidAt !== null) throw notUtf8(source, textLine);
      if (textLine.text.trim() === "") continue;
      let decoded: unknown;
      try {
        decoded = JSON.parse(textLine.text);
      } catch (error) {
        throw overflow(source, textLine) ?? notJson(source, textLine, error);
      }
      try {
        yield { line: textLine.line, value: parseOutcomeLine(decoded), rows: null, tabular: false };
      } catch (error) {
        if (!isHoldfastError(error)) throw error;
        throw overflow(source, textLine) ?? error.at(placeOf(source, textLine.line));
      }
    }
  },
};
