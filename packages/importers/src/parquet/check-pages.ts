import type { Compressors, FileMetaData } from "hyparquet";
import type { ByteSource } from "../bytes/byte-source.js";
import { checkPageRuns, type DataPage, type PageLayout } from "./check-runs.js";

type Column = NonNullable<FileMetaData["row_groups"][number]["columns"][number]["meta_data"]>;

/** More than any header of a page takes, its statistics included. */
const HEADER_BYTES = 64 * 1024;

function isSize(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0;
}

/** The header of a page, by the numbers of its fields. */
type Fields = Readonly<Record<`field_${number}`, unknown>>;

/** What a header says of the second version of a page of data. @throws Error where its levels cannot be what it says */
function levelsOf(data: Fields, values: number, packed: number, unpacked: number): DataPage["levels"] {
  const [nulls, definition, repetition] = [data.field_2, data.field_5, data.field_6];
  if (!isSize(nulls) || nulls > values)
    throw new Error(`a page claims ${String(nulls)} nulls, and has ${values} values`);
  if (!isSize(definition) || !isSize(repetition) || definition + repetition > Math.min(packed, unpacked))
    throw new Error("the levels of a page reach beyond it");
  return { repetition, definition };
}

/**
 * How the levels of a column are packed.
 *
 * @param compressors what unpacks pages, by codec
 */
export async function pageLayout(
  { schema }: FileMetaData,
  column: Column,
  compressors: Compressors,
): Promise<PageLayout> {
  const { getMaxDefinitionLevel, getMaxRepetitionLevel, getSchemaPath } = await import(
    "hyparquet/src/schema.js"
  );
  const path = getSchemaPath(schema, column.path_in_schema);
  const unpack = compressors[column.codec];
  return {
    maxRepetition: getMaxRepetitionLevel(path),
    maxDefinition: getMaxDefinitionLevel(path),
    unpack: (packed, length) => (unpack === undefined ? packed : unpack(packed, length)),
  };
}

/**
 * Walks over the pages of a column before any of them is unpacked: what a page claims must fit into its column, since a
 * count that a flipped bit made is otherwise believed and filled, for minutes.
 *
 * @param pageBytes the most that one page may hold unpacked
 * @param layout null leaves the runs of values in the pages unlooked at
 * @throws Error where a page cannot be what it says
 */
export async function checkPages(
  bytes: ByteSource,
  column: Column,
  pageBytes: number,
  layout: PageLayout | null,
): Promise<void> {
  const { deserializeTCompactProtocol } = await import("hyparquet/src/thrift.js");
  const values = Number(column.num_values);
  let offset = Number(column.dictionary_page_offset ?? column.data_page_offset);
  const end = offset + Number(column.total_compressed_size);
  let seen = 0;
  while (offset < end && seen < values) {
    const head = await bytes.read(offset, Math.min(HEADER_BYTES, end - offset));
    const reader = { view: new DataView(head.buffer, head.byteOffset, head.byteLength), offset: 0 };
    const header = deserializeTCompactProtocol(reader);
    const [unpacked, packed]: unknown[] = [header.field_2, header.field_3];
    const data: unknown = header.field_5?.field_1 ?? header.field_8?.field_1;
    const entries: unknown = header.field_7?.field_1;
    if (!isSize(packed) || !isSize(unpacked) || offset + reader.offset + packed > end)
      throw new Error("a page reaches beyond its column");
    if (unpacked > pageBytes) throw new Error(`a page claims to hold ${unpacked} bytes`);
    if (data !== undefined && (!isSize(data) || data > values - seen))
      throw new Error(`a page claims ${String(data)} values, and its column has ${values}`);
    if (entries !== undefined && (!isSize(entries) || entries > values))
      throw new Error(`a dictionary claims ${String(entries)} values, and its column has ${values}`);
    if (isSize(data)) {
      const second: Fields | undefined = header.field_5 === undefined ? header.field_8 : undefined;
      const levels = second === undefined ? null : levelsOf(second, data, packed, unpacked);
      const encoding: unknown = second === undefined ? header.field_5?.field_2 : second.field_4;
      const isPacked = second?.field_7 !== false;
      if (layout !== null && isSize(encoding))
        checkPageRuns(
          await bytes.read(offset + reader.offset, packed),
          { values: data, encoding, levels, unpacked, isPacked },
          layout,
        );
      seen += data;
    }
    offset += reader.offset + packed;
  }
  if (seen !== values) throw new Error(`the pages of a column have ${seen} of its ${values} values`);
}
