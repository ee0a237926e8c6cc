/**
 * Readers of outcome files: formats in, the words of Holdfast out.
 *
 * @module
 */

export { type BindingRules, type BoundLog, bindLog, type KnownCheckpoint } from "./binding/bind-log.js";
export { boundLines } from "./binding/bound-lines.js";
export type { LogBinding } from "./binding/log-binding.js";
export { type MappingRule, parseMapping } from "./binding/mapping.js";
export {
  type ByteSource,
  bytesInMemory,
  bytesOfFile,
  type ReadableHandle,
} from "./bytes/byte-source.js";
export { CSV_COLUMNS, type CsvColumn } from "./csv-columns.js";
export { locateFault } from "./locate-fault.js";
export type { EvalLog, LeftOut, LogOutcome, LogSays } from "./logs/eval-log.js";
export type { LogImporter, LogOptions, LogSource } from "./logs/log-importer.js";
export { LOG_IMPORTERS } from "./logs/log-importers.js";
export { findLogImporter, readLog } from "./logs/read-log.js";
export {
  DEFAULT_READ_LIMITS,
  type LocatedLine,
  type OutcomeReader,
  type ReadLimits,
} from "./outcome-reader.js";
export { OUTCOME_READERS } from "./outcome-readers.js";
export type { OutcomeSource } from "./outcome-source.js";
export { parseOutcomeLine } from "./parse-outcome-line.js";
export { readOutcomeLines } from "./read-outcome-lines.js";
export { readSpool, type SpoolEntry } from "./read-spool.js";
