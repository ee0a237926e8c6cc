import { brotliDecompressSync, unzipSync } from "node:zlib";
import { Decompress } from "fzstd";
import type { Compressors } from "hyparquet";
import { ZstdGuard } from "../zip/zstd-guard.js";

/** The most that one page may hold unpacked: 256 MiB. */
export const PAGE_BYTES = 256 * 1024 * 1024;
/** Packed bytes that are unpacked between two looks at how much came out. */
const STEP = 4096;

/** Unpacks a page of Zstandard, and stops where it becomes larger than it claims to be. */
function unzstd(input: Uint8Array, length: number, tooLarge: (message: string) => Error): Uint8Array {
  const guard = new ZstdGuard("");
  guard.see(input);
  const output = new Uint8Array(length);
  let at = 0;
  const decompressor = new Decompress((bytes) => {
    if (at + bytes.length > length) throw tooLarge(`a page claims to hold ${length} bytes, and holds more.`);
    output.set(bytes, at);
    at += bytes.length;
  });
  for (let from = 0; from < input.length; from += STEP) decompressor.push(input.subarray(from, from + STEP));
  // it holds back a frame of less than 18 bytes until it knows that nothing follows
  decompressor.push(new Uint8Array(0), true);
  if (at < length || !guard.isWhole) throw new RangeError("a page breaks off");
  return output;
}

/**
 * Unpackers of pages that refuse one which claims to be larger than any page is, before it gets memory.
 *
 * @param tooLarge makes the refusal
 */
export async function pageUnpackers(tooLarge: (message: string) => Error): Promise<Compressors> {
  const { compressors } = await import("hyparquet-compressors");
  const all: Compressors = {
    ...compressors,
    ZSTD: (input, length) => unzstd(input, length, tooLarge),
    // Node's own are fast, check the CRC that gzip has, and stop at what a page claims to hold
    GZIP: (input, length) => unzipSync(input, { maxOutputLength: length }),
    BROTLI: (input, length) => brotliDecompressSync(input, { maxOutputLength: length }),
  };
  return Object.fromEntries(
    Object.entries(all).map(([codec, unpack]) => [
      codec,
      (input: Uint8Array, length: number) => {
        if (length > PAGE_BYTES) throw tooLarge(`a page claims to hold ${length} bytes.`);
        // a page of nulls alone holds nothing, which LZ4 is not unpacked from here
        return length === 0 ? new Uint8Array(0) : unpack(input, length);
      },
    ]),
  );
}
