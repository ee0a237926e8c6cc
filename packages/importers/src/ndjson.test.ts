import { describe, expect, it } from "vitest";
import { readText, refusal } from "./testing/read-text.js";
import { textLines } from "./text-lines.js";

const point = (value: string) => `{"arm":"control","stage":"sft","eval":"honeypots@1","point":${value}}`;
const samples = (score: string) =>
  `{"arm":"a","seed":1,"stage":"rl","step":200,"eval":"b@1","samples":{"id":["p1","p2"],"score":${score}}}`;

describe("NDJSON", () => {
  it("reads the four levels of evidence, with the line of each", async () => {
    const lines = await readText(
      [
        samples("[0,null]"),
        '{"arm":"control","seed":1,"stage":"rl","step":200,"eval":"b@1","counts":{"k":22,"n":100}}',
        '{"arm":"control","stage":"dpo","eval":"b@1","condition":{"systemPrompt":"ai"},"summary":{"mean":0.412,"standardError":0.01,"seOver":"formats","units":8}}',
        point("0.22"),
        "",
      ].join("\n"),
    );
    expect(lines.map(({ line }) => line)).toEqual([1, 2, 3, 4]);
    expect(
      lines.map(({ value }) => value.samples?.score ?? value.counts ?? value.summary?.units ?? value.point),
    ).toEqual([[0, null], { k: 22, n: 100 }, 8, 0.22]);
  });

  it("passes over a byte order mark, CRLF and empty lines, and counts them as lines", async () => {
    const lines = await readText(`\uFEFF\r\n${point("0.1")}\r\n\r\n  \r\n${point("0.2")}\r\n`);
    expect(lines.map(({ line, value }) => [line, value.point])).toEqual([
      [2, 0.1],
      [5, 0.2],
    ]);
  });

  it("takes a whole last line that no line break ends", async () => {
    expect(await readText(point("0.1"))).toHaveLength(1);
  });

  it.each([3, 5, 64, 4096])(
    "reads characters of several bytes cut into chunks of %i bytes",
    async (chunk) => {
      const [line] = await readText(
        `{"arm":"a","stage":"s","eval":"b@1","samples":{"id":["prüfung-日本-🌊"],"score":[1]}}\n`,
        { chunk },
      );
      expect(line?.value.samples?.id).toEqual(["prüfung-日本-🌊"]);
    },
  );

  const cases: readonly (readonly [string, string, string])[] = [
    [
      "half a last line",
      `${point("0.1")}\n${samples("[0,1]").slice(0, -9)}`,
      "outcomes:2 samples.id: the last line ends in the middle.",
    ],
    [
      "half a last line in a word",
      `${samples("[0,null]").slice(0, -5)}`,
      "outcomes:1 samples.score[1]: the last line ends in the middle.",
    ],
    [
      "half a last line in a text",
      `${point("0.1")}\n{"arm":"cont`,
      "outcomes:2 arm: the last line ends in the middle.",
    ],
    [
      "JSON over several lines",
      '{\n "arm": "a"\n}\n',
      "outcomes:1: the line ends in the middle of its JSON.",
    ],
    ["a bare NaN", `${samples("[0,NaN]")}\n`, "outcomes:1 samples.score[1]: JSON has no NaN. Write null"],
    ["a bare -Infinity", `${point("-Infinity")}\n`, "outcomes:1 point: JSON has no -Infinity."],
    [
      "Python's None",
      `${samples("[0,None]")}\n`,
      "outcomes:1 samples.score[1]: JSON has no None. Write null",
    ],
    [
      "1e400",
      `${samples("[1e400,0]")}\n`,
      "outcomes:1 samples.score[0]: 1e400 is beyond the largest number there is.",
    ],
    ["-1e400 in a point", `\n${point("-1e400")}\n`, "outcomes:2 point: -1e400 is beyond"],
    [
      "a trailing comma",
      `${samples("[0,1,]")}\n`,
      "outcomes:1 samples.score[2]: this is not JSON: `]` is not expected here.",
    ],
    ["single quotes", "{'arm':'a'}\n", "outcomes:1: this is not JSON: `'` is not expected here."],
    [
      "two objects on a line",
      `${point("0")} ${point("0")}\n`,
      "outcomes:1: this is not JSON: `{` is not expected",
    ],
    [
      "a key that is not known",
      '{"arm":"a","stage":"s","eval":"b@1","point":0,"scor":1}\n',
      'outcomes:1: this is not a valid outcome: Unrecognized key: "scor".',
    ],
    [
      "k above n",
      '{"arm":"a","stage":"s","eval":"b@1","counts":{"k":3,"n":2}}\n',
      "outcomes:1 counts.k: this is not a valid outcome: counts.k: k must not exceed n.",
    ],
    [
      "two levels of evidence",
      '{"arm":"a","stage":"s","eval":"b@1","point":0,"counts":{"k":1,"n":2}}\n',
      "outcomes:1: this is not a valid outcome: give exactly one of samples, counts, summary, point.",
    ],
    ["lists of two lengths", `${samples("[0]")}\n`, "the lists differ in length"],
    ["a score in words", `${samples('[0,"1"]')}\n`, "outcomes:1 samples.score[1]:"],
    [
      "a list that is no line",
      '[{"arm":"a"}]\n',
      "outcomes:1: it is one JSON list. Write one outcome a line",
    ],
    ["an empty file", "", "outcomes:1: there are no outcomes in it."],
    ["only blank lines", "\uFEFF\n\n\n", "outcomes:1: there are no outcomes in it."],
    [
      "something else",
      "hello\nworld\n",
      "outcomes:1: the format is not one that is known here. Outcomes are read from NDJSON",
    ],
  ];
  it.each(cases)("refuses %s", async (_, text, expected) => {
    const { code, said } = await refusal(text);
    expect(code).toBe("invalid-input");
    expect(said).toContain(expected);
  });

  it("refuses bytes that are not UTF-8, naming line and key", async () => {
    const bytes = Buffer.concat([
      Buffer.from(`${point("0")}\n{"arm":"a","samples":{"id":["ok","x`),
      Buffer.from([0xe9]),
      Buffer.from('"]}}\n'),
    ]);
    const { code, said } = await refusal(bytes);
    expect(code).toBe("invalid-input");
    expect(said).toContain("outcomes:2 samples.id[1]: the line is not valid UTF-8.");
  });

  it.each([
    ["gzip", [0x1f, 0x8b, 8, 0]],
    ["zip", [0x50, 0x4b, 3, 4]],
    ["UTF-16", [0xff, 0xfe, 0x7b, 0]],
  ])("says so when it is %s", async (name, bytes) => {
    expect((await refusal(Buffer.from(bytes))).said).toContain(name);
  });

  it("refuses a line of 2 GB once the limit is passed, and reads no further", async () => {
    const block = Buffer.alloc(1024 * 1024, 0x61);
    let handedOut = 0;
    function* twoGigabytes() {
      yield Buffer.from(`${point("0")}\n`);
      for (; handedOut < 2048; handedOut += 1) yield block;
    }
    const read = async () => {
      for await (const _ of textLines({ file: "big", chunks: twoGigabytes() }, 8 * 1024 * 1024));
    };
    await expect(read()).rejects.toMatchObject({ code: "too-large", place: { file: "big", line: 2 } });
    expect(handedOut).toBeLessThan(16);
  });
});
