import { type OutcomeLine, OutcomeLineSchema } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { CSV_COLUMNS } from "./csv-columns.js";
import { readText, refusal } from "./testing/read-text.js";

const header = "arm,seed,stage,step,eval,judge,sample,cluster,epoch,score";
const row = (sample: string, epoch: number, score: string, seed = "1") =>
  `a,${seed},rl,200,b@1,rule,${sample},s1,${epoch},${score}`;

async function values(text: string, options = {}): Promise<OutcomeLine[]> {
  return (await readText(text, options)).map(({ value }) => value);
}

describe("CSV", () => {
  it("gathers consecutive rows of one key into one line", async () => {
    const lines = await readText(
      [header, row("p1", 0, "0"), row("p1", 1, "1"), row("p2", 0, ""), row("p1", 0, "1", "2"), ""].join("\n"),
    );
    expect(lines.map(({ line, rows }) => [line, rows])).toEqual([
      [2, [2, 3, 4]],
      [5, [5]],
    ]);
    expect(lines[0]?.value).toEqual({
      arm: "a",
      seed: 1,
      branch: 0,
      stage: "rl",
      step: 200,
      eval: "b@1",
      judge: "rule",
      status: "complete",
      samples: { id: ["p1", "p1", "p2"], cluster: ["s1", "s1", "s1"], epoch: [0, 1, 0], score: [0, 1, null] },
    });
    expect(lines[1]?.value.seed).toBe(2);
  });

  it("cuts a long key into several lines, so that memory stays bounded", async () => {
    const rows = Array.from({ length: 25 }, (_, index) => row(`p${index}`, 0, "1"));
    const lines = await values(`${[header, ...rows].join("\n")}\n`, { gatheredRows: 10 });
    expect(lines.map((line) => line.samples?.id.length)).toEqual([10, 10, 5]);
  });

  it("reads counts, summaries, points and scores from one file", async () => {
    const lines = await values(
      [
        "arm,stage,eval,k,n,mean,standardError,seOver,units,point,sample,score",
        "a,sft,b@1,22,100,,,,,,,",
        "a,sft,b@2,,,0.4,0.01,formats,8,,,",
        "a,sft,b@3,,250,0.4,1e-2,,,,,",
        "a,sft,b@4,,,,,,,.22,,",
        "a,sft,b@5,,,,,,,,p1,1.0",
        "",
      ].join("\r\n"),
    );
    expect(lines.map(({ counts, summary, point, samples }) => counts ?? summary ?? point ?? samples)).toEqual(
      [
        { k: 22, n: 100 },
        { mean: 0.4, standardError: 0.01, seOver: "formats", units: 8 },
        { mean: 0.4, standardError: 0.01, seOver: "unknown", n: 250 },
        0.22,
        { id: ["p1"], score: [1] },
      ],
    );
  });

  it("nests dotted columns, and reads conditions as what they look like", async () => {
    const [line] = await values(
      [
        "\uFEFFarm,stage,eval,condition.prompt,condition.shots,condition.tools,condition.code,environment.name,judge.model,judge.promptSha,shared,point",
        'a,sft,b@1,"ai, please",5,true,"""007""",prod,claude,abc,TRUE,0',
        "",
      ].join("\n"),
    );
    expect(line).toMatchObject({
      condition: { prompt: "ai, please", shots: 5, tools: true, code: "007" },
      environment: { name: "prod" },
      judge: { model: "claude", promptSha: "abc" },
      shared: true,
    });
  });

  it("reads fields in quotation marks over several lines, and mixed line breaks", async () => {
    const [first, second] = await readText(
      `${header}\r\na,1,rl,200,b@1,rule,"p\n""1""",s1,0,1\n${row("p2", 0, "0", "2")}\r\n`,
    );
    expect(first?.value.samples?.id).toEqual(['p\n"1"']);
    expect(second?.line).toBe(4);
  });

  it("has a column for every key of an outcome line", () => {
    const reachable = new Set([...CSV_COLUMNS.map((column) => column.path[0]), "condition"]);
    expect(Object.keys(OutcomeLineSchema.shape).filter((key) => !reachable.has(key))).toEqual([]);
  });

  const cases: readonly (readonly [string, string, string])[] = [
    [
      "a last line without its end",
      `${header}\n${row("p1", 0, "0.95").slice(0, -1)}`,
      "outcomes:2 score: the last line ends in the middle",
    ],
    [
      "a last line inside quotation marks",
      `${header}\na,1,rl,200,b@1,rule,"p`,
      "outcomes:2: the last line ends in the middle.",
    ],
    ["a header and nothing else, cut", "arm,stage,ev", "outcomes:1 ev: there is no column `ev`."],
    [
      "too few fields",
      `${header}\na,1,rl\n${row("p1", 0, "1")}\n`,
      "outcomes:2 step: the line has 3 fields, and the header 10.",
    ],
    ["too many fields", `${header}\n${row("p1", 0, "1")},1\n`, "outcomes:2 score: the line has 11 fields"],
    [
      "a NaN",
      `${header}\n${row("p1", 0, "1")}\n${row("p2", 0, "NaN")}\n`,
      "outcomes:3 score: `NaN` is not a number. Leave the field empty",
    ],
    [
      "1e400",
      `${header}\n${row("p1", 0, "1e400")}\n`,
      "outcomes:2 score: 1e400 is beyond the largest number there is.",
    ],
    ["a decimal comma", `${header}\n${row("p1", 0, '"0,5"')}\n`, "outcomes:2 score: `0,5` is not a number."],
    [
      "a seed in words",
      `${header}\n${row("p1", 0, "1", "one")}\n`,
      "outcomes:2 seed: `one` is not a number.",
    ],
    [
      "a negative epoch, on its own row",
      `${header}\n${row("p1", 0, "1")}\n${row("p1", -1, "1")}\n`,
      "outcomes:3 epoch:",
    ],
    [
      "a score without a sample",
      `${header}\n${row("", 0, "1")}\n`,
      "outcomes:2 sample: the row names no sample.",
    ],
    [
      "a row without evidence",
      "arm,stage,eval,point\na,sft,b@1,\n",
      "outcomes:2 sample: the row has no evidence.",
    ],
    ["k above n", "arm,stage,eval,k,n\na,sft,b@1,3,2\n", "outcomes:2 k: this is not a valid outcome"],
    [
      "two levels in a row",
      "arm,stage,eval,k,n,point\na,sft,b@1,1,2,0.5\n",
      "give exactly one of samples, counts, summary, point",
    ],
    [
      "a column that is not known",
      "arm,stage,eval,points\na,sft,b@1,1\n",
      "outcomes:1 points: there is no column `points`.",
    ],
    [
      "a column twice",
      "arm,stage,eval,point,point\na,sft,b@1,1,1\n",
      "outcomes:1 point: the column `point` is there twice.",
    ],
    ["no eval", "arm,stage,point\na,sft,1\n", "outcomes:1 eval: there is no column `eval`."],
    ["no evidence at all", "arm,stage,eval\na,sft,b@1\n", "outcomes:1 sample: no column holds evidence."],
    ["semicolons", "arm;stage;eval;point\na;sft;b@1;0,5\n", "outcomes:1: it is separated by semicolons."],
    [
      "a stray quotation mark",
      'arm,stage,eval,point\na,s"ft,b@1,0\n',
      "outcomes:2: a quotation mark stands in the middle of a field.",
    ],
    [
      "a quotation mark that is never closed",
      'arm,stage,eval,point\na,"sft,b@1,0\na,sft,b@1,0\n',
      "a quotation mark is never closed.",
    ],
  ];
  it.each(cases)("refuses %s", async (_, text, expected) => {
    const { code, said } = await refusal(text);
    expect(code).toBe("invalid-input");
    expect(said).toContain(expected);
  });

  it("refuses bytes that are not UTF-8, naming the line", async () => {
    const bytes = Buffer.concat([
      Buffer.from(`${header}\n${row("p1", 0, "1")}\na,`),
      Buffer.from([0xe9, 0x0a]),
    ]);
    expect((await refusal(bytes)).said).toContain("outcomes:3: the line is not valid UTF-8.");
    expect((await refusal(bytes, { chunk: 4096 })).said).toContain(
      "outcomes:3: the line is not valid UTF-8.",
    );
  });

  it("refuses a field without end once the limit is passed", async () => {
    const { code, said } = await refusal(`${header}\n"${"x".repeat(50_000)}`, {
      lineBytes: 20_000,
      chunk: 1000,
    });
    expect(code).toBe("too-large");
    expect(said).toContain("outcomes:2");
  });
});
