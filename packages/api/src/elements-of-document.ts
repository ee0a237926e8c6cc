import { HoldfastError } from "@holdfast/core";
import { JSON_DEPTH } from "./request-body.js";

const [QUOTE, ESCAPE, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];
const SPACE = 0x20;
const LINE_FEED = Buffer.from("\n");

const isSpace = (byte: number) => byte === SPACE || byte === 0x09 || byte === 0x0a || byte === 0x0d;

function notTheList(name: string): HoldfastError {
  return new HoldfastError({
    code: "invalid-input",
    message: `the body is not one JSON document of the form {"${name}":[...]}.`,
    place: { key: name },
    remedy: `Send {"${name}":[...]} with nothing beside the list, or one element a line as application/x-ndjson.`,
  });
}

/**
 * Cuts a document that holds one list, `{"lines":[...]}`, into its elements as it arrives: each is yielded on a line
 * of its own, so that a large one is read as NDJSON is, piece by piece, and nothing waits for all of it. What an
 * element holds is for its reader to judge.
 *
 * @param name the key of the list
 * @throws HoldfastError `invalid-input` where the document has another form, or is nested too deep
 */
export async function* elementsOfDocument(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
): AsyncGenerator<Buffer> {
  const head = `{"${name}":[`;
  const tail = "]}";
  let [before, after, depth, isQuoted, isEscaped, isIn, hasOne] = [0, 0, 0, false, false, false, false];
  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk);
    let start = 0;
    const pieces: Buffer[] = [];
    const cut = (end: number) => {
      if (end > start) pieces.push(bytes.subarray(start, end));
    };
    for (let index = 0; index < bytes.length; index += 1) {
      const byte = bytes[index] ?? 0;
      if (before < head.length) {
        if (byte === head.charCodeAt(before)) before += 1;
        else if (!isSpace(byte) || (before > 1 && before < head.length - 2)) throw notTheList(name);
        start = index + 1;
      } else if (isQuoted) {
        if (isEscaped) isEscaped = false;
        else if (byte === ESCAPE) isEscaped = true;
        else if (byte === QUOTE) isQuoted = false;
      } else if (isSpace(byte)) {
        // a line break between two tokens means nothing, and would end the line
        if (isIn) bytes[index] = SPACE;
        else start = index + 1;
      } else if (after > 0 || (depth === 0 && byte === CLOSE_LIST)) {
        if (after === 0 && !isIn && hasOne) throw notTheList(name);
        if (byte !== tail.charCodeAt(after)) throw notTheList(name);
        if (isIn) {
          cut(index);
          pieces.push(LINE_FEED);
        }
        [after, isIn, start] = [after + 1, false, index + 1];
      } else if (depth === 0 && byte === COMMA) {
        if (!isIn) throw notTheList(name);
        cut(index);
        pieces.push(LINE_FEED);
        [isIn, start] = [false, index + 1];
      } else {
        if (depth === 0 && byte === COLON) throw notTheList(name);
        [isIn, hasOne] = [true, true];
        if (byte === QUOTE) isQuoted = true;
        else if (byte === OPEN_LIST || byte === OPEN_OBJECT) depth += 1;
        else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) depth -= 1;
        if (depth < 0 || depth + 2 > JSON_DEPTH)
          throw depth < 0
            ? notTheList(name)
            : new HoldfastError({
                code: "invalid-input",
                message: `the body is nested deeper than ${JSON_DEPTH} levels.`,
              });
      }
    }
    if (isIn) cut(bytes.length);
    if (pieces.length > 0) yield Buffer.concat(pieces);
  }
  if (after !== tail.length) throw notTheList(name);
}
