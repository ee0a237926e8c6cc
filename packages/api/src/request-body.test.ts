import { describe, expect, it } from "vitest";
import { bodyChunks, nestsDeeper } from "./request-body.js";

const bytes = (text: string) => new TextEncoder().encode(text);

describe("nestsDeeper", () => {
  it("counts open brackets and not those inside of strings", () => {
    expect(nestsDeeper(bytes('{"a":[1,[2]]}'), 3)).toBe(false);
    expect(nestsDeeper(bytes('{"a":[1,[[2]]]}'), 3)).toBe(true);
    expect(nestsDeeper(bytes('["[[[[[[", "\\"[[[[", "\\\\"]'), 1)).toBe(false);
    expect(nestsDeeper(bytes("[[],[],[],[]]"), 2)).toBe(false);
  });
});

describe("bodyChunks", () => {
  it("stops as soon as there are more bytes than allowed, and reads no further", async () => {
    let pulled = 0;
    const body = new ReadableStream<Uint8Array>(
      {
        pull: (controller) => {
          pulled += 1;
          controller.enqueue(new Uint8Array(10));
        },
      },
      { highWaterMark: 0 },
    );
    const request = new Request("http://x.test", { method: "POST", body, duplex: "half" });
    const read = async () => {
      for await (const _chunk of bodyChunks(request, 25));
    };
    await expect(read()).rejects.toMatchObject({ code: "too-large" });
    expect(pulled).toBe(3);
  });

  it("is empty where there is no body", async () => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of bodyChunks(new Request("http://x.test"), 1)) chunks.push(chunk);
    expect(chunks).toEqual([]);
  });
});
