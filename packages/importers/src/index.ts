/**
 * Readers of outcome files: formats in, the words of Holdfast out.
 *
 * @module
 */

export { CSV_COLUMNS, type CsvColumn } from "./csv-columns.js";
export { locateFault } from "./locate-fault.js";
export {
  DEFAULT_READ_LIMITS,
  type LocatedLine,
  type OutcomeReader,
  type ReadLimits,
} from "./outcome-reader.js";
export { OUTCOME_READERS } from "./outcome-readers.js";
export type { OutcomeSource } from "./outcome-source.js";
export { readOutcomeLines } from "./read-outcome-lines.js";
export { readSpool, type SpoolEntry } from "./read-spool.js";
