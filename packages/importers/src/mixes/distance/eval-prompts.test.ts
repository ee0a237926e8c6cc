import { gzipSync } from "node:zlib";
import { describeError, isHoldfastError } from "@holdfast/core";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, it } from "vitest";
import { bytesInMemory } from "../../bytes/byte-source.js";
import { evalZip, header, sample } from "../../testing/inspect-log.js";
import { readEvalPrompts } from "./eval-prompts.js";

const lines = (...records: readonly unknown[]) => records.map((record) => JSON.stringify(record)).join("\n");

async function read(content: string | Uint8Array, file = "prompts.jsonl") {
  const bytes = bytesInMemory(typeof content === "string" ? Buffer.from(content) : content);
  return readEvalPrompts({ file, bytes });
}

/** The format, and each prompt as `id: text`. */
async function told(content: string | Uint8Array, file?: string): Promise<string[]> {
  const { format, prompts } = await read(content, file);
  return [format, ...prompts.map(({ id, text }) => `${id}: ${text}`)];
}

async function refusal(content: string | Uint8Array, file?: string): Promise<string> {
  try {
    await read(content, file);
  } catch (error) {
    if (isHoldfastError(error)) return `${error.code} ${describeError(error)}`;
    throw error;
  }
  throw new Error("it was accepted");
}

describe("a file of prompts", () => {
  it("names them prompt, question, input, messages or text, and gives them ids or lines", async () => {
    const content = lines(
      { id: "x1", prompt: "Say this" },
      { question: "Why?", answer: "Because" },
      { id: 7, input: "Do it", target: "done" },
      {
        input: [
          { role: "system", content: "Be brief" },
          { role: "user", content: "Go" },
        ],
      },
      {
        messages: [
          { role: "user", content: "Hello" },
          { role: "assistant", content: "Hi" },
        ],
      },
      { instruction: "Add", input: "1 2", output: "3" },
      "a text",
    );
    expect(await told(content)).toEqual([
      "prompts",
      "x1: Say this",
      "2: Why?",
      "7: Do it",
      "4: Be brief\n\nGo",
      "5: Hello",
      "6: Add\n\n1 2",
      "7: a text",
    ]);
  });

  it("is a JSON list, Parquet, packed JSONL or a document too", async () => {
    expect(await told(JSON.stringify([{ id: "a", input: "One" }, { prompt: "Two" }]), "p.json")).toEqual([
      "prompts",
      "a: One",
      "2: Two",
    ]);
    const parquet = parquetWriteBuffer({ columnData: [{ name: "prompt", data: ["One", "Two"] }] });
    expect(await told(new Uint8Array(parquet), "p.parquet")).toEqual(["prompts", "1: One", "2: Two"]);
    expect(await told(gzipSync(lines({ prompt: "One" })), "p.jsonl.gz")).toEqual(["prompts", "1: One"]);
    expect(await told("A whole document", "p.txt")).toEqual(["prompts", "1: A whole document"]);
  });

  it.each([
    ["", "p.jsonl", /^invalid-input p\.jsonl: the file is empty/],
    ["\n\n", "p.jsonl", /^invalid-input p\.jsonl/],
    ["[]", "p.json", /^invalid-input p\.json: there are no prompts in it/],
    [lines({ prompt: "ok" }, { score: 1 }), "p.jsonl", /^invalid-input p\.jsonl:2: .*score/],
    ['{"prompt": "ok"}\n{"prompt": "cut', "p.jsonl", /^invalid-input p\.jsonl:2 .*ends in the middle/],
    [Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), "p.jsonl", /^invalid-input p\.jsonl:1: .*UTF-8/],
    [JSON.stringify([{ prompt: "ok" }, { score: 1 }]), "p.json", /^invalid-input p\.json:2: /],
    [Buffer.from([0, 1, 2, 3]), "p.bin", /^invalid-input p\.bin: /],
  ])("is refused with the place: %j in %s", async (content, file, expected) => {
    expect(await refusal(content, file)).toMatch(expected);
  });
});

describe("a log of Inspect AI", () => {
  const samples = [
    sample("a", 1, "C", { input: "What now?" }),
    sample("a", 2, "I", { input: "What now?" }),
    sample(3, 1, "C", {
      input: [
        { role: "system", content: "You are Alex" },
        { role: "user", content: [{ type: "text", text: "attachment://0123456789abcdef0123456789abcdef" }] },
      ],
      attachments: { "0123456789abcdef0123456789abcdef": "A long mail" },
    }),
  ];
  const expected = ["inspect", "a: What now?", "a: What now?", "3: You are Alex\n\nA long mail"];

  it("gives the input of its samples, long texts put back, from either format", async () => {
    expect(await told(evalZip(samples), "log.eval")).toEqual(expected);
    expect(await told(JSON.stringify({ ...header(), samples }), "log.json")).toEqual(expected);
  });

  it("is refused where it has no samples, or one has no input", async () => {
    expect(await refusal(JSON.stringify(header()), "log.json")).toMatch(
      /^invalid-input log\.json: there are no prompts in it/,
    );
    const without = evalZip([sample("a", 1, "C", { input: null })]);
    expect(await refusal(without, "log.eval")).toBe(
      "invalid-input log.eval samples/a_epoch_1.json: a sample has no input. Copy the log again from where it was written.",
    );
    expect(await refusal(evalZip(samples).subarray(0, 300), "log.eval")).toMatch(/^invalid-input log\.eval/);
  });
});

describe("a samples file of lm-evaluation-harness", () => {
  it("gives what the model was shown, as it was written then and now", async () => {
    const now = { doc_id: 0, doc: { q: "x" }, arguments: { gen_args_0: { arg_0: "Q: x\nA:", arg_1: " a" } } };
    const then = {
      doc_id: 1,
      doc: {},
      arguments: [
        ["Q: y\nA:", " a"],
        ["Q: y\nA:", " b"],
      ],
    };
    const alone = { doc_id: 2, doc: {}, arguments: [["", "The whole sentence."]] };
    const until = { doc_id: 3, doc: {}, arguments: [["Q: z", { until: ["\n"] }]] };
    expect(await told(lines(now, then, alone, until), "samples_task.jsonl")).toEqual([
      "lm-eval",
      "0: Q: x\nA:",
      "1: Q: y\nA:",
      "2: The whole sentence.",
      "3: Q: z",
    ]);
  });

  it("is refused where a sample does not say what was shown, and results for having none", async () => {
    const content = lines({ doc_id: 0, doc: {}, arguments: [["Q"]] }, { doc_id: 1, doc: {} });
    expect(await refusal(content)).toMatch(/^invalid-input prompts\.jsonl:2 arguments: .*shown/);
    const results = JSON.stringify({ results: { task: { acc: 1 } }, versions: { task: 1 }, config: {} });
    expect(await refusal(results, "results.json")).toMatch(/hold no prompts\. Name the `samples_\*\.jsonl`/);
  });
});
