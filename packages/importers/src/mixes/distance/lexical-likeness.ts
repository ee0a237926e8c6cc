import { isBefore, type RowPlace } from "./row-place.js";

/** Into how many cells the words of a data set are counted; words that share a cell share a count. */
const CELLS = 2 ** 20;
const CELL_SHIFT = 12;

/** In how many rows each word stands, as far as cells tell words apart: bounded whatever the data. */
export class RowCounts {
  readonly #rowsWith = new Uint32Array(CELLS);
  readonly #lastRow = new Uint32Array(CELLS);
  #rows = 0;

  get rows(): number {
    return this.#rows;
  }

  /** Counts the words of a row, each once. */
  add(words: Uint32Array, count: number): void {
    this.#rows += 1;
    for (let at = 0; at < count; at += 1) {
      const cell = (words[at] ?? 0) >>> CELL_SHIFT;
      if (this.#lastRow[cell] === this.#rows) continue;
      this.#lastRow[cell] = this.#rows;
      this.#rowsWith[cell] = (this.#rowsWith[cell] ?? 0) + 1;
    }
  }

  /** Inverse document frequency, smoothed: ln((1 + rows) / (1 + rows with the word)) + 1. */
  weightOf(word: number): number {
    return Math.log((1 + this.#rows) / (1 + (this.#rowsWith[word >>> CELL_SHIFT] ?? 0))) + 1;
  }
}

/** The different words of a text with their weights, the whole scaled to length 1. */
export function weightedWords(words: Uint32Array, count: number, counts: RowCounts): Map<number, number> {
  const times = new Map<number, number>();
  for (let at = 0; at < count; at += 1) {
    const word = words[at] ?? 0;
    times.set(word, (times.get(word) ?? 0) + 1);
  }
  let squares = 0;
  for (const [word, often] of times) {
    const weight = (1 + Math.log(often)) * counts.weightOf(word);
    times.set(word, weight);
    squares += weight * weight;
  }
  const scale = 1 / Math.sqrt(squares);
  for (const [word, weight] of times) times.set(word, weight * scale);
  return times;
}

/** A text whose nearest row is looked for. */
export interface Query {
  readonly words: Uint32Array;
  /** A key of its words where it is itself a row: rows of the same words are not compared with it. */
  readonly own: number | null;
}

/** The row whose words are most like a text's. */
export interface LikestRow {
  readonly cosine: number;
  readonly row: RowPlace;
}

/** The texts that have a word, and its weight in each; `queries` is null where nearly all have it, and `weights` is by text. */
interface Posting {
  readonly queries: Uint32Array | null;
  readonly weights: Float64Array;
}

/** From which share of the texts on a word's weights are kept for all of them: going through them is quicker then. */
const DENSE_FROM = 0.25;

function postingsOf(queries: readonly Query[], counts: RowCounts): Map<number, Posting> {
  const lists = new Map<number, [query: number, weight: number][]>();
  queries.forEach(({ words }, query) => {
    for (const [word, weight] of weightedWords(words, words.length, counts)) {
      const list = lists.get(word);
      if (list === undefined) lists.set(word, [[query, weight]]);
      else list.push([query, weight]);
    }
  });
  const postings = new Map<number, Posting>();
  for (const [word, list] of lists) {
    const isDense = list.length >= DENSE_FROM * queries.length;
    const weights = new Float64Array(isDense ? queries.length : list.length);
    list.forEach(([query, weight], at) => {
      weights[isDense ? query : at] = weight;
    });
    postings.set(word, { queries: isDense ? null : Uint32Array.from(list, ([query]) => query), weights });
  }
  return postings;
}

function addTo(dots: Float64Array, weight: number, { queries, weights }: Posting): void {
  if (queries === null) {
    for (let at = 0; at < weights.length; at += 1) dots[at] = (dots[at] ?? 0) + weight * (weights[at] ?? 0);
    return;
  }
  for (let at = 0; at < queries.length; at += 1) {
    const query = queries[at] ?? 0;
    dots[query] = (dots[query] ?? 0) + weight * (weights[at] ?? 0);
  }
}

/**
 * Question: which row speaks most like this text, word for word in any order?
 *
 * Method: cosine of TF-IDF vectors (Salton and Buckley 1988: 1 + ln tf, smoothed idf of the rows' own words, length 1). It
 * lies in [0, 1] whatever the length of the texts, so that one threshold serves all evals; BM25 has no such scale and
 * weighs query and document differently, where here either may be the longer.
 */
export class LexicalLikeness {
  readonly #counts: RowCounts;
  readonly #queries: readonly Query[];
  readonly #postings: ReadonlyMap<number, Posting>;
  readonly #dots: Float64Array;
  readonly #likest: (LikestRow | undefined)[] = [];
  #rows = 0;

  constructor(queries: readonly Query[], counts: RowCounts) {
    this.#counts = counts;
    this.#queries = queries;
    this.#dots = new Float64Array(queries.length);
    this.#postings = postingsOf(queries, counts);
  }

  /** How many rows were compared. */
  get rows(): number {
    return this.#rows;
  }

  /** Compares a row with every text. @param key the key of the row's words */
  take(words: Uint32Array, count: number, key: number, row: RowPlace): void {
    if (count === 0) return;
    this.#rows += 1;
    const dots = this.#dots.fill(0);
    for (const [word, weight] of weightedWords(words, count, this.#counts)) {
      const posting = this.#postings.get(word);
      if (posting !== undefined) addTo(dots, weight, posting);
    }
    for (let query = 0; query < dots.length; query += 1) {
      const cosine = Math.min(1, dots[query] ?? 0);
      const before = this.#likest[query];
      if (cosine === 0 || (before !== undefined && cosine < before.cosine)) continue;
      if (before !== undefined && cosine === before.cosine && !isBefore(row, before.row)) continue;
      if (this.#queries[query]?.own === key) continue;
      this.#likest[query] = { cosine, row };
    }
  }

  /** The row most like a text; null where no row shares a word with it. */
  of(query: number): LikestRow | null {
    return this.#likest[query] ?? null;
  }
}
