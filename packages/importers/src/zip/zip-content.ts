import { crc32 } from "node:zlib";
import { isHoldfastError } from "@holdfast/core";
import { type ByteSource, chunksOfBytes } from "../bytes/byte-source.js";
import { UNPACKERS, type Unpacker } from "./unpack.js";
import type { ZipMember } from "./zip-directory.js";
import { COPY_AGAIN, zipFault } from "./zip-fault.js";

/** How much a member may hold. */
export interface ZipLimits {
  /** Bytes of one member, unpacked. */
  readonly memberBytes: number;
  /** How many times larger a member may become, once it is beyond 64 MiB. */
  readonly ratio: number;
}

/** 16 GiB a member, and up to 500 times its packed size: text of logs seldom comes to 50. */
export const DEFAULT_ZIP_LIMITS: ZipLimits = { memberBytes: 16 * 1024 ** 3, ratio: 500 };

const RATIO_FROM = 64 * 1024 * 1024;
/** Members up to here are unpacked at once, which is faster. */
const SMALL = 4 * 1024 * 1024;
const LOCAL = 0x04034b50;
const LOCAL_BYTES = 30;

function fault(member: ZipMember, message: string, cause?: unknown): Error {
  return zipFault(message, COPY_AGAIN, { member: member.name, cause });
}

function checkLimits(member: ZipMember, limits: ZipLimits): void {
  const refuse = (message: string) => {
    throw zipFault(message, "Nothing that an eval writes is like that; if it is yours, say so in an issue.", {
      member: member.name,
      code: "too-large",
    });
  };
  if (member.size > limits.memberBytes)
    refuse(`the member has ${member.size} bytes unpacked, and ${limits.memberBytes} are read at most.`);
  if (member.size > RATIO_FROM && member.size > member.compressedSize * limits.ratio)
    refuse(
      `the member grows to ${Math.round(member.size / Math.max(1, member.compressedSize))} times its size.`,
    );
}

function unpackerOf(member: ZipMember): Unpacker {
  if (member.isEncrypted)
    throw zipFault("the member is encrypted.", "Decrypt the log, and import that.", { member: member.name });
  const unpacker = UNPACKERS[member.method];
  if (unpacker !== undefined) return unpacker;
  throw zipFault(
    `the member is packed by method ${member.method}, which is not read here.`,
    "Pack it as stored, deflate or Zstandard, as Inspect does.",
    { member: member.name },
  );
}

async function dataAt(source: ByteSource, member: ZipMember): Promise<number> {
  const head = await source.read(member.offset, LOCAL_BYTES);
  if (head.length < LOCAL_BYTES || head.readUInt32LE(0) !== LOCAL)
    throw fault(member, "the member is not where the directory of the archive says.");
  const start = member.offset + LOCAL_BYTES + head.readUInt16LE(26) + head.readUInt16LE(28);
  if (start + member.compressedSize > source.size)
    throw fault(member, "the member reaches beyond the end of the archive.");
  return start;
}

async function* checked(chunks: AsyncIterable<Buffer>, member: ZipMember): AsyncGenerator<Buffer> {
  let [sum, size] = [0, 0];
  try {
    for await (const chunk of chunks) {
      // zlib takes no bytes for no buffer, and begins anew
      if (chunk.length === 0) continue;
      size += chunk.length;
      if (size > member.size)
        throw fault(member, "the member holds more than the directory of the archive says.");
      sum = crc32(chunk, sum);
      yield chunk;
    }
  } catch (error) {
    throw isHoldfastError(error) ? error : fault(member, "the member cannot be unpacked.", error);
  }
  if (size !== member.size)
    throw fault(member, "the member holds less than the directory of the archive says.");
  if (sum !== member.crc32) throw fault(member, "the member is damaged: its checksum is another (CRC-32).");
}

async function* unpacked(source: ByteSource, member: ZipMember, unpacker: Unpacker): AsyncGenerator<Buffer> {
  const start = await dataAt(source, member);
  const end = start + member.compressedSize;
  if (member.size <= SMALL && member.compressedSize <= SMALL)
    yield unpacker.whole(await source.read(start, member.compressedSize), member);
  else yield* unpacker.stream(chunksOfBytes(source, start, end), member);
}

/**
 * The content of a member, a chunk at a time, checked against its size and checksum: memory stays flat.
 *
 * @throws HoldfastError `invalid-input` for a member that is damaged, encrypted or packed in an unknown way, `too-large`
 * for one beyond the limits; the member is the key
 */
export async function* zipContent(
  source: ByteSource,
  member: ZipMember,
  limits: ZipLimits = DEFAULT_ZIP_LIMITS,
): AsyncGenerator<Buffer> {
  checkLimits(member, limits);
  yield* checked(unpacked(source, member, unpackerOf(member)), member);
}
