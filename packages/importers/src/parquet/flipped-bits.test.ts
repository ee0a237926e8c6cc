import { brotliCompressSync, gzipSync } from "node:zlib";
import { isHoldfastError } from "@holdfast/core";
import { type ColumnSource, parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, it } from "vitest";
import { bytesInMemory } from "../bytes/byte-source.js";
import { checkPageRuns, type DataPage } from "./check-runs.js";
import { openParquet } from "./parquet-file.js";

const compressors = {
  GZIP: (input: Uint8Array) => new Uint8Array(gzipSync(input)),
  BROTLI: (input: Uint8Array) => new Uint8Array(brotliCompressSync(input)),
};
const ROWS = 40;
const rows = Array.from({ length: ROWS }, (_, row) => row);
const columnData: ColumnSource[] = [
  { name: "id", data: rows.map((row) => `q${row % 7}`), type: "STRING" },
  { name: "score", data: rows.map((row) => (row % 5 === 0 ? null : row)), type: "DOUBLE", nullable: true },
  { name: "correct", data: rows.map((row) => row % 2 === 0), type: "BOOLEAN" },
];
/** One page of it takes a millisecond; a count that was believed would take minutes. */
const MOST_MS = 5000;

async function readAll(bytes: Uint8Array): Promise<number> {
  const file = await openParquet(bytesInMemory(bytes));
  let count = 0;
  for await (const group of file.groups(file.columns)) count += group.rows.length;
  return count;
}

describe("a Parquet file with one flipped bit", () => {
  it.each<["UNCOMPRESSED" | "SNAPPY" | "GZIP" | "BROTLI"]>([
    ["UNCOMPRESSED"],
    ["SNAPPY"],
    ["GZIP"],
    ["BROTLI"],
  ])(
    "has an answer for each bit before its directory, %s",
    async (codec) => {
      const whole = new Uint8Array(parquetWriteBuffer({ columnData, codec, compressors }));
      expect(await readAll(whole)).toBe(ROWS);
      const directory = whole.length - 8 - new DataView(whole.buffer).getUint32(whole.length - 8, true);
      for (let bit = 32; bit < directory * 8; bit += 1) {
        const damaged = Uint8Array.from(whole);
        damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const start = performance.now();
        const found = await readAll(damaged).catch((error: unknown) => error);
        if (found !== ROWS && !isHoldfastError(found)) throw new Error(`bit ${bit}: ${String(found)}`);
        expect(performance.now() - start).toBeLessThan(MOST_MS);
      }
    },
    60_000,
  );
});

describe("the runs of a page", () => {
  const page: DataPage = { values: 8, encoding: 8, levels: null, unpacked: 0, isPacked: false };
  const check = (bytes: readonly number[], about: Partial<DataPage> = {}, greatest = 0) =>
    checkPageRuns(
      Uint8Array.from(bytes),
      { ...page, ...about },
      { maxRepetition: 0, maxDefinition: greatest, unpack: (packed) => packed },
    );

  it("are walked over as they are written: repeated, packed, and filled up", () => {
    // 3 bits; five times 1; one group of eight in three bytes
    expect(() => check([3, 10, 1, 3, 0, 0, 0])).not.toThrow();
    // levels of one bit before them: eight times 1
    expect(() => check([2, 0, 0, 0, 16, 1, 3, 16, 1], {}, 1)).not.toThrow();
    expect(() =>
      check([16, 1, 3, 16, 1], { levels: { repetition: 0, definition: 2 }, unpacked: 5 }, 1),
    ).not.toThrow();
  });

  it.each<[string, number[], Partial<DataPage>, number, RegExp]>([
    [
      "repeat a value a hundred million times",
      [3, 0x80, 0x84, 0xaf, 0x5f, 1],
      {},
      0,
      /a run claims \d+ values/,
    ],
    ["pack as many", [3, 0x81, 0x84, 0xaf, 0x5f, 1], {}, 0, /a run claims \d+ values/],
    ["say so of levels", [5, 0, 0, 0, 0x80, 0x84, 0xaf, 0x5f, 1], {}, 1, /a run claims \d+ values/],
    ["have levels beyond their page", [200, 0, 0, 0, 16, 1], {}, 1, /levels of a page reach beyond it/],
    ["number a dictionary in 99 bits", [99, 16, 1], {}, 0, /in 99 bits/],
  ])("are refused where they %s", (_, bytes, about, greatest, message) => {
    expect(() => check(bytes, about, greatest)).toThrow(message);
  });
});
