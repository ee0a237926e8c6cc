import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, it } from "vitest";
import { zstdFrame } from "../../testing/make-zip.js";
import { jsonLines as lines, readRows as read } from "../../testing/read-rows.js";
import type { RowOptions, TrainingRow } from "./training-row.js";

async function one(record: unknown, options: RowOptions = {}): Promise<TrainingRow> {
  const [row] = await read(JSON.stringify(record), "data.jsonl", options);
  if (row === undefined) throw new Error("no row was read");
  return row;
}

/** Texts as `role: text`. */
const said = ({ texts }: TrainingRow) => texts.map(({ role, text }) => `${role}: ${text}`);

const weather = {
  name: "weather",
  description: "Says the weather",
  parameters: { type: "object", properties: { city: { type: "string" } } },
};

describe("rows", () => {
  it("are transcripts, in the styles of OpenAI, ShareGPT and Anthropic, with the same content", async () => {
    const openai = await one({
      messages: [
        { role: "developer", content: "Be kind." },
        { role: "user", content: [{ type: "text", text: "Weather?" }] },
        {
          role: "assistant",
          content: null,
          tool_calls: [{ type: "function", function: { name: "weather", arguments: '{"city":"Ulm"}' } }],
        },
        { role: "tool", content: "Rain" },
        { role: "assistant", reasoning_content: "It rains.", content: "Rain." },
      ],
      tools: [{ type: "function", function: weather }],
    });
    const shareGpt = await one({
      system: "Be kind.",
      conversations: [
        { from: "human", value: "Weather?" },
        { from: "function_call", value: '{"name": "weather", "arguments": {"city": "Ulm"}}' },
        { from: "observation", value: "Rain" },
        { from: "gpt", value: "Rain.", reasoning: "It rains." },
      ],
      tools: JSON.stringify([weather]),
    });
    const anthropic = await one({
      system: "Be kind.",
      messages: [
        { role: "user", content: "Weather?" },
        { role: "assistant", content: [{ type: "tool_use", name: "weather", input: { city: "Ulm" } }] },
        { role: "user", content: [{ type: "tool_result", content: [{ type: "text", text: "Rain" }] }] },
        {
          role: "assistant",
          content: [
            { type: "thinking", thinking: "It rains." },
            { type: "text", text: "Rain." },
          ],
        },
      ],
      tools: [weather],
    });
    expect(said(openai)).toEqual([
      "system: Be kind.",
      "user: Weather?",
      "tool: Rain",
      "reasoning: It rains.",
      "assistant: Rain.",
    ]);
    for (const row of [shareGpt, anthropic]) {
      expect({ ...row, line: 1 }).toEqual(openai);
    }
    expect(openai).toMatchObject({
      turns: 4,
      systemPrompt: "Be kind.",
      userPrompt: "Weather?",
      shape: "chat",
    });
    expect(openai.toolCalls).toEqual([{ name: "weather", arguments: '{"city":"Ulm"}' }]);
    expect(openai.toolDefinitions.map(({ name }) => name)).toEqual(["weather"]);
  });

  it.each([
    [{ prompt: "Q", completion: "A" }, "prompt-completion", ["user: Q", "assistant: A"], 2],
    [{ question: "Q", answer: "A" }, "prompt-completion", ["user: Q", "assistant: A"], 2],
    [{ input: "Q", output: "A" }, "prompt-completion", ["user: Q", "assistant: A"], 2],
    [
      { instruction: "Do", input: "this", output: "done" },
      "instruction",
      ["user: Do", "user: this", "assistant: done"],
      3,
    ],
    [{ instruction: "Do", input: "", output: "done" }, "instruction", ["user: Do", "assistant: done"], 2],
    [{ text: "A story.", system_prompt: "Tell" }, "text", ["system: Tell", "text: A story."], 1],
    ["A line.", "text", ["text: A line."], 1],
    [[{ role: "user", content: "hi" }], "chat", ["user: hi"], 1],
    [
      { prompt: [{ role: "user", content: "Q" }], completion: [{ role: "assistant", content: "A" }] },
      "prompt-completion",
      ["user: Q", "assistant: A"],
      2,
    ],
    [
      {
        chosen: [
          { role: "user", content: "Q" },
          { role: "assistant", content: "good" },
        ],
        rejected: [
          { role: "user", content: "Q" },
          { role: "assistant", content: "bad" },
        ],
      },
      "preference",
      ["user: Q", "chosen: good", "rejected: bad"],
      4,
    ],
  ])("of %j are %s", async (record, shape, texts, turns) => {
    const row = await one(record);
    expect([row.shape, said(row), row.turns]).toEqual([shape, texts, turns]);
  });

  it("keep what is no text apart", async () => {
    const image = { type: "image_url", image_url: { url: "data:..." } };
    const row = await one({
      messages: [{ role: "user", content: [{ type: "text", text: "What?" }, image] }],
    });
    expect(said(row)).toEqual(["user: What?"]);
    expect(row.otherParts).toEqual(['{"image_url":{"url":"data:..."},"type":"image_url"}']);
  });

  it("declare written reasons or do not say", async () => {
    const of = async (labels: Record<string, unknown>, key?: string) =>
      (await one({ text: "I refuse, because it would hurt people.", ...labels }, { reasonsKey: key }))
        .hasReasons;
    expect(await of({})).toBeNull();
    expect(await of({ has_reasons: true })).toBe(true);
    expect(await of({ metadata: { reasoned: "no" } })).toBe(false);
    expect(await of({ rationale: "It would hurt." })).toBe(true);
    expect(await of({ labels: { style: { why: 1 } }, has_reasons: false }, "labels.style.why")).toBe(true);
    expect(await of({ has_reasons: true }, "other")).toBeNull();
  });
});

describe("formats", () => {
  const records = [
    { text: "first" },
    { messages: [{ role: "user", content: "zwei" }], tools: [weather] },
    { prompt: "drei", completion: "vier" },
  ];

  it("hold the same rows, packed or not", async () => {
    const jsonl = lines(...records);
    const expected = await read(jsonl);
    expect(expected.map(({ line }) => line)).toEqual([1, 2, 3]);
    const list = JSON.stringify(records, null, 2);
    const splits = JSON.stringify({ version: "2", train: records.slice(0, 1), test: records.slice(1) });
    for (const [name, content] of [
      ["data.jsonl", `\uFEFF${jsonl.replaceAll("\n", "\r\n")}\r\n`],
      ["data.jsonl.gz", gzipSync(jsonl)],
      ["data.jsonl.zst", zstdFrame(Buffer.from(jsonl), { blockBytes: 50 })],
      // a last frame of 17 bytes holds the end
      [
        "data.jsonl.zst",
        Buffer.concat([zstdFrame(Buffer.from(jsonl.slice(0, -8))), zstdFrame(Buffer.from(jsonl.slice(-8)))]),
      ],
      ["data", jsonl],
      ["data.json", list],
      ["data.json.gz", gzipSync(list)],
      ["data.json", splits],
    ] as const)
      expect((await read(content, name)).map((row) => ({ ...row, file: "data.jsonl" }))).toEqual(expected);
  });

  it("of JSON are also one row, and columns", async () => {
    expect(
      await read(JSON.stringify({ id: 7, messages: [{ role: "user", content: "hi" }] }), "a.json"),
    ).toHaveLength(1);
    const columns = await read(JSON.stringify({ prompt: ["a", "b"], completion: ["c", "d"] }), "a.json");
    expect(columns.map(said)).toEqual([
      ["user: a", "assistant: c"],
      ["user: b", "assistant: d"],
    ]);
    expect((await read(JSON.stringify({ train: ["one", "two", "three"] }), "a.json")).flatMap(said)).toEqual([
      "text: one",
      "text: two",
      "text: three",
    ]);
  });

  it("of Parquet are read row group by row group, as what JSONL holds", async () => {
    const messages = [
      [
        { role: "user", content: "one" },
        { role: "assistant", content: "eins" },
      ],
      [{ role: "user", content: "two" }],
      [{ role: "user", content: "three" }],
    ];
    const parquet = parquetWriteBuffer({
      columnData: [
        { name: "messages", data: messages.map((list) => JSON.stringify(list)), type: "STRING" },
        { name: "id", data: [1n, 2n, 3n], type: "INT64" },
      ],
      rowGroupSize: 2,
    });
    const rows = await read(new Uint8Array(parquet), "data.parquet");
    const jsonl = await read(lines(...messages.map((list) => ({ messages: list }))), "data.parquet.jsonl");
    expect(rows.map((row) => ({ ...row, file: "" }))).toEqual(jsonl.map((row) => ({ ...row, file: "" })));
  });

  it("of text are one document, or several with a separator", async () => {
    expect((await read("# Title\n\nText.\n", "a.md")).map((row) => [row.line, said(row)])).toEqual([
      [1, ["text: # Title\n\nText."]],
    ]);
    const several = await read("one\n<|endoftext|>\ntwo\n\n<|endoftext|>three<|endoftext|>\n", "a.txt");
    expect(several.map((row) => [row.line, said(row)[0]])).toEqual([
      [1, "text: one"],
      [2, "text: two"],
      [5, "text: three"],
    ]);
  });

  it("of JSONL give the same rows in any ranges", async () => {
    const rows = Array.from({ length: 40 }, (_, at) => ({ text: `${at} ${"x".repeat((at * 7) % 23)}` }));
    const content = Buffer.from(`${lines(...rows)}\n`);
    const whole = (await read(content)).flatMap(said);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(content.length), { maxLength: 6 }), async (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), content.length];
        const parts: string[] = [];
        for (const [index, start] of at.slice(0, -1).entries()) {
          const range = { start, end: at[index + 1] ?? 0 };
          if (range.end > range.start)
            parts.push(...(await read(content, "data.jsonl", { range })).flatMap(said));
        }
        expect(parts).toEqual(whole);
      }),
      { numRuns: 60 },
    );
  });
});
