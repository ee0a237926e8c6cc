import { describeError, isHoldfastError } from "@holdfast/core";
import { bytesInMemory } from "../bytes/byte-source.js";
import { readTrainingRows } from "../mixes/rows/read-training-rows.js";
import type { RowOptions, TrainingRow } from "../mixes/rows/training-row.js";

/** The rows of a text (or bytes) as a file of that name. */
export async function readRows(
  content: string | Uint8Array,
  file = "data.jsonl",
  options: RowOptions = {},
): Promise<TrainingRow[]> {
  const bytes = bytesInMemory(typeof content === "string" ? Buffer.from(content) : content);
  const rows: TrainingRow[] = [];
  for await (const row of readTrainingRows({ file, bytes }, options)) rows.push(row);
  return rows;
}

/** Records as JSONL. */
export function jsonLines(...records: readonly unknown[]): string {
  return records.map((record) => JSON.stringify(record)).join("\n");
}

/** The code of the error that reading gives, and the error as people see it. */
export async function rowsRefusal(content: string | Uint8Array, file = "data.jsonl"): Promise<string> {
  try {
    await readRows(content, file);
  } catch (error) {
    if (isHoldfastError(error)) return `${error.code} ${describeError(error)}`;
    throw error;
  }
  throw new Error("it was accepted");
}
