import { Readable } from "node:stream";
import { createInflateRaw, inflateRawSync } from "node:zlib";
import { Decompress, decompress } from "fzstd";
import { unzstdStream } from "./unzstd-stream.js";
import type { ZipMember } from "./zip-directory.js";
import { zipFault } from "./zip-fault.js";
import { ZstdGuard } from "./zstd-guard.js";

/** Unpacks what one method packed. */
export interface Unpacker {
  /** A member that is small, at once. */
  readonly whole: (packed: Buffer, member: ZipMember) => Buffer;
  /** A member of any size, a piece at a time. */
  readonly stream: (packed: AsyncIterable<Buffer>, member: ZipMember) => AsyncGenerator<Buffer>;
}

/** Compressed bytes that are unpacked between two looks at how much came out. */
const STEP = 4096;

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

const stored: Unpacker = {
  whole: (packed) => packed,
  async *stream(packed) {
    yield* packed;
  },
};

const deflate: Unpacker = {
  whole: (packed, member) => inflateRawSync(packed, { maxOutputLength: member.size + 1 }),
  async *stream(packed) {
    const inflate = createInflateRaw();
    const input = Readable.from(packed);
    input.on("error", (error) => inflate.destroy(error));
    try {
      for await (const chunk of input.pipe(inflate)) if (Buffer.isBuffer(chunk)) yield chunk;
    } finally {
      input.destroy();
      inflate.destroy();
    }
  },
};

function broken(member: ZipMember): Error {
  return zipFault("the member breaks off in the middle.", "Copy the log again.", { member: member.name });
}

/**
 * Room to unpack into. fzstd compares what it is given with 1, and would write all of its bytes as a text for that: it is
 * told a number instead.
 */
function room(size: number): Uint8Array {
  return Object.defineProperty(new Uint8Array(size), Symbol.toPrimitive, { value: () => 0 });
}

const zstd: Unpacker = {
  whole(packed, member) {
    const guard = new ZstdGuard(member.name);
    guard.see(packed);
    if (!guard.isWhole) throw broken(member);
    if (guard.frames === 1) return asBuffer(decompress(packed, room(member.size)));
    const out: Buffer[] = [];
    let length = 0;
    const decompressor = new Decompress((bytes) => {
      length += bytes.length;
      if (length > member.size) throw new RangeError("more than the directory says");
      out.push(asBuffer(bytes));
    });
    for (let at = 0; at < packed.length; at += STEP) decompressor.push(packed.subarray(at, at + STEP));
    decompressor.push(new Uint8Array(0), true);
    return Buffer.concat(out);
  },
  stream: (packed, member) => unzstdStream(packed, member.name, () => broken(member)),
};

/** Ways in which members are packed, by the number that the archive has for them (APPNOTE.TXT 4.4.5). */
export const UNPACKERS: Readonly<Record<number, Unpacker>> = { 0: stored, 8: deflate, 93: zstd };
