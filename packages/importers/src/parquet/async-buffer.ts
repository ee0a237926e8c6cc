import type { AsyncBuffer } from "hyparquet";
import type { ByteSource } from "../bytes/byte-source.js";

/** A file as hyparquet reads it: a part at a time. */
export function asyncBufferOf(bytes: ByteSource): AsyncBuffer {
  return {
    byteLength: bytes.size,
    slice: async (start, end = bytes.size) => {
      const from = start < 0 ? bytes.size + start : start;
      const part = await bytes.read(from, end - from);
      const copy = new ArrayBuffer(part.length);
      new Uint8Array(copy).set(part);
      return copy;
    },
  };
}
