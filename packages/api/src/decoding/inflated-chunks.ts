import { Readable } from "node:stream";
import { createGunzip, createInflate } from "node:zlib";
import type { ExpansionGuard } from "./expansion-guard.js";

/**
 * The bytes of a gzip or zlib stream, a little at a time; what nobody reads yet is not unpacked.
 *
 * @throws what Node's zlib says of a stream that is broken or ends too soon
 */
export async function* inflatedChunks(
  chunks: AsyncIterable<Uint8Array>,
  encoding: "gzip" | "deflate",
  guard: ExpansionGuard,
): AsyncGenerator<Uint8Array> {
  const counted = async function* () {
    for await (const chunk of chunks) {
      guard.received(chunk.byteLength);
      yield chunk;
    }
  };
  const source = Readable.from(counted(), { objectMode: false });
  const inflate = encoding === "gzip" ? createGunzip() : createInflate();
  // pipe alone would leave the reader waiting when what is sent breaks off
  source.on("error", (error) => inflate.destroy(error));
  try {
    for await (const chunk of source.pipe(inflate)) {
      if (!(chunk instanceof Uint8Array)) continue;
      guard.expanded(chunk.byteLength);
      yield chunk;
    }
  } finally {
    inflate.destroy();
    source.destroy();
  }
}
