import { isHoldfastError } from "@holdfast/core";
import { documentRows } from "./document-rows.js";
import { jsonRows } from "./json-rows.js";
import { jsonlRows } from "./jsonl-rows.js";
import { parquetRows } from "./parquet-rows.js";
import { rowFault } from "./row-fault.js";
import type { FileLook, RowReader } from "./row-reader.js";
import type { RowOptions, TrainingRow } from "./training-row.js";
import type { TrainingSource } from "./training-source.js";
import { packingOf, unpackedChunks } from "./unpacked-chunks.js";

/** Every format, the first that recognises a file reads it. A new one is a file here and its line. */
const READERS: readonly RowReader[] = [parquetRows, jsonlRows, jsonRows, documentRows];

const LOOKED_AT = 64 * 1024;

/** Who reads a file, and whether it is packed, so that it is read from its beginning to its end only. */
export interface FoundReader {
  readonly reader: RowReader;
  readonly isPacked: boolean;
}

async function lookAt({ file, bytes }: TrainingSource): Promise<FileLook> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of unpackedChunks(bytes)) {
    parts.push(chunk);
    size += chunk.length;
    if (size > LOOKED_AT) break;
  }
  const name = file.toLowerCase().replace(/\.(gz|zst)$/, "");
  const extension = /\.([a-z0-9]+)$/.exec(name)?.[1] ?? "";
  return { head: Buffer.concat(parts).subarray(0, LOOKED_AT), isAll: size <= LOOKED_AT, extension };
}

/** Who reads a file. @throws HoldfastError `invalid-input` for an empty file and for one of no known format */
export async function findRowReader(source: TrainingSource): Promise<FoundReader> {
  const { file } = source;
  try {
    const look = await lookAt(source);
    if (look.head.length === 0)
      throw rowFault("the file is empty.", "Leave it out, or write it again.", { file });
    const isPacked = packingOf(await source.bytes.read(0, 4)) !== null;
    const reader = READERS.find(({ recognises }) => recognises(look));
    if (reader === undefined)
      throw rowFault(
        "this is no training data that is known here.",
        "JSONL, JSON, Parquet, plain text and Markdown are read, also packed by gzip or Zstandard.",
        { file },
      );
    if (isPacked && reader === parquetRows)
      throw rowFault("a Parquet file is read unpacked only.", "Unpack it: its pages are packed already.", {
        file,
      });
    return { reader, isPacked };
  } catch (error) {
    throw isHoldfastError(error) ? error.at({ file }) : error;
  }
}

/** The rows of a file in batches, as they are read. @throws HoldfastError with the file */
export async function* rowBatches(
  source: TrainingSource,
  options: RowOptions,
): AsyncGenerator<readonly TrainingRow[]> {
  const { reader } = await findRowReader(source);
  try {
    for await (const batch of reader.read(source, options)) if (batch.length > 0) yield batch;
  } catch (error) {
    throw isHoldfastError(error) ? error.at({ file: source.file }) : error;
  }
}
