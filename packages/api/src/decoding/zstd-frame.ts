/*
 * The frame of Zstandard (RFC 8878, section 3.1): magic number, header, blocks, and a checksum where the header says so.
 */

/** The largest window that every decoder should take (RFC 8878, section 3.1.1.1.2); level 19 and lower need no more. */
export const LARGEST_WINDOW = 8 * 1024 * 1024;

const MAGIC = 0xfd2fb528;
const LONGEST_HEADER = 18;
const BLOCK_HEADER = 3;
const RLE = 1;

/** Bytes of the content size by its two-bit code, where the frame is not a single segment. */
const SIZE_BYTES = [0, 2, 4, 8] as const;
const DICTIONARY_BYTES = [0, 1, 2, 4] as const;

function headerLength(descriptor: number): number {
  const isSingle = (descriptor & 0x20) !== 0;
  const size = SIZE_BYTES[descriptor >> 6] ?? 0;
  return (
    5 + (isSingle ? 0 : 1) + (DICTIONARY_BYTES[descriptor & 3] ?? 0) + (isSingle && size === 0 ? 1 : size)
  );
}

function windowOf(header: Buffer): number {
  const descriptor = header[4] ?? 0;
  if ((descriptor & 0x20) === 0) {
    const base = 2 ** (10 + ((header[5] ?? 0) >> 3));
    return base + (base / 8) * ((header[5] ?? 0) & 7);
  }
  const at = 5 + (DICTIONARY_BYTES[descriptor & 3] ?? 0);
  const bytes = SIZE_BYTES[descriptor >> 6] ?? 0;
  if (bytes === 0) return header[at] ?? 0;
  if (bytes === 2) return header.readUInt16LE(at) + 256;
  return bytes === 4 ? header.readUInt32LE(at) : Number(header.readBigUInt64LE(at));
}

/**
 * Walks over one frame as its bytes arrive, before they are unpacked, so that a window that would take all memory and
 * a body of a million empty frames are refused and a frame that was cut off is noticed.
 */
export class ZstdFrame {
  #part: "header" | "block" | "content" | "checksum" | "end" = "header";
  #held = Buffer.alloc(0);
  #skip = 0;
  #isLast = false;
  #hasChecksum = false;

  /** @throws Error where it is no frame, wants a dictionary or too large a window, or goes on after its end */
  push(chunk: Uint8Array): void {
    let rest = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    while (rest.length > 0) rest = this.#step(rest);
  }

  /** @throws Error where the frame is not whole */
  end(): void {
    if (this.#part !== "end") throw new Error("it ends in the middle");
  }

  #step(bytes: Buffer): Buffer {
    if (this.#part === "end") throw new Error("it holds more than one frame");
    if (this.#part === "content" || this.#part === "checksum") {
      const skipped = Math.min(this.#skip, bytes.length);
      this.#skip -= skipped;
      if (this.#skip === 0) this.#next();
      return bytes.subarray(skipped);
    }
    const wanted = this.#part === "block" ? BLOCK_HEADER : this.#wanted();
    const taken = Math.min(wanted - this.#held.length, bytes.length);
    this.#held = Buffer.concat([this.#held, bytes.subarray(0, taken)]);
    if (this.#part === "header") this.#readHeader();
    else if (this.#held.length === BLOCK_HEADER) this.#readBlock();
    return bytes.subarray(taken);
  }

  #wanted(): number {
    return this.#held.length < 5 ? 5 : Math.min(headerLength(this.#held[4] ?? 0), LONGEST_HEADER);
  }

  #readHeader(): void {
    const held = this.#held;
    if (held.length >= 4 && held.readUInt32LE(0) !== MAGIC)
      throw new Error("it does not begin as a frame does");
    if (held.length < 5 || held.length < this.#wanted()) return;
    const descriptor = held[4] ?? 0;
    if ((descriptor & 3) !== 0) throw new Error("it wants a dictionary");
    const window = windowOf(held);
    if (window > LARGEST_WINDOW)
      throw new Error(`its window of ${window} bytes is larger than ${LARGEST_WINDOW}`);
    this.#hasChecksum = (descriptor & 4) !== 0;
    this.#held = Buffer.alloc(0);
    this.#part = "block";
  }

  #readBlock(): void {
    const header = this.#held.readUIntLE(0, BLOCK_HEADER);
    this.#held = Buffer.alloc(0);
    this.#isLast = (header & 1) === 1;
    this.#skip = ((header >> 1) & 3) === RLE ? 1 : header >> 3;
    this.#part = "content";
    if (this.#skip === 0) this.#next();
  }

  #next(): void {
    if (this.#part === "checksum") this.#part = "end";
    else if (!this.#isLast) this.#part = "block";
    else if (this.#hasChecksum) {
      this.#part = "checksum";
      this.#skip = 4;
    } else this.#part = "end";
  }
}
