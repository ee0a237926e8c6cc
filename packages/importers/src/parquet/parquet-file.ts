import { HoldfastError, isHoldfastError } from "@holdfast/core";
import type { FileMetaData, SchemaTree } from "hyparquet";
import type { ByteSource } from "../bytes/byte-source.js";
import { asyncBufferOf } from "./async-buffer.js";
import { checkPages, pageLayout } from "./check-pages.js";
import { PAGE_BYTES, pageUnpackers } from "./page-unpackers.js";

const MEBIBYTE = 1024 * 1024;
/** The most that the read columns of one row group may hold unpacked, since they are held at once. */
const GROUP_BYTES = 1024 * MEBIBYTE;
/** The most rows that a byte of a file may stand for: equal values are packed well, but samples have ids of their own. */
const ROWS_A_BYTE = 1024;
/** The longest directory at the end of a file that is read. */
const FOOTER_BYTES = 256 * MEBIBYTE;

export const PARQUET_MAGIC = "PAR1";

/** A Parquet file that is open. */
export interface ParquetFile {
  /** The names of its columns at the root. */
  readonly columns: readonly string[];
  readonly rowCount: number;
  /** The values of these columns, a row group at a time, each row in the order of `columns`; and its first row, from 1. */
  readonly groups: (
    columns: readonly string[],
  ) => AsyncGenerator<{ readonly first: number; readonly rows: readonly (readonly unknown[])[] }>;
}

function refuse(message: string, remedy: string, cause?: unknown): HoldfastError {
  return new HoldfastError({ code: "invalid-input", message, remedy, cause });
}

function tooLarge(message: string): HoldfastError {
  return new HoldfastError({ code: "too-large", message, remedy: "Write it with smaller row groups." });
}

function damaged(cause: unknown): HoldfastError {
  if (isHoldfastError(cause)) return cause;
  const why = cause instanceof Error ? cause.message : "it is damaged";
  return refuse(
    `the Parquet file cannot be read: ${why}.`,
    "Copy it again from where it was written.",
    cause,
  );
}

async function directoryOf(bytes: ByteSource): Promise<FileMetaData> {
  const { parquetMetadataAsync } = await import("hyparquet");
  const tail = await bytes.read(Math.max(0, bytes.size - 8), 8);
  if (bytes.size < 12 || tail.toString("latin1", 4) !== PARQUET_MAGIC)
    throw refuse(
      "the Parquet file is cut off: its end is missing.",
      "Copy it again from where it was written.",
    );
  if (tail.readUInt32LE(0) > FOOTER_BYTES)
    throw tooLarge("the directory of the Parquet file is beyond 256 MiB.");
  return parquetMetadataAsync(asyncBufferOf(bytes)).catch((error: unknown) => {
    throw damaged(error);
  });
}

/** The names at the root. @throws HoldfastError `invalid-input` where the directory contradicts itself */
function columnsOf(
  metadata: FileMetaData,
  schemaOf: (metadata: FileMetaData) => SchemaTree,
): readonly string[] {
  try {
    return schemaOf(metadata).children.map(({ element }) => element.name);
  } catch (error) {
    throw damaged(error);
  }
}

/**
 * Refuses what a directory cannot truly say: a flipped bit would otherwise be taken for a count of rows, and filled.
 *
 * @throws HoldfastError `invalid-input` or `too-large`
 */
function checkGroup(
  { columns, num_rows }: FileMetaData["row_groups"][number],
  wanted: ReadonlySet<string>,
  bytes: ByteSource,
): void {
  const rows = Number(num_rows);
  if (!(rows >= 0) || rows > ROWS_A_BYTE * Math.max(bytes.size, 1024))
    throw tooLarge(`a row group claims ${rows} rows.`);
  let size = 0;
  for (const { meta_data } of columns) {
    if (!wanted.has(meta_data?.path_in_schema[0] ?? "")) continue;
    const [values, packed] = [
      Number(meta_data?.num_values ?? 0),
      Number(meta_data?.total_compressed_size ?? 0),
    ];
    const unpacked = Number(meta_data?.total_uncompressed_size ?? 0);
    const start = Number(meta_data?.dictionary_page_offset ?? meta_data?.data_page_offset ?? 0);
    if (values < rows || values > ROWS_A_BYTE * Math.max(bytes.size, 1024))
      throw damaged(new Error(`a column of ${rows} rows claims ${values} values`));
    if (!(packed >= 0 && unpacked >= 0 && start >= 0 && start + packed <= bytes.size))
      throw damaged(new Error("a column lies beyond the end of the file"));
    size += unpacked;
  }
  if (size > GROUP_BYTES)
    throw tooLarge(`a row group holds ${size} bytes unpacked, and at most 1 GiB is read.`);
}

/**
 * Opens a Parquet file: its directory is read, of its data nothing yet.
 *
 * @throws HoldfastError `invalid-input` where it is damaged, `too-large` where it claims to be larger than is held
 */
export async function openParquet(bytes: ByteSource): Promise<ParquetFile> {
  const metadata = await directoryOf(bytes);
  const { parquetReadObjects, parquetSchema } = await import("hyparquet");
  const file = asyncBufferOf(bytes);
  return {
    columns: columnsOf(metadata, parquetSchema),
    rowCount: Number(metadata.num_rows),
    async *groups(columns) {
      const compressors = await pageUnpackers(tooLarge);
      const wanted = new Set(columns);
      let first = 0;
      for (const group of metadata.row_groups) {
        checkGroup(group, wanted, bytes);
        for (const { meta_data } of group.columns)
          if (meta_data !== undefined && wanted.has(meta_data.path_in_schema[0] ?? ""))
            await pageLayout(metadata, meta_data, compressors)
              .then((layout) => checkPages(bytes, meta_data, PAGE_BYTES, layout))
              .catch((error: unknown) => {
                throw damaged(error);
              });
        const last = first + Number(group.num_rows);
        const records = await parquetReadObjects({
          ...{ file, metadata, compressors, rowStart: first, rowEnd: last },
          columns: [...wanted],
        }).catch((error: unknown) => {
          throw damaged(error);
        });
        yield { first: first + 1, rows: records.map((record) => columns.map((name) => record[name])) };
        first = last;
      }
    },
  };
}
