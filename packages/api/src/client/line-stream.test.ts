import { describe, expect, it } from "vitest";
import { bodyOfLines, linesOfBody } from "./line-stream.js";

async function* pieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function collected(lines: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const line of lines) all.push(line);
  return all;
}

async function* three() {
  yield "first";
  yield "";
  yield "das dritte: ü 🙂";
}

describe("linesOfBody", () => {
  it("gives the same lines however the bytes are cut", async () => {
    const bytes = new Uint8Array(await new Response(bodyOfLines(three())).arrayBuffer());
    for (const size of [1, 2, 3, 7, 1000])
      expect(await collected(linesOfBody(pieces(bytes, size)))).toEqual(["first", "", "das dritte: ü 🙂"]);
  });

  it("gives a last line that is not closed", async () => {
    expect(await collected(linesOfBody(pieces(new TextEncoder().encode("a\nb"), 9)))).toEqual(["a", "b"]);
  });

  it("refuses what is not UTF-8, also at the very end", async () => {
    await expect(collected(linesOfBody(pieces(new Uint8Array([0x61, 0xff, 0x0a]), 9)))).rejects.toMatchObject(
      { code: "invalid-input" },
    );
    await expect(collected(linesOfBody(pieces(new Uint8Array([0x61, 0xc3]), 9)))).rejects.toMatchObject({
      code: "invalid-input",
    });
  });

  it("breaks off where the lines break off", async () => {
    async function* broken() {
      yield "first";
      throw new RangeError("lost");
    }
    await expect(collected(linesOfBody(bodyOfLines(broken())))).rejects.toThrow("lost");
  });
});
