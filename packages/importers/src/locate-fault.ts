import { HoldfastError } from "@holdfast/core";
import { columnOfKey } from "./csv-columns.js";
import type { LocatedLine } from "./outcome-reader.js";
import type { OutcomeSource } from "./outcome-source.js";

/**
 * A fault of an outcome line, told where its author can see it: file and line, and where rows were gathered
 * into the line, the row and column behind the key.
 */
export function locateFault(
  error: HoldfastError,
  located: Pick<LocatedLine, "line" | "rows" | "tabular">,
  source: Pick<OutcomeSource, "file">,
): HoldfastError {
  const { key } = error.place;
  const index = key === undefined ? undefined : /^samples\..*\[(\d+)\]$/.exec(key)?.[1];
  const line = located.rows?.[Number(index ?? 0)] ?? located.line;
  return new HoldfastError({
    code: error.code,
    message: error.message,
    place: {
      ...(source.file === undefined ? {} : { file: source.file }),
      line,
      ...(key === undefined ? {} : { key: located.tabular ? columnOfKey(key) : key }),
    },
    remedy: error.remedy,
    cause: error.cause,
  });
}
