import { SHINGLE_WORDS } from "./min-hash.js";
import { wordsOf } from "./words.js";

/** The set of shingles of a text, each written out; a text of fewer words than a shingle has is one. */
export function shinglesOf(text: string): Set<string> {
  const words = wordsOf(text);
  const shingles = new Set<string>();
  if (words.length === 0) return shingles;
  const last = Math.max(0, words.length - SHINGLE_WORDS);
  for (let at = 0; at <= last; at += 1) shingles.add(words.slice(at, at + SHINGLE_WORDS).join(" "));
  return shingles;
}

/** The Jaccard index of two sets: what they share over what either has. 0 where both are empty. */
export function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const item of a) if (b.has(item)) shared += 1;
  const either = a.size + b.size - shared;
  return either === 0 ? 0 : shared / either;
}

/** The exact Jaccard index of two texts' shingles: what signatures estimate. */
export function shingleLikeness(a: string, b: string): number {
  return jaccard(shinglesOf(a), shinglesOf(b));
}
