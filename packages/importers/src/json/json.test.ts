import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jsonPieces } from "./json-pieces.js";
import { JsonScanner } from "./json-scanner.js";
import { parseJson } from "./parse-json.js";

async function pieces(
  text: string,
  chunk: number,
  wanted: readonly string[] = [],
  apart: readonly string[] = [],
) {
  const bytes = Buffer.from(text);
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
  }
  const found: [string, unknown][] = [];
  const wish = (key: string) => (apart.includes(key) ? "elements" : wanted.includes(key) ? "whole" : "skip");
  for await (const some of jsonPieces(chunks(), wish))
    for (const { key, bytes: value } of some) found.push([key, parseJson(value.toString("utf8"))]);
  return found;
}

describe("JSON as Python writes it", () => {
  it.each([
    ['{"a": NaN, "b": [Infinity, -Infinity, 1]}', { a: null, b: [Infinity, -Infinity, 1] }],
    ['{"NaN": "NaN, -Infinity \\" NaN", "b": NaN}', { NaN: 'NaN, -Infinity " NaN', b: null }],
    ['["\\\\", NaN, "\\\\\\" NaN"]', ["\\", null, '\\" NaN']],
    ["NaN", null],
  ])("%s", (text, value) => expect(parseJson(text)).toEqual(value));

  it.each([
    ['{"a": [1, ', "ends in the middle"],
    ['{"a": NaNo}', "NaNo"],
    ['{"a": Infinity, "b": }', "`}`"],
    ["nope", "nope"],
  ])("is refused as %s", (text, message) => expect(() => parseJson(text)).toThrow(message));

  it("is what JSON.parse says where it can", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(parseJson(JSON.stringify(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe("pieces of JSON", () => {
  it("are the wanted values of the root, wherever chunks are cut", async () => {
    const text =
      '{ "a" : {"x":[1,{"y":"]}"}]} ,"skip":[[{"b\\"}":1}],"\\\\"],"b":-1.5e3, "list":[ 1 , {"z":[]},"\\"," ], "c":null}';
    for (let chunk = 1; chunk < text.length; chunk += 1)
      expect(await pieces(text, chunk, ["a", "b", "c"], ["list"])).toEqual([
        ["a", { x: [1, { y: "]}" }] }],
        ["b", -1500],
        ["list", 1],
        ["list", { z: [] }],
        ["list", '",'],
        ["c", null],
      ]);
  });

  it("are the elements of a root that is a list, and all keys of one that is not", async () => {
    const value = fc.jsonValue();
    await fc.assert(
      fc.asyncProperty(fc.array(value), fc.integer({ min: 1, max: 9 }), async (list, chunk) => {
        expect((await pieces(JSON.stringify(list, null, 1), chunk)).map(([, each]) => each)).toEqual(
          JSON.parse(JSON.stringify(list)),
        );
      }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.string(), value),
        fc.integer({ min: 1, max: 9 }),
        async (object, chunk) => {
          const found = await pieces(JSON.stringify(object), chunk, Object.keys(object));
          expect(found).toEqual(Object.entries(JSON.parse(JSON.stringify(object))));
        },
      ),
    );
  });

  it.each([
    "",
    " ",
    '{"a":1',
    '{"a":[1}',
    "[1]]",
    "{}{}",
    '{"a" 1}',
    "{1:2}",
    '{"a"}',
    '{"a"::1}',
    '{"a" {}}',
    '{"a",1}',
    "{[]}",
    "word",
    '{"a":"',
    '[{"a":1]',
  ])("are refused of %j", async (text) => {
    await expect(pieces(text, 3, ["a"])).rejects.toHaveProperty("code", "invalid-input");
  });

  it("are refused where one is larger than is held", () => {
    const scanner = new JsonScanner(() => "whole", 10);
    scanner.push(Buffer.from('{"a": "123'));
    expect(() => scanner.push(Buffer.from("4567890123"))).toThrow(/longer than/);
  });
});
