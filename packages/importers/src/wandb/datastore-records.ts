import { crc32 } from "node:zlib";
import { HoldfastError } from "@holdfast/core";
import type { ByteSource } from "../bytes/byte-source.js";

/** `:W&B`, the number 0xBEE1 and version 0. */
const MAGIC = Buffer.from([0x3a, 0x57, 0x26, 0x42, 0xe1, 0xbe]);
const FILE_HEADER_BYTES = 7;
const BLOCK_BYTES = 32 * 1024;
const RECORD_HEADER_BYTES = 7;
/** The longest record that is held: 64 MiB. */
const RECORD_BYTES = 64 * 1024 * 1024;
const [FULL, FIRST, MIDDLE, LAST] = [1, 2, 3, 4];

function refuse(
  offset: number,
  message: string,
  code: "invalid-input" | "too-large" = "invalid-input",
): never {
  throw new HoldfastError({
    code,
    message: `${message} (at byte ${offset}).`,
    remedy: "Copy the folder of the run again from where it was written.",
  });
}

/** Whether the bytes begin as a log of W&B. */
export async function isDatastore(bytes: ByteSource): Promise<boolean> {
  return (await bytes.read(0, MAGIC.length)).equals(MAGIC);
}

/** Reads blocks of 32 KiB, the last one held. */
class Blocks {
  readonly #bytes: ByteSource;
  #start = -1;
  #block: Buffer = Buffer.alloc(0);

  constructor(bytes: ByteSource) {
    this.#bytes = bytes;
  }

  /** What there is of `length` bytes within one block. */
  async read(offset: number, length: number): Promise<Buffer> {
    const start = offset - (offset % BLOCK_BYTES);
    if (start !== this.#start) {
      this.#block = await this.#bytes.read(start, BLOCK_BYTES);
      this.#start = start;
    }
    return this.#block.subarray(offset - start, offset - start + length);
  }
}

/**
 * The records of a `.wandb` file: the framing of LevelDB's log, its checksums being the CRC-32 of zlib over type and data.
 * A crash leaves the last record cut off, which is no fault: what comes before it is all that was logged.
 *
 * @param told whether the end is cut off
 * @throws HoldfastError `invalid-input` where it is damaged before its end, `too-large` for a record beyond 64 MiB
 */
export async function* datastoreRecords(bytes: ByteSource, told: { isCut: boolean }): AsyncGenerator<Buffer> {
  const header = await bytes.read(0, FILE_HEADER_BYTES);
  if (!header.subarray(0, MAGIC.length).equals(MAGIC)) refuse(0, "this is no log of W&B");
  if (header.length === FILE_HEADER_BYTES && header[6] !== 0)
    refuse(6, `the log is of version ${header[6]}, not 0`);
  const blocks = new Blocks(bytes);
  let offset = FILE_HEADER_BYTES;
  let held: Buffer[] | null = null;
  let heldBytes = 0;
  while (offset < bytes.size) {
    const left = BLOCK_BYTES - (offset % BLOCK_BYTES);
    if (left < RECORD_HEADER_BYTES) {
      offset += left;
      continue;
    }
    const start = await blocks.read(offset, RECORD_HEADER_BYTES);
    const length = start.length < RECORD_HEADER_BYTES ? 0 : start.readUInt16LE(4);
    const data = await blocks.read(offset + RECORD_HEADER_BYTES, length);
    const isWhole = start.length === RECORD_HEADER_BYTES && data.length === length;
    const type = start[6] ?? 0;
    const end = offset + RECORD_HEADER_BYTES + length;
    const isSound = isWhole && crc32(data, crc32(start.subarray(6, 7))) === start.readUInt32LE(0);
    if (!isSound || type === 0) {
      if (end < bytes.size && !(await isZeroTail(bytes, offset, start)))
        refuse(offset, "the log is damaged: a checksum does not fit");
      told.isCut = true;
      return;
    }
    if (type < FULL || type > LAST) refuse(offset, `a record of the log has the unknown type ${type}`);
    const isStart = type === FULL || type === FIRST;
    // the part before was never finished, as after a crash that was resumed
    if (!isStart && held === null) refuse(offset, "a record of the log has no beginning");
    const parts: Buffer[] = isStart || held === null ? [] : held;
    heldBytes = isStart ? length : heldBytes + length;
    if (heldBytes > RECORD_BYTES) refuse(offset, "a record of the log is longer than 64 MiB", "too-large");
    parts.push(Buffer.from(data));
    if (type === FULL || type === LAST) {
      yield parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
      held = null;
    } else held = type === FIRST || type === MIDDLE ? parts : null;
    offset = end;
  }
  told.isCut = told.isCut || held !== null;
}

/** Whether only zeros follow: space that was reserved and never written. */
async function isZeroTail(bytes: ByteSource, offset: number, start: Buffer): Promise<boolean> {
  if (start.some((byte) => byte !== 0)) return false;
  for (let at = offset; at < bytes.size; at += BLOCK_BYTES)
    if ((await bytes.read(at, BLOCK_BYTES)).some((byte) => byte !== 0)) return false;
  return true;
}
