import { createHash } from "node:crypto";
import type { MeasuredFile } from "@holdfast/core";
import { type ByteSource, chunksOfBytes } from "../../bytes/byte-source.js";
import { findRowReader } from "../rows/row-batches.js";
import type { RowRange } from "../rows/row-reader.js";

/** A file to measure: where it is, and what people call it. */
export interface MixFile {
  readonly path: string;
  readonly file: string;
}

/** A file that was looked at: what it is, its bytes' hash, and the ranges in which it is measured. */
export interface PlannedFile extends Readonly<Omit<MeasuredFile, "rows">> {
  readonly path: string;
  /** Null where it is read from its beginning to its end only. */
  readonly ranges: readonly RowRange[] | null;
}

/** Bytes of a range: large enough that threads seldom wait, small enough that little is lost when they are stopped. */
const RANGE_BYTES = 8 * 1024 * 1024;

async function sha256Of(bytes: ByteSource): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of chunksOfBytes(bytes)) hash.update(chunk);
  return `sha256:${hash.digest("hex")}`;
}

/** @throws HoldfastError for an empty file and for one of no known format */
export async function planFile({ path, file }: MixFile, bytes: ByteSource): Promise<PlannedFile> {
  const { reader, isPacked } = await findRowReader({ file, bytes });
  const ranges = isPacked || reader.rangesOf === null ? null : await reader.rangesOf(bytes, RANGE_BYTES);
  return { path, file, format: reader.format, bytes: bytes.size, sha256: await sha256Of(bytes), ranges };
}

/** Line breaks before an offset. */
export async function linesBefore(bytes: ByteSource, offset: number): Promise<number> {
  let lines = 0;
  for await (const chunk of chunksOfBytes(bytes, 0, offset))
    for (let at = chunk.indexOf(0x0a); at !== -1; at = chunk.indexOf(0x0a, at + 1)) lines += 1;
  return lines;
}

/** Where the first line of a range stands: the range begins within the line before it. */
export async function linesUpTo(bytes: ByteSource, { start, linesBefore: known }: RowRange): Promise<number> {
  if (known !== null) return known;
  const before = await linesBefore(bytes, start - 1);
  // the line that the byte before the range belongs to ends in the range, or right before it
  return before + 1;
}
