import { type ByteSource, chunksOfBytes } from "../../bytes/byte-source.js";
import { rowFault } from "./row-fault.js";

/** The longest line that is held: 64 MiB. */
export const LINE_BYTES = 64 * 1024 * 1024;

const LINE_FEED = 0x0a;

/** The bytes of the lines that begin from `start` and before `end`, whole. */
export async function* chunksOfLines(bytes: ByteSource, start: number, end: number): AsyncGenerator<Buffer> {
  let offset = start === 0 ? 0 : start - 1;
  let isInside = start === 0;
  for await (const chunk of chunksOfBytes(bytes, offset)) {
    let from = 0;
    if (!isInside) {
      const found = chunk.indexOf(LINE_FEED);
      if (found === -1) {
        offset += chunk.length;
        if (offset >= end) return;
        continue;
      }
      isInside = true;
      from = found + 1;
      // the next line begins beyond the range
      if (offset + from >= end) return;
    }
    if (offset + chunk.length < end) yield chunk.subarray(from);
    else {
      const last = chunk.indexOf(LINE_FEED, Math.max(from, end - 1 - offset));
      yield chunk.subarray(from, last === -1 ? chunk.length : last + 1);
      if (last !== -1) return;
    }
    offset += chunk.length;
  }
}

/**
 * Cuts chunks into blocks that end where a line does; the last may end without a line break.
 *
 * @throws HoldfastError `too-large` for a line beyond 64 MiB
 */
export async function* lineBlocks(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let heldBytes = 0;
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(LINE_FEED) + 1;
    if (end > 0) {
      yield held.length === 0 ? chunk.subarray(0, end) : Buffer.concat([...held, chunk.subarray(0, end)]);
      [held, heldBytes] = [[], 0];
    }
    if (end === chunk.length) continue;
    // chunks may be views of memory that is used again
    held.push(Buffer.from(chunk.subarray(end)));
    heldBytes += chunk.length - end;
    if (heldBytes > LINE_BYTES)
      throw rowFault(
        `a line is longer than ${LINE_BYTES / 1024 / 1024} MiB.`,
        "Write one row a line; a row of that size is seldom meant.",
        { code: "too-large" },
      );
  }
  if (heldBytes > 0) yield Buffer.concat(held);
}
