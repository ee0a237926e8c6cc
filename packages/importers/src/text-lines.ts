import { isUtf8 } from "node:buffer";
import { HoldfastError } from "@holdfast/core";
import type { OutcomeSource } from "./outcome-source.js";
import { placeOf } from "./place-of.js";

/** One line of bytes without its line feed. */
export interface ByteLine {
  /** 1-based. */
  readonly line: number;
  readonly bytes: Buffer;
  /** False for a last line that no line break ends. */
  readonly ended: boolean;
}

/** One line of text without its line break. */
export interface TextLine {
  /** 1-based. */
  readonly line: number;
  readonly text: string;
  /** False for a last line that no line break ends. */
  readonly ended: boolean;
  /** Offset of the first character that is not valid UTF-8 (U+FFFD in `text`), or null. */
  readonly invalidAt: number | null;
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** The text of a line, without a byte order mark and a carriage return. */
export function textOfLine({ bytes, line, ended }: ByteLine): TextLine {
  const isFirst = line === 1 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const end = ended && bytes.at(-1) === CARRIAGE_RETURN ? bytes.length - 1 : bytes.length;
  const inner = bytes.subarray(isFirst ? 3 : 0, end);
  const text = inner.toString("utf8");
  return { line, text, ended, invalidAt: isUtf8(inner) ? null : Math.max(text.indexOf("\uFFFD"), 0) };
}

/**
 * Cuts bytes into lines at LF, those of a chunk together. No more than a chunk and one line is held.
 *
 * @throws HoldfastError `too-large` as soon as a line is longer than `lineBytes`
 */
export async function* byteLines(source: OutcomeSource, lineBytes: number): AsyncGenerator<ByteLine[]> {
  let held: Buffer[] = [];
  let heldBytes = 0;
  let line = 1;
  for await (const chunk of source.chunks) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const lines: ByteLine[] = [];
    let start = 0;
    while (start < bytes.length) {
      const found = bytes.indexOf(LINE_FEED, start);
      const end = found === -1 ? bytes.length : found;
      heldBytes += end - start;
      if (heldBytes > lineBytes) {
        yield lines;
        throw new HoldfastError({
          code: "too-large",
          message: `the line is longer than ${Math.floor(lineBytes / 1024 / 1024)} MiB.`,
          place: placeOf(source, line),
          remedy: "Cut the outcome into several lines with the same keys: its samples may come in parts.",
        });
      }
      held.push(bytes.subarray(start, end));
      if (found === -1) break;
      const [only] = held;
      lines.push({
        line,
        bytes: held.length === 1 && only !== undefined ? only : Buffer.concat(held),
        ended: true,
      });
      held = [];
      heldBytes = 0;
      line += 1;
      start = found + 1;
    }
    yield lines;
  }
  if (heldBytes > 0) yield [{ line, bytes: Buffer.concat(held), ended: false }];
}

/**
 * Cuts bytes into lines of text at LF or CRLF; drops a byte order mark. No more than one line is held.
 *
 * @throws HoldfastError `too-large` as soon as a line is longer than `lineBytes`
 */
export async function* textLines(source: OutcomeSource, lineBytes: number): AsyncGenerator<TextLine> {
  for await (const lines of byteLines(source, lineBytes)) for (const line of lines) yield textOfLine(line);
}
