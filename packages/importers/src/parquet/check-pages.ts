import type { FileMetaData } from "hyparquet";
import type { ByteSource } from "../bytes/byte-source.js";

type Column = NonNullable<FileMetaData["row_groups"][number]["columns"][number]["meta_data"]>;

/** More than any header of a page takes, its statistics included. */
const HEADER_BYTES = 64 * 1024;

function isSize(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0;
}

/**
 * Walks over the pages of a column before any of them is unpacked: what a page claims must fit into its column, since a
 * count that a flipped bit made is otherwise believed and filled, for minutes.
 *
 * @param pageBytes the most that one page may hold unpacked
 * @throws Error where a page cannot be what it says
 */
export async function checkPages(bytes: ByteSource, column: Column, pageBytes: number): Promise<void> {
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
    seen += isSize(data) ? data : 0;
    offset += reader.offset + packed;
  }
  if (seen !== values) throw new Error(`the pages of a column have ${seen} of its ${values} values`);
}
