/**
 * Readers of outcome files: formats in, the words of Holdfast out.
 *
 * @module
 */

export { type BindingRules, type BoundLog, bindLog, type KnownCheckpoint } from "./binding/bind-log.js";
export { boundLines } from "./binding/bound-lines.js";
export type { LogBinding, SaidFields } from "./binding/log-binding.js";
export { type MappingRule, parseMapping } from "./binding/mapping.js";
export {
  type ByteSource,
  bytesInMemory,
  bytesOfFile,
  type ReadableHandle,
} from "./bytes/byte-source.js";
export { CSV_COLUMNS, type CsvColumn } from "./csv-columns.js";
export {
  type EveryEvalEntry,
  everyEvalDocument,
  everyEvalRetrieved,
  type UnscoredSample,
} from "./every-eval-ever/every-eval-document.js";
export { everyEvalInstance } from "./every-eval-ever/every-eval-instance.js";
export { type EveryEvalPlace, everyEvalPlace } from "./every-eval-ever/every-eval-place.js";
export { locateFault } from "./locate-fault.js";
export type { EvalLog, LeftOut, LogOutcome, LogSays } from "./logs/eval-log.js";
export type { LogImporter, LogOptions, LogSource } from "./logs/log-importer.js";
export { LOG_IMPORTERS } from "./logs/log-importers.js";
export { findLogImporter, readLog } from "./logs/read-log.js";
export { type CroissantFiles, croissantFiles } from "./mixes/croissant/croissant-files.js";
export { croissantFaults, isCroissant, readCroissant } from "./mixes/croissant/read-croissant.js";
export {
  type CroissantAbout,
  type CroissantPart,
  writeCroissant,
} from "./mixes/croissant/write-croissant.js";
export { type EvalPrompts, readEvalPrompts } from "./mixes/distance/eval-prompts.js";
export {
  type DistanceData,
  type MeasuredDistance,
  measureDistance,
} from "./mixes/distance/measure-distance.js";
export type { EvalPrompt } from "./mixes/distance/prompt-set.js";
export { compareIngredients } from "./mixes/ingredients/compare-ingredients.js";
export { GatheredIngredients } from "./mixes/ingredients/gathered-ingredients.js";
export type { Scratch } from "./mixes/measure/digest-runs.js";
export {
  type MeasureRequest,
  type MeasureSurroundings,
  measureMix,
} from "./mixes/measure/measure-mix.js";
export type { MeasureSettings } from "./mixes/measure/measure-settings.js";
export type { MixFile } from "./mixes/measure/mix-file.js";
export { comparedText } from "./mixes/measure/part-builder.js";
export type { PartStore } from "./mixes/measure/part-store.js";
export { rowDigest } from "./mixes/measure/row-digest.js";
export {
  openTokenCounter,
  TOKEN_ENCODINGS,
  type TokenCounter,
  type TokenEncoding,
} from "./mixes/measure/token-counter.js";
export type { WithBytes } from "./mixes/measure/unit-runner.js";
export { MIN_HASH, MinHasher, SIGNATURE_BYTES, signatureLikeness } from "./mixes/near/min-hash.js";
export {
  NEAR_DUPLICATE_FROM,
  type NearDuplicateOptions,
  type NearDuplicates,
  nearDuplicates,
} from "./mixes/near/near-duplicates.js";
export { SignatureList } from "./mixes/near/signature-list.js";
export { overlapOfData } from "./mixes/overlap/overlap-of-data.js";
export { readTrainingRows } from "./mixes/rows/read-training-rows.js";
export type {
  RowContent,
  RowOptions,
  RowShape,
  ToolCall,
  ToolDefinition,
  TrainingRow,
  TrainingText,
} from "./mixes/rows/training-row.js";
export type { TrainingSource } from "./mixes/rows/training-source.js";
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
