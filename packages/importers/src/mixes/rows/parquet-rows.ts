import { type HoldfastError, isHoldfastError } from "@holdfast/core";
import type { FileMetaData } from "hyparquet";
import type { ByteSource } from "../../bytes/byte-source.js";
import { asyncBufferOf } from "../../parquet/async-buffer.js";
import { checkPages, pageLayout } from "../../parquet/check-pages.js";
import { PAGE_BYTES, pageUnpackers } from "../../parquet/page-unpackers.js";
import { rowFault } from "./row-fault.js";
import { rowOfRecord } from "./row-of-record.js";
import { type RowRange, type RowReader, rowAt } from "./row-reader.js";

/** The most that one row group may hold unpacked, since it is held whole: 1 GiB. */
const GROUP_BYTES = 1024 ** 3;
/** The longest directory at the end of a file that is read: 256 MiB. */
const FOOTER_BYTES = 256 * 1024 * 1024;
const MAGIC = "PAR1";

function tooLarge(message: string): Error {
  return rowFault(message, "Write it with smaller row groups.", { code: "too-large" });
}

const decoder = new TextDecoder("utf-8", { fatal: true });

/** Bytes that are no text, such as an image or invalid UTF-8, stay bytes, and so are no text of a row. */
const parsers = {
  stringFromBytes: (bytes: Uint8Array | undefined): string | Uint8Array | undefined => {
    try {
      return bytes === undefined ? undefined : decoder.decode(bytes);
    } catch {
      return bytes;
    }
  },
};

function damaged(cause: unknown): HoldfastError {
  if (isHoldfastError(cause)) return cause;
  return rowFault(
    `the Parquet file cannot be read: ${cause instanceof Error ? cause.message : "it is damaged"}.`,
    "Copy it again from where it was written.",
    { cause },
  );
}

/** The directory of a Parquet file. @throws HoldfastError `invalid-input` for a damaged one, `too-large` */
export async function parquetDirectory(bytes: ByteSource): Promise<FileMetaData> {
  const { parquetMetadataAsync } = await import("hyparquet");
  const tail = await bytes.read(Math.max(0, bytes.size - 8), 8);
  if (tail.length < 8 || tail.toString("latin1", 4) !== MAGIC)
    throw rowFault(
      "the Parquet file is cut off: its end is missing.",
      "Copy it again from where it was written.",
    );
  if (tail.readUInt32LE(0) > FOOTER_BYTES)
    throw tooLarge("the directory of the Parquet file is beyond 256 MiB.");
  try {
    return await parquetMetadataAsync(asyncBufferOf(bytes));
  } catch (error) {
    throw damaged(error);
  }
}

function checkGroup(group: FileMetaData["row_groups"][number], bytes: ByteSource): void {
  const size = group.columns.reduce(
    (sum, { meta_data }) => sum + Number(meta_data?.total_uncompressed_size ?? 0),
    0,
  );
  if (size > GROUP_BYTES)
    throw tooLarge(`a row group holds ${size} bytes unpacked, and at most 1 GiB is read.`);
  if (Number(group.num_rows) > 64 * 1024 * 1024 || Number(group.num_rows) > 1024 * Math.max(bytes.size, 1024))
    throw tooLarge(`a row group claims ${group.num_rows} rows.`);
}

/** Row groups in their order, so many together that they come to about as many bytes as were asked for. */
function groupRanges({ row_groups }: FileMetaData, size: number, about: number): RowRange[] {
  const ranges: RowRange[] = [];
  let [start, bytes, rows, before] = [0, 0, 0, 0];
  for (const [index, group] of row_groups.entries()) {
    bytes += Number(group.total_compressed_size ?? size / row_groups.length);
    rows += Number(group.num_rows);
    if (bytes < about && index + 1 < row_groups.length) continue;
    ranges.push({ start, end: index + 1, bytes, linesBefore: before });
    [start, bytes, before, rows] = [index + 1, 0, before + rows, 0];
  }
  return ranges;
}

/** Parquet, a row group at a time. */
export const parquetRows: RowReader = {
  format: "parquet",
  recognises: ({ head, extension }) => head.toString("latin1", 0, 4) === MAGIC || extension === "parquet",
  rangesOf: async (bytes, about) => groupRanges(await parquetDirectory(bytes), bytes.size, about),
  async *read(source, options) {
    const { parquetReadObjects } = await import("hyparquet");
    const metadata = await parquetDirectory(source.bytes);
    const [file, compressors] = [asyncBufferOf(source.bytes), await pageUnpackers(tooLarge)];
    const { start, end } = options.range ?? { start: 0, end: metadata.row_groups.length };
    let first = 0;
    for (const [index, group] of metadata.row_groups.entries()) {
      const last = first + Number(group.num_rows);
      const isWanted = index >= start && index < end;
      if (isWanted) {
        checkGroup(group, source.bytes);
        for (const { meta_data } of group.columns)
          if (meta_data !== undefined)
            await pageLayout(metadata, meta_data, compressors)
              .then((layout) => checkPages(source.bytes, meta_data, PAGE_BYTES, layout))
              .catch((error: unknown) => {
                throw damaged(error);
              });
        const records = await parquetReadObjects({
          ...{ file, metadata, compressors, parsers, rowStart: first, rowEnd: last },
        }).catch((error: unknown) => {
          throw damaged(error);
        });
        const from = options.range === undefined ? first : 0;
        yield records.flatMap((record, at) => {
          const row = rowAt(source, from + at + 1, options, () => rowOfRecord(record, options.reasonsKey));
          return row === undefined ? [] : [row];
        });
      }
      first = last;
    }
  },
};
