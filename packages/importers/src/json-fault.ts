/** Where JSON text stops being JSON, or holds a number that no double can hold. */
export interface JsonFault {
  readonly kind: "syntax" | "ends" | "overflow" | "reached";
  /** Path of the value at fault. */
  readonly path: readonly (string | number)[];
  /** The text at fault: a word, a number or one character; empty at the end. */
  readonly found: string;
}

interface Frame {
  readonly closing: "}" | "]";
  /** Index of the element, or name of the member. */
  at: string | number;
}

const SPACE = /[ \t\r\n]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"/y;
const LITERAL = /true|false|null/y;
/** A text, a word or a number that the end of the file cut off. */
const CUT = /^(?:"[^"\\]*(?:\\[\s\S][^"\\]*)*\\?|[-+.\w]*)$/;
const WORD = /[-+]?[A-Za-z_0-9.]+/y;

/**
 * Walks JSON text (ECMA-404) and says where it goes wrong; undefined where nothing does.
 * Slow beside JSON.parse, and so used only once something is known to be wrong.
 *
 * @param stopAt an offset at which to stop and report the path (kind `reached`)
 */
export function findJsonFault(text: string, stopAt = Number.POSITIVE_INFINITY): JsonFault | undefined {
  const frames: Frame[] = [];
  let position = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = position;
    const match = pattern.exec(text)?.[0];
    if (match !== undefined) position += match.length;
    return match;
  };
  const string = (): string | undefined => {
    const before = position;
    const quoted = take(STRING);
    try {
      return quoted === undefined ? undefined : String(JSON.parse(quoted));
    } catch {
      position = before;
      return undefined;
    }
  };
  const path = () => frames.map((frame) => frame.at).filter((at) => at !== "");
  const fault = (): JsonFault => {
    if (position >= text.length) return { kind: "ends", path: path(), found: "" };
    const rest = text.slice(position);
    const isCut = frames.length > 0 && CUT.test(rest);
    return { kind: isCut ? "ends" : "syntax", path: path(), found: take(WORD) ?? rest.slice(0, 1) };
  };
  const name = (frame: Frame): boolean => {
    take(SPACE);
    const key = string();
    if (key === undefined) return false;
    frame.at = key;
    take(SPACE);
    return take(/:/y) !== undefined;
  };
  for (;;) {
    take(SPACE);
    if (position >= stopAt) return { kind: "reached", path: path(), found: "" };
    const opened = take(/[{[]/y);
    if (opened !== undefined) {
      const frame: Frame = opened === "{" ? { closing: "}", at: "" } : { closing: "]", at: 0 };
      take(SPACE);
      if (take(frame.closing === "}" ? /\}/y : /\]/y) === undefined) {
        frames.push(frame);
        if (frame.closing === "}" && !name(frame)) return fault();
        continue;
      }
    } else if (string() === undefined && take(LITERAL) === undefined) {
      const number = take(NUMBER);
      if (number === undefined) return fault();
      if (!Number.isFinite(Number(number))) return { kind: "overflow", path: path(), found: number };
    }
    if (position > stopAt) return { kind: "reached", path: path(), found: "" };
    for (;;) {
      take(SPACE);
      const frame = frames.at(-1);
      if (frame === undefined) return position >= text.length ? undefined : fault();
      if (take(frame.closing === "}" ? /\}/y : /\]/y) !== undefined) {
        frames.pop();
        continue;
      }
      if (take(/,/y) === undefined) return fault();
      if (typeof frame.at === "number") frame.at += 1;
      else if (!name(frame)) return fault();
      break;
    }
  }
}
