import type { ErrorPlace } from "@holdfast/core";
import type { OutcomeSource } from "./outcome-source.js";

/** The place of a fault in a source; the file is left out where the source has none. */
export function placeOf(source: Pick<OutcomeSource, "file">, line: number, key?: string): ErrorPlace {
  return {
    ...(source.file === undefined ? {} : { file: source.file }),
    line,
    ...(key === undefined || key === "" ? {} : { key }),
  };
}
