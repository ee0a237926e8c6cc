import { HoldfastError } from "@holdfast/core";

/** What becomes of a value of the root object: kept whole, taken apart into its elements, or passed over. */
export type PieceWish = "whole" | "elements" | "skip";

/** A value of the root: its key, or an empty string for an element of a root that is a list. */
export interface JsonPiece {
  readonly key: string;
  readonly bytes: Buffer;
}

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = [0x7b, 0x7d, 0x5b, 0x5d];

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function refuse(message: string, code: "invalid-input" | "too-large" = "invalid-input"): never {
  throw new HoldfastError({ code, message, remedy: "Copy the file again from where it was written." });
}

function keyIn(bytes: Buffer): string {
  try {
    return String(JSON.parse(bytes.toString("utf8")));
  } catch {
    return refuse("a key of the JSON is not a text.");
  }
}

/**
 * Cuts JSON bytes, as they come, into the values of the root that are wanted. Only those are held; what is passed over
 * is walked, whatever its size, and not checked beyond its brackets.
 */
export class JsonScanner {
  readonly #wishOf: (key: string) => PieceWish;
  readonly #pieceBytes: number;
  #pieces: JsonPiece[] = [];
  #depth = 0;
  /** The depth at which values are pieces: 1, or 2 within a list that is taken apart. */
  #level = 1;
  #isList = false;
  #inString = false;
  #escaped = false;
  #key = "";
  #awaits: "root" | "key" | "colon" | "value" | "end" = "root";
  #capturing: "key" | "value" | null = null;
  #held: Buffer[] = [];
  #heldBytes = 0;
  #from = 0;

  /**
   * @param wishOf what to do with the value of a key; asked for each, and it answers the same every time
   * @param pieceBytes the largest piece that is held
   */
  constructor(wishOf: (key: string) => PieceWish, pieceBytes: number) {
    this.#wishOf = wishOf;
    this.#pieceBytes = pieceBytes;
  }

  /** The pieces that ended within this chunk. @throws HoldfastError for what is not JSON, or a piece that is too large */
  push(chunk: Buffer): JsonPiece[] {
    this.#from = 0;
    let at = 0;
    while (at < chunk.length) {
      if (this.#inString) {
        at = this.#passString(chunk, at);
        continue;
      }
      const byte = chunk[at] ?? 0;
      if (byte === QUOTE) {
        this.#begin(at, byte);
        this.#inString = true;
      } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) this.#open(at, byte);
      else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) this.#close(chunk, at, byte);
      else if (this.#depth === this.#level) {
        if (byte === COMMA) this.#comma(chunk, at);
        else if (byte === COLON) this.#colon(chunk, at);
        else if (!isSpace(byte)) this.#begin(at, byte);
      } else if (this.#depth === 0 && !isSpace(byte)) this.#outside();
      at += 1;
    }
    if (this.#capturing !== null) this.#hold(chunk.subarray(this.#from));
    const pieces = this.#pieces;
    this.#pieces = [];
    return pieces;
  }

  /** @throws HoldfastError where the root did not end */
  end(): void {
    if (this.#awaits === "root") refuse("there is nothing in it.");
    if (this.#depth > 0 || this.#inString) refuse("the JSON ends in the middle.");
  }

  #outside(): never {
    return refuse("this is not a JSON object or list.");
  }

  #passString(chunk: Buffer, from: number): number {
    let at = from;
    if (this.#escaped) {
      this.#escaped = false;
      at += 1;
    }
    for (;;) {
      const quote = chunk.indexOf(QUOTE, at);
      const end = quote === -1 ? chunk.length : quote;
      let slashes = 0;
      while (end - 1 - slashes >= at && chunk[end - 1 - slashes] === BACKSLASH) slashes += 1;
      if (quote === -1) {
        this.#escaped = slashes % 2 === 1;
        return chunk.length;
      }
      at = quote + 1;
      if (slashes % 2 === 1) continue;
      this.#inString = false;
      return at;
    }
  }

  #begin(at: number, byte: number): void {
    if (this.#depth === 0) this.#outside();
    if (this.#depth !== this.#level) return;
    if (this.#awaits === "key") {
      if (byte !== QUOTE) refuse("a key of the JSON is not a text.");
      this.#capture("key", at);
      this.#awaits = "colon";
    } else if (this.#awaits === "value") {
      if (this.#isList || this.#wishOf(this.#key) !== "skip") this.#capture("value", at);
      this.#awaits = "end";
    } else this.#refuseOpenKey();
  }

  #open(at: number, byte: number): void {
    if (this.#depth === 0) {
      if (this.#awaits !== "root") refuse("there is more after the end of the JSON.");
      this.#isList = byte === OPEN_BRACKET;
      this.#awaits = this.#isList ? "value" : "key";
    } else if (this.#depth === this.#level && this.#awaits === "value") {
      if (
        this.#level === 1 &&
        !this.#isList &&
        byte === OPEN_BRACKET &&
        this.#wishOf(this.#key) === "elements"
      ) {
        this.#level = 2;
        this.#isList = true;
      } else this.#begin(at, byte);
    } else if (this.#depth === this.#level) {
      this.#refuseOpenKey();
      if (this.#awaits === "key") refuse("a key of the JSON is not a text.");
    }
    this.#depth += 1;
  }

  #close(chunk: Buffer, at: number, byte: number): void {
    if (this.#depth === 0) refuse("the JSON closes more than it opens.");
    if (this.#depth === this.#level) {
      if ((byte === CLOSE_BRACKET) !== this.#isList) refuse("the brackets of the JSON do not match.");
      this.#refuseOpenKey();
      this.#finishValue(chunk, at);
      if (this.#level === 2) {
        this.#level = 1;
        this.#isList = false;
      }
      this.#awaits = "end";
    }
    this.#depth -= 1;
  }

  #comma(chunk: Buffer, at: number): void {
    this.#refuseOpenKey();
    this.#finishValue(chunk, at);
    this.#awaits = this.#isList ? "value" : "key";
  }

  /** After a key comes a colon, and after that a value. */
  #refuseOpenKey(): void {
    if (this.#awaits === "colon") refuse("the JSON lacks a colon after a key.");
  }

  #colon(chunk: Buffer, at: number): void {
    if (this.#capturing !== "key") refuse("the JSON has a colon where none belongs.");
    this.#key = keyIn(this.#take(chunk, at));
    this.#awaits = "value";
  }

  #finishValue(chunk: Buffer, at: number): void {
    if (this.#capturing !== "value") return;
    const bytes = this.#take(chunk, at);
    this.#pieces.push({ key: this.#key, bytes });
  }

  #capture(what: "key" | "value", at: number): void {
    this.#capturing = what;
    this.#from = at;
  }

  #hold(bytes: Buffer): void {
    this.#heldBytes += bytes.length;
    if (this.#heldBytes > this.#pieceBytes)
      refuse(
        `a value of \`${this.#key}\` is longer than ${Math.floor(this.#pieceBytes / 1024 / 1024)} MiB.`,
        "too-large",
      );
    this.#held.push(Buffer.from(bytes));
  }

  #take(chunk: Buffer, at: number): Buffer {
    const last = chunk.subarray(this.#from, at);
    this.#capturing = null;
    if (this.#held.length === 0) return last;
    const bytes = Buffer.concat([...this.#held, last]);
    [this.#held, this.#heldBytes] = [[], 0];
    return bytes;
  }
}
