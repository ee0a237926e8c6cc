import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { endOfSample } from "./end-of-sample.js";

const sample = (extra: Record<string, unknown> = {}) => ({
  doc_id: 7,
  doc: { question: 'say "filter": "x"}' },
  resps: [[["-1.5", "False"]]],
  filter: "none",
  metrics: ["acc"],
  doc_hash: "h",
  acc: 1,
  ...extra,
});
/** As Python's json.dumps writes it, with a blank behind colons and commas; a line break in a text is escaped. */
const spaced = (value: unknown): string =>
  JSON.stringify(value, null, 1).replace(/,\n */g, ", ").replace(/\n */g, "");
const ends = (text: string) => endOfSample(Buffer.from(text));

describe("the end of a sample", () => {
  it("has the filter, the hash and the scores, in either spelling", () => {
    const expected = { doc_id: 7, filter: "none", metrics: ["acc"], doc_hash: "h", acc: 1 };
    expect(ends(JSON.stringify(sample()))).toEqual(expected);
    expect(
      ends(`{"doc_id": 7, "doc": {"a": 1}, "filter": "none", "metrics": ["acc"], "doc_hash": "h", "acc": 1}`),
    ).toEqual(expected);
  });

  it.each([
    ["a line that broke off", JSON.stringify(sample()).slice(0, -9)],
    [
      "a line that broke off and went on",
      JSON.stringify(sample()).slice(0, 60) + JSON.stringify(sample({ doc_id: 8 })),
    ],
    [
      "a filter of an object inside alone",
      JSON.stringify({ doc_id: 7, doc: { filter: "a", doc_hash: "h" } }),
    ],
    ["a later object with a filter", JSON.stringify({ ...sample(), more: { filter: "b", doc_hash: "h" } })],
    ["a score that is NaN", JSON.stringify(sample()).replace('"acc":1', '"acc":NaN')],
    ["another order", `{"acc":1,${JSON.stringify(sample()).slice(1)}`],
    ["a score before the texts", JSON.stringify(sample({ metrics: ["acc", "f1"] }))],
    ["no hash", JSON.stringify({ ...sample(), doc_hash: undefined })],
    ["something else", "[1, 2]"],
    ["nothing", ""],
  ])("is not told of %s", (_what, line) => {
    expect(ends(line)).toBeNull();
  });

  it("is what the whole line says, whatever stands in it", () => {
    const awkward = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom('"filter": "x"', '{"doc_id": 1', "\\", '"', '", "filter": "', "}", "\u2028"),
    );
    const value = fc.jsonValue({ maxDepth: 3, stringUnit: "binary" });
    fc.assert(
      fc.property(awkward, value, fc.double(), fc.boolean(), (text, other, score, isSpaced) => {
        const row = sample({ doc: { [text]: text, other }, resps: [text, other], acc: score, extra: text });
        const line = isSpaced ? spaced(row) : JSON.stringify(row);
        const found = ends(line);
        // seldom a key of the values that are made is the one by which a line that went on is known
        if (line.includes('"doc_id"', 9)) return expect(found).toBeNull();
        if (found === null) throw new Error(`not recognised: ${line}`);
        const whole: Record<string, unknown> = JSON.parse(line);
        for (const [key, part] of Object.entries(found)) expect(part).toEqual(whole[key]);
        expect(found).toHaveProperty("acc");
      }),
      { numRuns: 500 },
    );
  });
});
