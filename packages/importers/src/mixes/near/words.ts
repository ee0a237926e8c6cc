/** Scripts that put no blanks between words: every character of theirs stands for a word. */
const WITHOUT_BLANKS =
  "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}";

const BY_ITSELF = `[\\u{10000}-\\u{10ffff}${WITHOUT_BLANKS}]`;
const WORD = new RegExp(`${BY_ITSELF}|(?:(?!${BY_ITSELF})[\\p{L}\\p{M}\\p{N}])+`, "gu");
const ALONE = new RegExp(`[${WITHOUT_BLANKS}]`, "u");
const PART = /[\p{L}\p{M}\p{N}]/u;

const BEYOND_ASCII = /[^\0-\u007f]/;

/** What stands in the table for a code unit that ends a word, that is dropped, or that is a word by itself. */
const ENDS = 0;
const DROPPED = 1;
const WORD_ALONE = 2;
const APOSTROPHES = ["'", "\u2019"];
/** No code unit of a script without blanks, and no half of a pair, lies below. */
const RARE_FROM = 0x0e00;
const HIGH_HALF = 0xd800;
const LOW_HALF = 0xdc00;
const AFTER_HALVES = 0xe000;

/** The form in which texts are compared: NFKC, lower case. ASCII, which is most, needs no change but of case. */
export function comparedForm(text: string): string {
  return BEYOND_ASCII.test(text) ? text.normalize("NFKC").toLowerCase() : text.toLowerCase();
}

/**
 * The words of a text as all of near-duplicates, containment and likeness see it: lower case after NFKC, runs of letters,
 * marks and digits; apostrophes are dropped, whatever else stands between words does not count. In scripts that put no
 * blanks between words, and beyond the Basic Multilingual Plane, each character is a word.
 */
export function wordsOf(text: string): string[] {
  return (
    comparedForm(text)
      .replace(/['\u2019]/g, "")
      .match(WORD) ?? []
  );
}

/** For each code unit: what becomes of it, or the code unit that stands for it. */
function codeTable(): Uint16Array {
  const table = new Uint16Array(0x10000);
  for (let code = 0; code < table.length; code += 1) {
    if (code >= HIGH_HALF && code < AFTER_HALVES) continue;
    const char = String.fromCharCode(code);
    if (APOSTROPHES.includes(char)) table[code] = DROPPED;
    else if (ALONE.test(char)) table[code] = WORD_ALONE;
    else if (PART.test(char)) table[code] = code < 0x80 ? char.toLowerCase().charCodeAt(0) : code;
  }
  return table;
}

// as a signed number: engines keep those of 32 bits unboxed
const BASIS = 0x811c9dc5 | 0;
const PRIME = 0x01000193;

/**
 * Reads texts as hashes of their words (FNV-1a over UTF-16, 32 bits), the same words as {@link wordsOf}. One reader is
 * made for many texts; what it found stands until it reads the next.
 */
export class WordReader {
  readonly #table = codeTable();
  /** The hash of each word; only the first {@link count} are of this text. */
  hashes = new Uint32Array(1024);
  count = 0;

  /** Reads a text. @returns how many words it has */
  read(text: string): number {
    const compared = BEYOND_ASCII.test(text) ? comparedForm(text) : text;
    const table = this.#table;
    let { hashes } = this;
    let count = 0;
    let hash = BASIS;
    let isOpen = false;
    for (let at = 0; at < compared.length; at += 1) {
      const code = compared.charCodeAt(at);
      const part = table[code] ?? ENDS;
      if (part > WORD_ALONE) {
        hash = Math.imul(hash ^ part, PRIME);
        isOpen = true;
        continue;
      }
      if (part === DROPPED) continue;
      // room for the word that ends here and for one that is a character
      if (count + 2 > hashes.length) hashes = this.#grown();
      if (isOpen) {
        hashes[count++] = hash;
        hash = BASIS;
        isOpen = false;
      }
      if (code < RARE_FROM) continue;
      if (part === WORD_ALONE) hashes[count++] = Math.imul(BASIS ^ code, PRIME);
      else if (code >= HIGH_HALF && code < LOW_HALF) {
        const low = compared.charCodeAt(at + 1);
        if (low >= LOW_HALF && low < AFTER_HALVES) {
          hashes[count++] = Math.imul(Math.imul(BASIS ^ code, PRIME) ^ low, PRIME);
          at += 1;
        }
      }
    }
    if (isOpen) {
      if (count === hashes.length) hashes = this.#grown();
      hashes[count++] = hash;
    }
    this.count = count;
    return count;
  }

  #grown(): Uint32Array<ArrayBuffer> {
    const larger = new Uint32Array(this.hashes.length * 2);
    larger.set(this.hashes);
    this.hashes = larger;
    return larger;
  }
}
