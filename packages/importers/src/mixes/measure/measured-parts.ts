import { rowBatches } from "../rows/row-batches.js";
import type { RowOptions } from "../rows/training-row.js";
import type { TrainingSource } from "../rows/training-source.js";
import type { MeasureSettings } from "./measure-settings.js";
import type { MeasuredPart } from "./measured-part.js";
import { PartBuilder } from "./part-builder.js";
import type { TokenCounter } from "./token-counter.js";

/** Rows of a part, where a file cannot be read in ranges: about 6 MiB of what is kept. */
const PART_ROWS = 32 * 1024;

/**
 * What is measured of a file, or of a range of it, part by part; a range is one part. Rows that cannot be read are counted
 * in the part.
 *
 * @throws HoldfastError for a file that is damaged: what came before is then worth nothing
 */
export async function* measuredParts(
  source: TrainingSource,
  range: RowOptions["range"],
  settings: MeasureSettings,
  counter: TokenCounter | null,
): AsyncGenerator<MeasuredPart> {
  const builder = new PartBuilder(settings, counter);
  const options: RowOptions = {
    leaveOut: (fault) => builder.leaveOut(fault),
    range,
    reasonsKey: settings.reasonsKey ?? undefined,
  };
  for await (const rows of rowBatches(source, options)) {
    for (const row of rows) builder.add(row);
    if (range === undefined && builder.rows >= PART_ROWS) yield builder.take();
  }
  yield builder.take();
}
