import { describe, expect, it } from "vitest";
import { jsonText } from "./json-text.js";

const bytes = (text: string) => new TextEncoder().encode(text);

describe("jsonText", () => {
  const posted = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
    new Request("http://x.test", { method: "POST", body, headers });
  // once as a server hands it over, with its length, and once in chunks
  it.each([true, false])(
    "gives the text of a body and refuses what no JSON is, length stated: %s",
    async (isStated) => {
      const read = (body: Uint8Array<ArrayBuffer>, limit = 1000) =>
        jsonText(posted(body, isStated ? { "content-length": String(body.byteLength) } : {}), limit);
      expect(await read(bytes('{"é":"🦉"}'))).toBe('{"é":"🦉"}');
      expect(await read(bytes(""))).toBe("");
      await expect(read(bytes("x".repeat(11)), 10)).rejects.toMatchObject({ code: "too-large" });
      await expect(read(Uint8Array.from([0x22, 0xff, 0x22]))).rejects.toMatchObject({
        code: "invalid-input",
      });
      await expect(read(bytes("[".repeat(65)))).rejects.toMatchObject({ code: "invalid-input" });
    },
  );

  it("does not believe a length that is too small", async () => {
    const read = jsonText(posted("x".repeat(100), { "content-length": "5" }), 10);
    await expect(read).rejects.toMatchObject({ code: "too-large" });
  });
});
