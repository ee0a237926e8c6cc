import { Decompress } from "fzstd";
import { ZstdGuard } from "./zstd-guard.js";

/** Packed bytes that are unpacked between two looks at how much came out. */
const STEP = 4096;
/** Unpacked bytes that are held before they are handed on. */
const HELD = 128 * 1024;

/**
 * Unpacks Zstandard of any number of frames, a piece at a time: memory stays flat.
 *
 * @param name of what is unpacked, for messages
 * @param broken makes the refusal of what breaks off
 */
export async function* unzstdStream(
  packed: AsyncIterable<Buffer>,
  name: string,
  broken: () => Error,
): AsyncGenerator<Buffer> {
  const guard = new ZstdGuard(name);
  let out: Buffer[] = [];
  let held = 0;
  const decompressor = new Decompress((bytes) => {
    held += bytes.length;
    out.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  });
  for await (const chunk of packed)
    for (let at = 0; at < chunk.length; at += STEP) {
      const step = chunk.subarray(at, at + STEP);
      guard.see(step);
      decompressor.push(step);
      if (held < HELD) continue;
      yield* out;
      [out, held] = [[], 0];
    }
  if (!guard.isWhole) throw broken();
  // it holds back a last frame of less than 18 bytes until it knows that nothing follows
  decompressor.push(new Uint8Array(0), true);
  yield* out;
}
