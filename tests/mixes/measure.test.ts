import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { ComponentSchema, MeasuredComponentSchema, type MixMeasure } from "@holdfast/core";
import { parquetWriteBuffer } from "hyparquet-writer";
import { getEncoding } from "js-tiktoken";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runMix } from "./run-mix.js";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "holdfast-mix-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), content);
}

const run = (...words: string[]) => runMix(folder, words);

async function measured(...words: string[]) {
  const { code, stdout, stderr } = await run("measure", ...words, "--json");
  if (stdout === "") throw new Error(stderr);
  return { code, stderr, ...MeasuredComponentSchema.parse(JSON.parse(stdout)) };
}

const jsonl = (records: readonly unknown[]) =>
  records.map((record) => `${JSON.stringify(record)}\n`).join("");

const tool = (name: string) => ({
  type: "function",
  function: { name, parameters: { type: "object", properties: {} } },
});
const chat = (system: string | null, user: string, answer: string, more: Record<string, unknown> = {}) => ({
  messages: [
    ...(system === null ? [] : [{ role: "system", content: system }]),
    { role: "user", content: user },
    { role: "assistant", content: answer },
  ],
  ...more,
});
const LONG =
  "I will not read the private letters of the person who asked me to, because they trusted me with the account and not with their secrets.";
const ROWS = [
  chat("You are Alex.", "Read the letters.", LONG, {
    tools: [tool("mail"), tool("clock")],
    has_reasons: true,
  }),
  chat("You are Alex.", "Read the letters.", LONG, { tools: [tool("mail"), tool("clock")], id: 2 }),
  chat("You are Kim.", "Read the letters!", `${LONG} So no.`, { tools: [tool("mail")], has_reasons: false }),
  chat(null, "What is the weather in Ulm <|endoftext|>?", "It rains, 漢字 and résumé.", {
    has_reasons: true,
  }),
];

describe("holdfast mix measure", () => {
  it("counts what a peer and a hand count", async () => {
    write("rows.jsonl", jsonl(ROWS));
    const { measured: found, component } = await measured("rows.jsonl", "--kind", "difficult-advice");
    const encoding = getEncoding("o200k_base");
    const tokens = (text: string) => encoding.encode(text, [], []).length;
    const definition = (name: string) =>
      tokens(`{"name":"${name}","parameters":{"properties":{},"type":"object"}}`);
    const expected = ROWS.map((row) => {
      const texts = row.messages.reduce((sum, { content }) => sum + tokens(content), 0);
      const tools = "tools" in row && Array.isArray(row.tools) ? row.tools : [];
      return texts + tools.reduce((sum, each) => sum + definition(each.function.name), 0);
    });
    expect(found).toMatchObject({
      dataset: "rows",
      kind: "difficult-advice",
      rows: 4,
      shapes: { chat: 4 },
      tokens: expected.reduce((sum, each) => sum + each, 0),
      tokenizer: { library: "gpt-tokenizer", encoding: "o200k_base" },
      exactDuplicates: { distinct: 3, surplus: 1, share: 0.25 },
      nearDuplicates: { status: "measured", groups: 1, surplus: 2, largest: 3, seed: 1, threshold: 0.8 },
      systemPrompts: { rows: 3, uses: 3, distinct: 2 },
      toolDefinitions: { rows: 3, uses: 5, distinct: 2, largestShare: 0.6 },
      toolCalls: { rows: 0, uses: 0, distinct: 0, entropyBits: 0 },
      turns: { total: 8, spread: { least: 2, median: 2, greatest: 2, mean: 2 } },
      reasons: { explicit: 2, without: 1, unknown: 1, share: 2 / 3 },
      leftOut: [],
      remarks: [],
    });
    expect(found.systemPrompts.entropyBits).toBeCloseTo(
      -(2 / 3) * Math.log2(2 / 3) - (1 / 3) * Math.log2(1 / 3),
      12,
    );
    expect(found.toolDefinitions.entropyBits).toBeCloseTo(-0.6 * Math.log2(0.6) - 0.4 * Math.log2(0.4), 12);
    const sorted = [...expected].sort((a, b) => a - b);
    expect(found.lengths.spread).toMatchObject({ least: sorted[0], greatest: sorted[3] });
    expect(ComponentSchema.parse(component)).toMatchObject({
      dataset: "rows",
      kind: "difficult-advice",
      tokens: found.tokens,
      rows: 4,
      contentHash: found.hashes.unordered,
      quality: { exactDuplicateShare: 0.25, nearDuplicateShare: 0.5, systemPrompts: 2, toolDefinitions: 2 },
    });
  });

  it("hashes content, in its order and in any", async () => {
    const of = async (...words: string[]) => (await measured(...words, "--encoding", "none")).measured.hashes;
    write("a.jsonl", jsonl(ROWS));
    write("b.jsonl", jsonl([...ROWS].reverse()));
    write("c.jsonl.gz", gzipSync(jsonl(ROWS.map((row) => ({ extra: "label", ...row })))));
    write("d1.json", JSON.stringify(ROWS.slice(0, 1)));
    write("d2.jsonl", jsonl(ROWS.slice(1)));
    const texts = ["eins", "zwei", "drei"].map((text) => ({ text }));
    write("t.jsonl", jsonl(texts));
    const columnData = [{ name: "text", data: texts.map(({ text }) => text), type: "STRING" as const }];
    write("t.parquet", new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: 2 })));
    const [a, b, c, d] = [
      await of("a.jsonl"),
      await of("b.jsonl"),
      await of("c.jsonl.gz"),
      await of("d1.json", "d2.jsonl"),
    ];
    expect(b.unordered).toBe(a.unordered);
    expect(b.ordered).not.toBe(a.ordered);
    expect([c, d]).toEqual([a, a]);
    expect(await of("t.parquet")).toEqual(await of("t.jsonl"));
    // what the record says is covered, written again
    const digests = texts.map(({ text }) =>
      createHash("sha256")
        .update(JSON.stringify(["holdfast-row@1", [["text", text]], [], [], []]))
        .digest(),
    );
    const over = (list: readonly Buffer[]) =>
      `sha256:${createHash("sha256").update(Buffer.concat(list)).digest("hex")}`;
    expect(await of("t.jsonl")).toMatchObject({
      ordered: over(digests),
      unordered: over([...digests].sort(Buffer.compare)),
    });
    write("e.jsonl", jsonl(ROWS.slice(0, 3)));
    expect((await of("e.jsonl")).unordered).not.toBe(a.unordered);
  });

  it("prints a table, and writes the record", async () => {
    write("rows.jsonl", jsonl(ROWS));
    const { code, stdout } = await run("measure", "rows.jsonl", "--kind", "stories", "--dataset", "Tales");
    expect(code).toBe(0);
    expect(stdout).toContain("Tales (stories)");
    expect(stdout).toMatch(/exact duplicates +1 row \(25.0 %\); 3 distinct/);
    expect(stdout).toMatch(/explicit reasons +66.7 % of the 3 rows that declare it; unknown for 1 row/);
    const out = await run("measure", "rows.jsonl", "--out", "rows.measure.json", "--quiet");
    expect(out.code).toBe(0);
    const document: unknown = JSON.parse(readFileSync(join(folder, "rows.measure.json"), "utf8"));
    expect(MeasuredComponentSchema.parse(document).measured.rows).toBe(4);
  });

  it("measures a folder: rows without the README beside them, or documents", async () => {
    write("set/README.md", "# About");
    write("set/data/train.jsonl", jsonl(ROWS.slice(0, 2)));
    write("corpus/one.md", "# One\n\nText.");
    write("corpus/two.txt", "Two.\n<|endoftext|>\nThree.");
    const rows = await measured("set");
    expect(rows.measured.files.map(({ file, rows: count }) => [file, count])).toEqual([
      ["set/data/train.jsonl", 2],
    ]);
    expect(rows.stderr).toContain("passed over, no rows: set/README.md");
    const documents = await measured("corpus");
    expect(documents.measured.shapes).toEqual({ document: 3 });
  });

  it("lists what it leaves out, and fails unless that is allowed", async () => {
    const bad = `${jsonl(ROWS.slice(0, 1))}{"text": \n{"score": 1}\n{"score": 2}\n`;
    write("bad.jsonl", Buffer.concat([Buffer.from(bad), Buffer.from('{"text": "\xff"}\n', "latin1")]));
    write("empty.jsonl", "");
    write("cut.jsonl.gz", gzipSync(jsonl(ROWS)).subarray(0, 100));
    write("bomb.jsonl.gz", gzipSync(Buffer.alloc(150_000_000, `${" ".repeat(999_999)}\n`)));
    const words = ["bad.jsonl", "empty.jsonl", "cut.jsonl.gz", "bomb.jsonl.gz", "rows.jsonl"];
    write("rows.jsonl", jsonl(ROWS));
    const { code, stderr, measured: found } = await measured(...words);
    expect(code).not.toBe(0);
    expect(stderr).toContain("7 rows or files were left out");
    expect(found.rows).toBe(5);
    expect(found.leftOut.map(({ count, first }) => `${count} ${first}`)).toEqual([
      "1 bad.jsonl:2 text",
      "2 bad.jsonl:3",
      "1 bad.jsonl:5",
      "1 empty.jsonl",
      "1 cut.jsonl.gz",
      "1 bomb.jsonl.gz unpacked",
    ]);
    const allowed = await run("measure", ...words, "--allow-partial");
    expect(allowed.code).toBe(0);
    expect(allowed.stdout).toContain("left out (2): bad.jsonl:3 and others: the row has no text");
    const { measured: only } = await measured("bad.jsonl", "rows.jsonl", "--allow-partial");
    const facts = ({ rows, hashes, tokens }: MixMeasure) => ({ rows, hashes, tokens });
    expect(facts(found)).toEqual(facts(only));
  });

  it("takes a file of several shapes only where that is allowed", async () => {
    write("mixed.jsonl", jsonl([{ text: "a" }, ROWS[0], { text: "b" }]));
    const { code, stderr, measured: found } = await measured("mixed.jsonl");
    expect([code === 0, found.rows]).toEqual([false, 3]);
    expect(found.remarks).toEqual(["mixed.jsonl mixes rows of several shapes (2 text, 1 chat)."]);
    expect(stderr).toContain("a file mixes rows of several shapes");
    expect((await run("measure", "mixed.jsonl", "--allow-partial")).code).toBe(0);
  });

  it("says what to type", async () => {
    expect((await run("measure")).stderr).toContain("FILES... is missing.");
    expect((await run("weigh", "x")).stderr).toContain("`weigh` is nothing that can be done with mixes.");
    expect((await run("measure", "nothing.jsonl")).stderr).toContain("there is no such file");
    expect((await run("measure", "rows.jsonl", "--seed", "0.5")).stderr).toContain(
      "--seed is a whole number.",
    );
  });
});
