import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytesInMemory } from "../bytes/byte-source.js";
import { type MadeMember, makeZip, zstdBomb, zstdFrame } from "../testing/make-zip.js";
import { DEFAULT_ZIP_LIMITS, zipContent } from "./zip-content.js";
import { readZipDirectory } from "./zip-directory.js";

async function contents(zip: Buffer, limits = DEFAULT_ZIP_LIMITS): Promise<Record<string, string>> {
  const source = bytesInMemory(zip);
  const found: Record<string, string> = {};
  for (const member of (await readZipDirectory(source)).values()) {
    const chunks: Buffer[] = [];
    for await (const chunk of zipContent(source, member, limits)) chunks.push(Buffer.from(chunk));
    found[member.name] = Buffer.concat(chunks).toString("utf8");
  }
  return found;
}

const one = (member: Omit<MadeMember, "name">) => makeZip([{ name: "a/b.json", ...member }]);
const text = "words ".repeat(1000);
const large = Buffer.from("0123456789abcdef".repeat(400_000));

describe("a zip archive", () => {
  it.each([0, 8, 93])("gives back what was packed by method %i, small or large", async (method) => {
    const zip = makeZip([
      { name: "small", content: text, method },
      { name: "empty", content: "", method },
      { name: "large", content: large, method },
    ]);
    const found = await contents(zip);
    expect([found.small, found.empty, found.large === large.toString()]).toEqual([text, "", true]);
  });

  it("may have several frames of Zstandard in one member, with or without a checksum, and skippable ones", async () => {
    const skippable = Buffer.from([0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]);
    for (const whole of [Buffer.from(text), large]) {
      const [first, second] = [whole.subarray(0, 777), whole.subarray(777)];
      const packed = Buffer.concat([zstdFrame(first, { hasChecksum: true }), skippable, zstdFrame(second)]);
      expect((await contents(one({ content: whole, method: 93, packed })))["a/b.json"]).toBe(
        whole.toString(),
      );
    }
  });

  it.each([3, 6 * 1024 * 1024])(
    "may end in a frame of a few bytes, which is not lost, after %i bytes",
    async (size) => {
      const first = Buffer.alloc(size, "x");
      const packed = Buffer.concat([zstdFrame(first), zstdFrame(Buffer.from("z"))]);
      const content = Buffer.concat([first, Buffer.from("z")]);
      const found = (await contents(one({ content, method: 93, packed })))["a/b.json"];
      expect([found?.length, found?.at(-1)]).toEqual([size + 1, "z"]);
    },
  );

  it("may be zip64, have a comment, and members whose names are there twice: the last counts", async () => {
    const members = [
      { name: "a", content: "first" },
      { name: "b", content: "other", isZip64: true },
      { name: "a", content: "last", method: 0 },
    ];
    for (const options of [{}, { isZip64: true }, { comment: "PK\u0005\u0006 in a comment" }])
      expect(await contents(makeZip(members, options))).toEqual({ a: "last", b: "other" });
  });

  it("is read as it was made, whatever it holds", async () => {
    const member = fc.record({
      name: fc.string({ minLength: 1 }),
      content: fc.uint8Array().map((bytes) => Buffer.from(bytes)),
      method: fc.constantFrom(0, 8, 93),
      isZip64: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(member), fc.boolean(), async (members, isZip64) => {
        const source = bytesInMemory(makeZip(members, { isZip64 }));
        for (const [name, found] of await readZipDirectory(source)) {
          const chunks: Buffer[] = [];
          for await (const chunk of zipContent(source, found)) chunks.push(Buffer.from(chunk));
          const expected = members.filter((each) => Buffer.from(each.name).toString() === name).at(-1);
          expect(Buffer.concat(chunks).equals(expected?.content ?? Buffer.alloc(0))).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("is refused, wherever it was cut off", async () => {
    const zip = makeZip([0, 8, 93].map((method) => ({ name: `m${method}`, content: text, method })));
    for (let part = 0; part < 50; part += 1)
      await expect(contents(zip.subarray(0, Math.floor((zip.length * part) / 50)))).rejects.toThrow(
        /cut off|damaged/,
      );
  });

  it("tells of any byte that changed, or gives what was packed", async () => {
    const zip = makeZip(
      [0, 8, 93].map((method) => ({ name: `m${method}`, content: text.slice(0, 200), method })),
    );
    for (let at = 0; at < zip.length; at += 1) {
      const changed = Buffer.from(zip);
      changed[at] = (changed[at] ?? 0) ^ 0x55;
      const found = await contents(changed).catch((error: unknown) => {
        expect(error).toHaveProperty("name", "HoldfastError");
        return {};
      });
      for (const content of Object.values(found)) expect(content).toBe(text.slice(0, 200));
    }
  });

  it.each([
    ["another checksum", { content: text, crc: 1 }, "invalid-input", /checksum/],
    ["less in it than it says", { content: text, size: 99_999 }, "invalid-input", /less/],
    ["more in it than it says", { content: text, size: 9, method: 0 }, "invalid-input", /more/],
    [
      "more in it than it says, deflated",
      { content: text, size: 9 },
      "invalid-input",
      /cannot be unpacked|more/,
    ],
    [
      "more in it than it says, of Zstandard",
      { content: text, size: 9, method: 93 },
      "invalid-input",
      /unpacked|more|checksum/,
    ],
    ["a password", { content: text, flags: 1 }, "invalid-input", /encrypted/],
    [
      "a packing that nobody knows",
      { content: text, method: 14, packed: Buffer.from("x") },
      "invalid-input",
      /method 14/,
    ],
    [
      "no Zstandard in it",
      { content: text, method: 93, packed: Buffer.from(text) },
      "invalid-input",
      /Zstandard/,
    ],
  ] as const)("is refused for a member with %s", async (_, member, code, message) => {
    await expect(contents(one(member))).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
      place: { key: "a/b.json" },
    });
  });

  it("is refused for a bomb before it goes off", async () => {
    const megabytes = 1024 * 1024;
    const honest = one({ content: "", method: 93, packed: zstdBomb(700 * megabytes), size: 700 * megabytes });
    await expect(contents(honest)).rejects.toMatchObject({
      code: "too-large",
      message: expect.stringMatching(/grows to/),
    });
    const lying = one({ content: "", method: 93, packed: zstdBomb(700 * megabytes), size: 5 * megabytes });
    const before = process.memoryUsage().rss;
    await expect(contents(lying)).rejects.toMatchObject({
      code: "invalid-input",
      message: expect.stringMatching(/more/),
    });
    expect(process.memoryUsage().rss - before).toBeLessThan(250 * megabytes);
    await expect(contents(one({ content: text }), { memberBytes: 100, ratio: 500 })).rejects.toMatchObject({
      code: "too-large",
    });
  });

  it("is refused for a Zstandard window that no log has", async () => {
    const window = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0xa8, 1, 0, 0]);
    const single = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0xa0, 0xff, 0xff, 0xff, 0x7f, 1, 0, 0]);
    for (const packed of [window, single])
      await expect(contents(one({ content: "", method: 93, packed, size: 1 }))).rejects.toMatchObject({
        code: "too-large",
        message: expect.stringMatching(/window/),
      });
  });
});
