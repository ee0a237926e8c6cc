import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MinHasher, SIGNATURE_BYTES } from "./min-hash.js";
import { type NearDuplicateOptions, type NearDuplicates, nearDuplicates } from "./near-duplicates.js";
import { shingleLikeness } from "./shingle-likeness.js";
import { SignatureList } from "./signature-list.js";

const hasher = new MinHasher();

function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function text(words: number, below: (n: number) => number): string {
  return Array.from({ length: words }, () => `w${below(20_000)}`).join(" ");
}

/** The text with some of its words, evenly spread, replaced by others. */
function edited(of: string, edits: number): string {
  const words = of.split(" ");
  const step = Math.floor(words.length / (edits + 1));
  for (let edit = 1; edit <= edits; edit += 1) words[edit * step] = `edit${edit}`;
  return words.join(" ");
}

function found(texts: readonly string[], options?: NearDuplicateOptions): NearDuplicates {
  const signatures = new SignatureList();
  for (const each of texts) signatures.add(each, hasher);
  return nearDuplicates(signatures, options);
}

/** The groups of two and more, as sets of texts. */
function groups(texts: readonly string[], options?: NearDuplicateOptions): string[] {
  const { groupOf } = found(texts, options);
  const byGroup = new Map<number, string[]>();
  texts.forEach((each, row) => {
    const group = groupOf[row] ?? row;
    byGroup.set(group, [...(byGroup.get(group) ?? []), each]);
  });
  return [...byGroup.values()]
    .filter((members) => members.length > 1)
    .map((members) => members.sort().join(" | "))
    .sort();
}

describe("near-duplicates", () => {
  const below = chance(3);
  const clean = Array.from({ length: 400 }, () => text(150, below));

  it("finds nothing among texts that have nothing to do with each other", () => {
    expect(found(clean)).toMatchObject({ groups: 0, surplus: 0, largest: 1, withoutWords: 0 });
  });

  it("finds what was planted: a copy, a copy in other type, a light edit, the edit of an edit", () => {
    const [a = "", b = "", c = ""] = clean;
    const texts = [...clean, a, b.toUpperCase().replaceAll(" ", ", "), edited(c, 1), edited(edited(c, 1), 2)];
    const { groupOf, groups, surplus, largest } = found(texts);
    expect([...groupOf.subarray(400)]).toEqual([0, 1, 2, 2]);
    expect({ groups, surplus, largest }).toEqual({ groups: 3, surplus: 4, largest: 3 });
  });

  it("leaves apart what is edited so much that it is below the threshold, and takes it at a lower one", () => {
    const [a = ""] = clean;
    const far = edited(a, 8);
    expect(shingleLikeness(a, far)).toBeCloseTo(0.57, 1);
    expect(found([...clean, far]).surplus).toBe(0);
    expect(found([...clean, far], { threshold: 0.4 }).surplus).toBe(1);
  });

  it("lets the exact index settle what the signatures estimate", () => {
    const texts = [clean[0] ?? "", edited(clean[0] ?? "", 2)];
    const exact = (a: number, b: number) => shingleLikeness(texts[a] ?? "", texts[b] ?? "");
    const index = exact(0, 1);
    expect(found(texts, { threshold: index, exact }).surplus).toBe(1);
    expect(found(texts, { threshold: index + 1e-9, exact }).surplus).toBe(0);
  });

  it("compares texts without words with nothing", () => {
    expect(found(["", "...", "a", "a", ""])).toMatchObject({ groups: 1, surplus: 1, withoutWords: 3 });
    expect(found([])).toMatchObject({ groups: 0, surplus: 0, largest: 0, withoutWords: 0 });
  });

  it("finds 95 of 100 pairs at 0.9, and takes hardly any at 0.6", () => {
    const pairs = (edits: number) => {
      let joined = 0;
      for (let pair = 0; pair < 200; pair += 1) {
        const one = text(380, below);
        joined += found([one, edited(one, edits)]).surplus;
      }
      return joined / 200;
    };
    // 380 words: 376 shingles, of which an edit in the middle takes 5
    expect(shingleLikeness(clean[0] ?? "", clean[0] ?? "")).toBe(1);
    expect(pairs(4)).toBeGreaterThan(0.95);
    expect(pairs(20)).toBeLessThan(0.02);
  });

  it("gives the same groups in whatever order rows come", () => {
    const some = clean.slice(0, 60);
    const texts = some.flatMap((each, at) => [
      each,
      ...(at % 3 === 0 ? [edited(each, 2), edited(each, 1), each] : []),
    ]);
    const expected = groups(texts);
    expect(expected.length).toBe(20);
    fc.assert(
      fc.property(fc.shuffledSubarray(texts, { minLength: texts.length }), (shuffled) => {
        expect(groups(shuffled)).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });

  it("does not compare all pairs of a large bucket", () => {
    const template = text(150, below);
    const texts = Array.from({ length: 3000 }, (_, at) => `${template} ${text(60, chance(at))}`);
    let compared = 0;
    found(texts, {
      exact: () => {
        compared += 1;
        return 0;
      },
    });
    expect(compared).toBeGreaterThan(0);
    expect(compared).toBeLessThanOrEqual(3000 * 8 * 16);
  });
});

describe("a list of signatures", () => {
  it("keeps what was signed elsewhere as what it signs itself, and grows", () => {
    const [own, other] = [new SignatureList(), new SignatureList()];
    const signature = new Uint8Array(SIGNATURE_BYTES);
    for (let row = 0; row < 3000; row += 1) {
      const each = row % 7 === 0 ? "" : text(9, chance(row));
      expect(own.add(each, hasher)).toBe(row);
      other.addSigned(hasher.sign(each, signature) ? signature : null);
    }
    expect(other.length).toBe(3000);
    expect(Buffer.compare(own.bytes, other.bytes)).toBe(0);
    expect([own.hasWords(7), own.hasWords(8), other.hasWords(7)]).toEqual([false, true, false]);
  });
});
