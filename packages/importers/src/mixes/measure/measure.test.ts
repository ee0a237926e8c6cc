import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytesInMemory } from "../../bytes/byte-source.js";
import { DigestRuns, type Scratch } from "./digest-runs.js";
import { decodePart, encodePart } from "./measured-part.js";
import { PartBuilder } from "./part-builder.js";
import { DIGEST_BYTES } from "./row-digest.js";
import { spreadOfCounts } from "./spread-of-counts.js";

/** Digests of which many begin alike, so that all of their bytes decide. */
const digest = fc.tuple(fc.nat(3), fc.nat(3), fc.nat(255)).map(([first, middle, last]) => {
  const bytes = Buffer.alloc(DIGEST_BYTES);
  [bytes[0], bytes[15], bytes[31]] = [first * 80, middle, last];
  return bytes;
});

describe("DigestRuns", () => {
  it("sorts and counts in runs of any size as a list is sorted", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(digest, { maxLength: 200 }),
        fc.integer({ min: 1, max: 60 }),
        async (all, run) => {
          const written: number[] = [];
          const scratch: Scratch = {
            write: async (bytes) => {
              written.push(bytes.length);
              return bytesInMemory(Uint8Array.from(bytes));
            },
          };
          const runs = new DigestRuns(scratch, run);
          for (let at = 0; at < all.length; at += 7) await runs.add(Buffer.concat(all.slice(at, at + 7)));
          expect(runs.count).toBe(all.length);
          const found: string[] = [];
          for await (const batch of runs.counted())
            for (const { digest: bytes, count } of batch)
              for (let time = 0; time < count; time += 1) found.push(bytes.toString("hex"));
          expect(found).toEqual(all.map((bytes) => bytes.toString("hex")).sort());
          expect(written).toEqual(Array(Math.floor(all.length / run)).fill(run * DIGEST_BYTES));
        },
      ),
      { numRuns: 200 },
    );
  });

  it("gives each digest once", async () => {
    const runs = new DigestRuns({ write: async (bytes) => bytesInMemory(bytes) }, 3);
    const [a, b] = [Buffer.alloc(DIGEST_BYTES, 1), Buffer.alloc(DIGEST_BYTES, 2)];
    for (const each of [b, a, b, b, a, b]) await runs.add(each);
    const counts: [number | undefined, number][] = [];
    for await (const batch of runs.counted())
      for (const { digest: bytes, count } of batch) counts.push([bytes[0], count]);
    expect(counts).toEqual([
      [1, 2],
      [2, 4],
    ]);
  });
});

describe("spreadOfCounts", () => {
  it("is that of the values written out", () => {
    // R: quantile(c(1, 1, 4, 9, 9, 9, 20), type = 7)
    const spread = spreadOfCounts(
      new Map([
        [9, 3],
        [1, 2],
        [20, 1],
        [4, 1],
      ]),
    );
    expect(spread).toEqual({
      least: 1,
      lowerQuartile: 2.5,
      median: 9,
      upperQuartile: 9,
      greatest: 20,
      mean: 53 / 7,
    });
    expect(spreadOfCounts(new Map())).toBeNull();
    expect(spreadOfCounts(new Map([[5, 1]]))).toMatchObject({ least: 5, median: 5, greatest: 5, mean: 5 });
  });

  it("interpolates between order statistics", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30), { minLength: 1, maxLength: 60 }), (values) => {
        const counts = new Map<number, number>();
        for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
        const sorted = [...values].sort((a, b) => a - b);
        const at = (p: number) => {
          const place = (sorted.length - 1) * p;
          const low = sorted[Math.floor(place)] ?? 0;
          return low + ((sorted[Math.ceil(place)] ?? 0) - low) * (place % 1);
        };
        const spread = spreadOfCounts(counts);
        expect(spread?.lowerQuartile).toBeCloseTo(at(0.25), 10);
        expect(spread?.median).toBeCloseTo(at(0.5), 10);
        expect(spread?.upperQuartile).toBeCloseTo(at(0.75), 10);
      }),
    );
  });
});

describe("a part", () => {
  const settings = { encoding: null, nearSeed: 1, reasonsKey: null };
  const row = (text: string) => ({
    ...{ file: "f", line: 1, shape: "text" as const, texts: [{ role: "text", text }], turns: 1 },
    ...{ systemPrompt: "Be kind.", userPrompt: null, toolCalls: [], hasReasons: true, otherParts: [] },
    toolDefinitions: [{ name: "mail", json: '{"name":"mail"}' }],
  });

  it("is read back as it was written, and not at all where it is cut or changed", () => {
    const builder = new PartBuilder(settings, null);
    for (const text of ["one", "two words", ""]) builder.add(row(text));
    const part = builder.take();
    const bytes = encodePart(part);
    expect(decodePart(bytes)).toEqual(part);
    // bytes that do not begin at a multiple of four, as they lie in a file
    const shifted = Buffer.concat([Buffer.from([0]), bytes]).subarray(1);
    expect(decodePart(shifted)).toEqual(part);
    expect(decodePart(bytes.subarray(0, bytes.length - 1))).toBeUndefined();
    expect(decodePart(Uint8Array.from([1, 2, 3]))).toBeUndefined();
    expect(decodePart(Uint8Array.from([9, 0, 0, 0, 1, 2, 3]))).toBeUndefined();
  });

  it("has what was added since the last one", () => {
    const builder = new PartBuilder(settings, null);
    builder.add(row("one"));
    const first = builder.take();
    builder.add(row("one"));
    const second = builder.take();
    expect(second).toEqual(first);
    expect(first.counts).toMatchObject({
      rows: 1,
      shapes: { text: 1 },
      turns: { "1": 1 },
      reasons: { explicit: 1, without: 0, unknown: 0 },
      rowsWith: { systemPrompts: 1, toolDefinitions: 1, toolCalls: 0 },
    });
    expect(Buffer.from(first.systemPrompts).toString("hex")).toBe(
      createHash("sha256").update("Be kind.").digest("hex"),
    );
    expect(builder.take().counts.rows).toBe(0);
  });
});
