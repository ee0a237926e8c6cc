import { rowBatches } from "./row-batches.js";
import type { RowOptions, TrainingRow } from "./training-row.js";
import type { TrainingSource } from "./training-source.js";

/**
 * The rows of a file of training data, in their order, as they are read: memory stays flat whatever its size. The format
 * is told by content and extension: JSONL, JSON, Parquet, plain text and Markdown; the first three and text also packed
 * by gzip or Zstandard.
 *
 * @throws HoldfastError with file and line for what cannot be read; a damaged file may have given rows before
 */
export async function* readTrainingRows(
  source: TrainingSource,
  options: RowOptions = {},
): AsyncGenerator<TrainingRow> {
  for await (const batch of rowBatches(source, options)) yield* batch;
}
