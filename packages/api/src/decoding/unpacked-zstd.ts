import { Decompress } from "fzstd";
import type { ExpansionGuard } from "./expansion-guard.js";
import { ZstdFrame } from "./zstd-frame.js";

/** What is unpacked before anybody reads it: the blocks of so many packed bytes. */
const PACKED_AT_A_TIME = 16 * 1024;

/**
 * The bytes of a Zstandard frame, some blocks at a time. The same decoder on every version of Node: the one of newer
 * versions' zlib is not there on the oldest that is served.
 *
 * @throws Error what is wrong with the frame
 */
export async function* unpackedZstd(
  chunks: AsyncIterable<Uint8Array>,
  guard: ExpansionGuard,
): AsyncGenerator<Uint8Array> {
  const frame = new ZstdFrame();
  let ready: Uint8Array[] = [];
  const decoder = new Decompress((block) => {
    guard.expanded(block.byteLength);
    // the decoder goes on writing into its own window, never into a block that it gave
    if (block.byteLength > 0) ready.push(block);
  });
  const taken = () => {
    const blocks = ready;
    ready = [];
    return blocks;
  };
  for await (const chunk of chunks) {
    for (let start = 0; start < chunk.byteLength; start += PACKED_AT_A_TIME) {
      const part = chunk.subarray(start, start + PACKED_AT_A_TIME);
      guard.received(part.byteLength);
      frame.push(part);
      decoder.push(part);
      yield* taken();
    }
  }
  frame.end();
  decoder.push(new Uint8Array(0), true);
  yield* taken();
}
