import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { hashTokenText, isSameHash, makeTokenText, tokenIdIn } from "./token-text.js";

const counted = (size: number) => new Uint8Array(size).map((_, index) => index);

describe("the text of a token", () => {
  it("is its id and 256 bits of the chance that it is given", () => {
    const { id, text } = makeTokenText(counted);
    expect(id).toBe("000102030405");
    expect(text).toBe(`hf_000102030405_${Buffer.from(counted(32)).toString("hex")}`);
    expect(tokenIdIn(text)).toBe(id);
  });

  it("never comes twice", () => {
    const made = Array.from({ length: 200 }, () => makeTokenText(randomBytes).text);
    expect(new Set(made).size).toBe(200);
  });

  const { text } = makeTokenText(counted);
  it.each([
    ["nothing", ""],
    ["one letter short", text.slice(0, -1)],
    ["one letter long", `${text}0`],
    ["upper case", text.toUpperCase()],
    ["an upper case prefix", text.replace("hf_", "HF_")],
    ["one upper case digit", text.replace(/a/, "A")],
    ["a space before it", ` ${text}`],
    ["a line break after it", `${text}\n`],
    ["a line break instead of its end", `${text.slice(0, -1)}\n`],
    ["letters that are no digits", text.replace("0f", "zz")],
    ["a megabyte", `${text}${"0".repeat(1_000_000)}`],
    ["SQL", `hf_' or 1=1 --${text}`],
  ])("%s is none", (_what, wrong) => expect(tokenIdIn(wrong)).toBeUndefined());
});

describe("hashes", () => {
  const hash = hashTokenText("hf_x");

  it("are SHA-256", () => {
    expect(hashTokenText("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  });

  it("are the same or not", () => {
    expect(isSameHash(hash, hash)).toBe(true);
    expect(isSameHash(hash, hashTokenText("hf_y"))).toBe(false);
    expect(isSameHash(hash, `${hash.slice(0, -1)}${hash.endsWith("0") ? "1" : "0"}`)).toBe(false);
  });

  it("are never that of a token that is not there", () => {
    expect(isSameHash("0".repeat(64), null)).toBe(false);
    expect(isSameHash(hash, null)).toBe(false);
  });
});
