/** Bytes that can be read at any place: a file, or what is in memory. */
export interface ByteSource {
  readonly size: number;
  /** Up to `length` bytes from `offset`; fewer only at the end. */
  readonly read: (offset: number, length: number) => Promise<Buffer>;
}

/** Bytes in memory. */
export function bytesInMemory(bytes: Uint8Array): ByteSource {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { size: all.length, read: async (offset, length) => all.subarray(offset, offset + length) };
}

/** What reading of an open file needs, such as a `FileHandle` of Node. */
export interface ReadableHandle {
  readonly read: (
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
  ) => Promise<{ readonly bytesRead: number }>;
}

/** The bytes of an open file of `size` bytes; whoever opened it closes it. */
export function bytesOfFile(handle: ReadableHandle, size: number): ByteSource {
  return {
    size,
    read: async (offset, length) => {
      const wanted = Math.max(0, Math.min(length, size - offset));
      const buffer = Buffer.allocUnsafe(wanted);
      let filled = 0;
      while (filled < wanted) {
        const { bytesRead } = await handle.read(buffer, filled, wanted - filled, offset + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return buffer.subarray(0, filled);
    },
  };
}

const CHUNK = 256 * 1024;

/** The bytes from `start` to `end`, a chunk at a time. */
export async function* chunksOfBytes(
  source: ByteSource,
  start = 0,
  end = source.size,
): AsyncGenerator<Buffer> {
  for (let offset = start; offset < end; ) {
    const chunk = await source.read(offset, Math.min(CHUNK, end - offset));
    if (chunk.length === 0) return;
    offset += chunk.length;
    yield chunk;
  }
}
