import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { elementsOfDocument } from "./elements-of-document.js";

async function* cutInto(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield Buffer.from(bytes.subarray(at, at + size));
}

async function linesOf(text: string, size = 7): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of elementsOfDocument(cutInto(text, size), "lines")) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

describe("elementsOfDocument", () => {
  it("gives any list element by element, however it is written and cut", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.jsonValue({ maxDepth: 4 }), { maxLength: 6 }),
        fc.constantFrom(undefined, 2, "\t"),
        fc.integer({ min: 1, max: 40 }),
        async (list, indent, size) => {
          const read = (await linesOf(JSON.stringify({ lines: list }, null, indent), size)).split("\n");
          expect(read.pop()).toBe("");
          expect(read.map((line) => JSON.parse(line))).toEqual(
            list.map((value) => JSON.parse(JSON.stringify(value))),
          );
        },
      ),
      { seed: 7, numRuns: 300 },
    );
  });

  it.each([
    ["another key", '{"points":[1]}'],
    ["a second key", '{"lines":[1],"more":2}'],
    ["no list", '{"lines":{"a":1}}'],
    ["half of it", '{"lines":[1,2'],
    ["half of a text", '{"lines":["a'],
    ["an end that is none", '{"lines":[1}'],
    ["a comma too many", '{"lines":[1,]}'],
    ["two commas", '{"lines":[1,,2]}'],
    ["a comma first", '{"lines":[,1]}'],
    ["more behind it", '{"lines":[1]}{"lines":[2]}'],
    ["a space in the key", '{"li nes":[1]}'],
    ["pairs in the list", '{"lines":["a":1]}'],
    ["a bracket too many", '{"lines":[1]]}'],
    ["nothing", ""],
    ["blanks", "  "],
    ["a list alone", "[1,2]"],
  ])("refuses %s", async (_what, text) => {
    await expect(linesOf(text)).rejects.toMatchObject({ code: "invalid-input" });
  });

  it("refuses what is nested without end, before it has all of it", async () => {
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('{"lines":[');
      for (;;) yield Buffer.from("[".repeat(100));
    }
    const read = async () => {
      for await (const _piece of elementsOfDocument(endless(), "lines"));
    };
    await expect(read()).rejects.toMatchObject({ message: expect.stringContaining("nested deeper") });
  });
});
