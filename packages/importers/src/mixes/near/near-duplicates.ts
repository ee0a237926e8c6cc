import { SIGNATURE_BYTES, signatureLikeness } from "./min-hash.js";
import type { SignatureList } from "./signature-list.js";

/**
 * From which Jaccard index of their shingles on two rows are near-duplicates: Lee et al. 2022 take 0.8, and most pipelines
 * 0.7 to 0.8.
 */
export const NEAR_DUPLICATE_FROM = 0.8;
/** With what probability a pair at the threshold is to be looked at; at 0.8 it is 0.95, and 0.9999 for one at 0.9. */
const LOOKED_AT = 0.9;

/**
 * How many bins make a band: as many as still bring a pair at the threshold together, since fewer bring together more that
 * are not near. Eight for 0.8.
 */
export function bandBins(threshold: number): number {
  return (
    [16, 8, 4, 2].find((bins) => 1 - (1 - threshold ** bins) ** (SIGNATURE_BYTES / bins) >= LOOKED_AT) ?? 1
  );
}

/** With how many of the rows that follow it in a bucket a row is compared: work grows with rows, never with their square. */
const COMPARED_WITH = 8;

export interface NearDuplicateOptions {
  /** From which index on, in (0, 1]. */
  readonly threshold?: number;
  /** The exact index of two rows where their texts are at hand: it settles what the signatures only estimate. */
  readonly exact?: (a: number, b: number) => number;
}

/** Rows by what they nearly duplicate. */
export interface NearDuplicates {
  /** For each row the least row of its group; a row by itself, or without words, has its own number. */
  readonly groupOf: Uint32Array;
  /** Groups of two rows and more. */
  readonly groups: number;
  /** Rows that would go if one of each group stayed. */
  readonly surplus: number;
  /** Rows of the largest group; 1 where nothing is near. */
  readonly largest: number;
  /** Rows without a word, which are compared with nothing. */
  readonly withoutWords: number;
}

/** The group of a row, with the way to it shortened. */
function rootOf(groupOf: Uint32Array, row: number): number {
  let at = row;
  for (let up = groupOf[at] ?? at; up !== at; up = groupOf[at] ?? at) {
    const further = groupOf[up] ?? up;
    groupOf[at] = further;
    at = further;
  }
  return at;
}

function join(groupOf: Uint32Array, a: number, b: number): void {
  const [left, right] = [rootOf(groupOf, a), rootOf(groupOf, b)];
  groupOf[Math.max(left, right)] = Math.min(left, right);
}

/** A hash of some bytes in 32 bits. */
function hashOf(bytes: Uint8Array, from: number, length: number, basis: number): number {
  let hash = basis | 0;
  for (let at = from; at < from + length; at += 1) {
    hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
    hash ^= hash >>> 15;
  }
  return hash >>> 0;
}

/**
 * Rows in an order that their signatures alone decide, as ranks: equal ones have the same rank, and are joined. What a row
 * is compared with, and so the answer, does not depend on the order in which rows came.
 */
function ranksOf({ bytes, length }: SignatureList, rows: Uint32Array, groupOf: Uint32Array): Float64Array {
  const hashes = new Float64Array(length);
  for (const row of rows) {
    const from = row * SIGNATURE_BYTES;
    const high = hashOf(bytes, from, SIGNATURE_BYTES, 0x811c9dc5) >>> 11;
    hashes[row] = high * 2 ** 32 + hashOf(bytes, from, SIGNATURE_BYTES, 0x1234567);
  }
  const order = Float64Array.from(rows, (row) => hashes[row] ?? 0).sort();
  const ranks = new Float64Array(length);
  const firstOf = new Uint32Array(order.length);
  for (const row of rows) {
    const hash = hashes[row] ?? 0;
    let [low, high] = [0, order.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((order[middle] ?? 0) < hash) low = middle + 1;
      else high = middle;
    }
    ranks[row] = low;
    const first = firstOf[low] ?? 0;
    if (first === 0) firstOf[low] = row + 1;
    else join(groupOf, first - 1, row);
  }
  return ranks;
}

/** One row of each rank, by rank. */
function rowsByRank(rows: Uint32Array, ranks: Float64Array): Uint32Array {
  const byRank = new Uint32Array(rows.length);
  for (const row of rows) byRank[ranks[row] ?? 0] = row;
  return byRank;
}

function summary(groupOf: Uint32Array, withoutWords: number): NearDuplicates {
  const sizes = new Uint32Array(groupOf.length);
  let [groups, surplus, largest] = [0, 0, groupOf.length === 0 ? 0 : 1];
  for (let row = 0; row < groupOf.length; row += 1) {
    const root = rootOf(groupOf, row);
    groupOf[row] = root;
    const size = (sizes[root] ?? 0) + 1;
    sizes[root] = size;
    if (size > 1) surplus += 1;
    if (size === 2) groups += 1;
    largest = Math.max(largest, size);
  }
  return { groupOf, groups, surplus, largest, withoutWords };
}

/**
 * Question: which rows are nearly the same text?
 *
 * Method: locality-sensitive hashing. The 128 bins of a signature are cut into bands; rows that agree in a whole band
 * are in one bucket, and each is compared there with the 8 that follow it in an order that their signatures give; two
 * that reach the threshold are joined, and groups are what is joined, by however many steps (as Lee et al. 2022 do).
 * Memory: 128 bytes a row, and some 60 more while they are grouped. A pair just above the threshold is missed one
 * time in twenty, and by the cap of 8 where a bucket of rows with one template is large; exact duplicates never are.
 */
export function nearDuplicates(
  signatures: SignatureList,
  { threshold = NEAR_DUPLICATE_FROM, exact }: NearDuplicateOptions = {},
): NearDuplicates {
  const { bytes, length } = signatures;
  const groupOf = Uint32Array.from({ length }, (_, row) => row);
  const rows = groupOf.filter((row) => signatures.hasWords(row));
  const ranks = ranksOf(signatures, rows, groupOf);
  const byRank = rowsByRank(rows, ranks);
  const distinct = byRank.filter((row, rank) => ranks[row] === rank);
  const span = 2 ** Math.max(1, Math.ceil(Math.log2(rows.length + 1)));
  const keys = Math.min(2 ** 32, 2 ** 53 / span);
  const places = new Float64Array(distinct.length);
  const bins = bandBins(threshold);
  for (let from = 0; from < SIGNATURE_BYTES; from += bins) {
    distinct.forEach((row, at) => {
      const key = hashOf(bytes, row * SIGNATURE_BYTES + from, bins, 0x811c9dc5);
      places[at] = (key % keys) * span + (ranks[row] ?? 0);
    });
    places.sort();
    for (let at = 0; at < places.length; at += 1) {
      const place = places[at] ?? 0;
      const bucket = Math.floor(place / span);
      const row = byRank[place % span] ?? 0;
      for (let next = at + 1; next <= at + COMPARED_WITH && next < places.length; next += 1) {
        const other = places[next] ?? 0;
        if (Math.floor(other / span) !== bucket) break;
        const otherRow = byRank[other % span] ?? 0;
        if (rootOf(groupOf, row) === rootOf(groupOf, otherRow)) continue;
        const likeness =
          exact?.(row, otherRow) ??
          signatureLikeness(bytes, bytes, row * SIGNATURE_BYTES, otherRow * SIGNATURE_BYTES);
        if (likeness >= threshold) join(groupOf, row, otherRow);
      }
    }
  }
  return summary(groupOf, length - rows.length);
}
