import type { ByteSource } from "../bytes/byte-source.js";
import { COPY_AGAIN, zipFault } from "./zip-fault.js";

/** One member of a zip archive, as the central directory states it. Its name is text, and never a path to write to. */
export interface ZipMember {
  readonly name: string;
  /** 0 stored, 8 deflate, 93 zstd. */
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly crc32: number;
  readonly compressedSize: number;
  readonly size: number;
  /** Where its local header begins. */
  readonly offset: number;
}

/** Members by name. Where a name is there twice, the later entry counts. */
export type ZipDirectory = ReadonlyMap<string, ZipMember>;

const END = 0x06054b50;
const END_BYTES = 22;
const LONGEST_COMMENT = 0xffff;
const LOCATOR_64 = 0x07064b50;
const LOCATOR_64_BYTES = 20;
const END_64 = 0x06064b50;
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;
const LARGEST_DIRECTORY = 256 * 1024 * 1024;

interface Extent {
  readonly offset: number;
  readonly size: number;
  readonly entries: number;
}

function cutOff(): Error {
  return zipFault(
    "the zip archive is cut off: its directory, which stands at the end, is not there.",
    COPY_AGAIN,
  );
}

function damaged(what: string): Error {
  return zipFault(`the zip archive is damaged: ${what}.`, COPY_AGAIN);
}

function number64(bytes: Buffer, at: number): number {
  const value = Number(bytes.readBigUInt64LE(at));
  if (!Number.isSafeInteger(value)) throw damaged("a size in it is beyond every file");
  return value;
}

function endAt(tail: Buffer): number {
  for (let at = tail.length - END_BYTES; at >= 0; at -= 1)
    if (tail.readUInt32LE(at) === END && at + END_BYTES + tail.readUInt16LE(at + 20) <= tail.length)
      return at;
  return -1;
}

async function extent64(source: ByteSource, locator: Buffer): Promise<Extent> {
  const end = await source.read(number64(locator, 8), 56);
  if (end.length < 56 || end.readUInt32LE(0) !== END_64)
    throw damaged("its zip64 directory is not where it should be");
  return { entries: number64(end, 32), size: number64(end, 40), offset: number64(end, 48) };
}

async function findExtent(source: ByteSource): Promise<Extent> {
  const length = Math.min(source.size, END_BYTES + LONGEST_COMMENT + LOCATOR_64_BYTES);
  const tail = await source.read(source.size - length, length);
  const at = endAt(tail);
  if (at === -1) throw cutOff();
  const before = at - LOCATOR_64_BYTES;
  if (before >= 0 && tail.readUInt32LE(before) === LOCATOR_64)
    return extent64(source, tail.subarray(before, at));
  if (tail.readUInt16LE(at + 4) !== 0) throw damaged("it is one part of several");
  return {
    entries: tail.readUInt16LE(at + 10),
    size: tail.readUInt32LE(at + 12),
    offset: tail.readUInt32LE(at + 16),
  };
}

/** Sizes and offset that did not fit 32 bits stand in the extra field 1, in this order. */
function wide(bytes: Buffer, extra: Buffer): { size: number; compressedSize: number; offset: number } {
  const [size, compressedSize, offset] = [
    bytes.readUInt32LE(24),
    bytes.readUInt32LE(20),
    bytes.readUInt32LE(42),
  ];
  let values: Buffer = Buffer.alloc(0);
  for (let at = 0; at + 4 <= extra.length; ) {
    const length = extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === 1) values = extra.subarray(at + 4, at + 4 + length);
    at += 4 + length;
  }
  let used = 0;
  const take = (short: number): number => {
    if (short !== 0xffffffff) return short;
    if (used + 8 > values.length) throw damaged("a member has no zip64 size");
    used += 8;
    return number64(values, used - 8);
  };
  return { size: take(size), compressedSize: take(compressedSize), offset: take(offset) };
}

/**
 * The members of a zip archive, from its central directory (APPNOTE.TXT 4.3.12, zip64 included). Nothing else is read.
 *
 * @throws HoldfastError `invalid-input` where the archive is cut off or damaged, `too-large` for a directory beyond 256 MiB
 */
export async function readZipDirectory(source: ByteSource): Promise<ZipDirectory> {
  const extent = await findExtent(source);
  if (extent.size > LARGEST_DIRECTORY)
    throw zipFault("the directory of the zip archive is larger than 256 MiB.", "Split it.", {
      code: "too-large",
    });
  if (extent.offset + extent.size > source.size) throw cutOff();
  const bytes = await source.read(extent.offset, extent.size);
  const members = new Map<string, ZipMember>();
  let at = 0;
  for (let entry = 0; entry < extent.entries; entry += 1) {
    if (at + ENTRY_BYTES > bytes.length || bytes.readUInt32LE(at) !== ENTRY)
      throw damaged(`its directory ends after ${entry} of ${extent.entries} members`);
    const head = bytes.subarray(at, at + ENTRY_BYTES);
    const [nameBytes, extraBytes, commentBytes] = [
      head.readUInt16LE(28),
      head.readUInt16LE(30),
      head.readUInt16LE(32),
    ];
    const nameAt = at + ENTRY_BYTES;
    const name = bytes.toString("utf8", nameAt, nameAt + nameBytes);
    const extra = bytes.subarray(nameAt + nameBytes, nameAt + nameBytes + extraBytes);
    members.set(name, {
      name,
      method: head.readUInt16LE(10),
      isEncrypted: (head.readUInt16LE(8) & 0x2041) !== 0,
      crc32: head.readUInt32LE(16),
      ...wide(head, extra),
    });
    at = nameAt + nameBytes + extraBytes + commentBytes;
  }
  return members;
}
