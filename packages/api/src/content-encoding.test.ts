import { deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { problemResponse } from "./client/problem.js";
import { decodeContent } from "./content-encoding.js";
import { FREE_BYTES } from "./decoding/expansion-guard.js";

const app = new Hono();
app.use(decodeContent());
app.onError((error) => problemResponse(error));
app.post("/", async (c) => {
  let size = 0;
  let text = "";
  for await (const chunk of c.req.raw.body ?? []) {
    size += chunk.byteLength;
    if (size < 100_000) text += Buffer.from(chunk).toString("latin1");
  }
  return c.json({ size, text, encoding: c.req.header("content-encoding") ?? null });
});

async function sent(encoding: string, body: Uint8Array) {
  const response = await app.request("/", {
    method: "POST",
    headers: { "content-encoding": encoding },
    body,
  });
  return { status: response.status, answer: await response.json() };
}

const TEXT = Buffer.from(JSON.stringify({ text: "difficult advice ".repeat(400) }));

/** A Zstandard frame by hand (RFC 8878): blocks as they are (raw), or one byte many times (RLE). */
function frame(
  blocks: readonly ({ readonly raw: Uint8Array } | { readonly byte: number; readonly times: number })[],
  { window = 0x38, isWhole = true }: { readonly window?: number; readonly isWhole?: boolean } = {},
): Buffer {
  const parts: Uint8Array[] = [Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, window])];
  blocks.forEach((block, index) => {
    const last = isWhole && index === blocks.length - 1 ? 1 : 0;
    const [type, size] = "raw" in block ? [0, block.raw.length] : [1, block.times];
    const header = Buffer.alloc(3);
    header.writeUIntLE((size << 3) | (type << 1) | last, 0, 3);
    parts.push(header, "raw" in block ? block.raw : Buffer.from([block.byte]));
  });
  return Buffer.concat(parts);
}

// `printf 'difficult advice %.0s' $(seq 40) | zstd -19`, with a checksum
const BY_ZSTD = Buffer.from("KLUv/QRoxQAAiGRpZmZpY3VsdCBhZHZpY2UgAQApUTWX2ZuO+g==", "base64");

describe("a body with a content encoding", () => {
  it.each([
    ["gzip", gzipSync(TEXT)],
    ["x-gzip", gzipSync(TEXT)],
    ["GZIP", Buffer.concat([gzipSync(TEXT.subarray(0, 100)), gzipSync(TEXT.subarray(100))])],
    ["deflate", deflateSync(TEXT)],
    ["identity, zstd", frame([{ raw: TEXT.subarray(0, 9) }, { raw: TEXT.subarray(9) }])],
    ["identity", TEXT],
  ])("is read as what it holds: %s", async (encoding, body) => {
    const { status, answer } = await sent(encoding, body);
    expect(status).toBe(200);
    expect(answer).toMatchObject({ size: TEXT.length, text: TEXT.toString("latin1") });
  });

  it("reads what zstd wrote", async () => {
    const { status, answer } = await sent("zstd", BY_ZSTD);
    expect([status, answer]).toMatchObject([200, { text: "difficult advice ".repeat(40), encoding: null }]);
  });

  it.each(["br", "compress", "gzip, gzip", "rot13", "gzip;q=1"])("%s is not read", async (encoding) => {
    const { status, answer } = await sent(encoding, TEXT);
    expect([status, answer]).toMatchObject([415, { place: { key: "content-encoding" } }]);
  });

  it.each([
    ["gzip", TEXT],
    ["gzip", gzipSync(TEXT).subarray(0, 30)],
    ["gzip", Buffer.alloc(0)],
    ["deflate", deflateRawSync(TEXT)],
    ["zstd", TEXT],
    ["zstd", BY_ZSTD.subarray(0, -1)],
    ["zstd", frame([{ raw: TEXT }], { isWhole: false })],
    ["zstd", Buffer.concat([frame([{ raw: TEXT }]), frame([{ raw: TEXT }])])],
    ["zstd", Buffer.from([0x28, 0xb5])],
    // a block of the reserved type, and a compressed one whose literals are longer than it is
    ["zstd", Buffer.concat([frame([]), Buffer.from([0x2f, 0, 0, 1, 2, 3, 4, 5])])],
    ["zstd", Buffer.concat([frame([]), Buffer.from([0x2d, 0, 0, 0xff, 0xff, 0xff, 4, 5])])],
  ])("is refused where it is broken: %s %#", async (encoding, body) => {
    const { status, answer } = await sent(encoding, body);
    if (body.length === 0) expect(status).toBeLessThan(500);
    else expect([status, answer]).toMatchObject([400, { code: "invalid-input" }]);
  });

  it("is refused where it would take all memory, before it does", async () => {
    const huge = frame([{ raw: TEXT }], { window: 0xf8 });
    expect(await sent("zstd", huge)).toMatchObject({ status: 400 });
  });

  it.each([
    ["gzip", gzipSync(Buffer.alloc(64 * 1024 * 1024))],
    ["deflate", deflateSync(Buffer.alloc(64 * 1024 * 1024))],
    ["zstd", frame(Array.from({ length: 4096 }, () => ({ byte: 48, times: 131_071 })))],
  ])("is refused where it becomes far larger than it is: %s", async (encoding, body) => {
    expect(body.length).toBeLessThan(100_000);
    const { status, answer } = await sent(encoding, body);
    expect([status, answer]).toMatchObject([413, { code: "too-large" }]);
  });

  it("may be small and become large within what is held in any case", async () => {
    const { status, answer } = await sent("gzip", gzipSync(Buffer.alloc(FREE_BYTES)));
    expect([status, answer]).toMatchObject([200, { size: FREE_BYTES }]);
  });
});

describe("the limit of bytes", () => {
  const limited = new Hono();
  limited.use(decodeContent(1000));
  limited.onError((error) => problemResponse(error));
  limited.post("/", async (c) => c.text(String((await c.req.raw.arrayBuffer()).byteLength)));

  it("holds for what a body unpacks to", async () => {
    const send = async (size: number) =>
      (
        await limited.request("/", {
          method: "POST",
          headers: { "content-encoding": "gzip" },
          body: gzipSync(Buffer.alloc(size)),
        })
      ).status;
    expect([await send(1000), await send(1001)]).toEqual([200, 413]);
  });
});
