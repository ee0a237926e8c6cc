import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalDocument, canonicalJson } from "./canonical-json.js";

describe("canonicalJson", () => {
  it("has one spelling for one value, whatever the order of the keys", () => {
    expect(canonicalJson({ b: [1, { d: null, c: "x" }], a: -0 })).toBe('{"a":0,"b":[1,{"c":"x","d":null}]}');
    expect(canonicalJson({ a: 0, b: [1, { c: "x", d: null }] })).toBe(
      canonicalJson({ b: [1, { d: null, c: "x" }], a: -0 }),
    );
  });

  it("leaves out members that are undefined", () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
  });

  it("orders keys by code unit, not by locale", () => {
    expect(canonicalJson({ é: 1, z: 2, Z: 3 })).toBe('{"Z":3,"z":2,"é":1}');
  });

  it.each([
    [{ plan: { alpha: Number.NaN } }, "plan.alpha", /NaN/],
    [{ a: [1, Number.POSITIVE_INFINITY] }, "a[1]", /Infinity/],
    [{ when: new Date(0) }, "when", /Date/],
    [{ f: () => 1 }, "f", /function/],
    [{ m: new Map() }, "m", /Map/],
    [{ n: 1n }, "n", /bigint/],
    [[undefined], "[0]", /undefined/],
    [{ text: "\ud800" }, "text", /surrogate/],
  ])("refuses %o and names the key and a remedy", (value, key, message) => {
    expect(() => canonicalJson(value)).toThrowError(message);
    expect(() => canonicalJson(value)).toThrowError(
      expect.objectContaining({
        code: "invalid-input",
        place: { key },
        remedy: expect.stringMatching(/\w+/),
      }),
    );
  });

  it("refuses a cycle", () => {
    const loop: Record<string, unknown> = {};
    loop.self = loop;
    expect(() => canonicalJson(loop)).toThrowError(/contains itself/);
  });

  it("is read back by JSON.parse as the same value, and writing that again changes nothing", () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        let text: string;
        try {
          text = canonicalJson(value);
        } catch {
          return /\\u?d[89a-f]/i.test(JSON.stringify(value));
        }
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        return true;
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  it.each([
    [{ 10: "ten", 9: "nine", b: 1, a: 2 }, '{"10":"ten","9":"nine","a":2,"b":1}'],
    [JSON.parse('{"b":1,"__proto__":{"y":1,"x":2}}'), '{"__proto__":{"x":2,"y":1},"b":1}'],
    [{ path: "C:\\udata", a: "\u2028\n\u{1f600}" }, '{"a":"\u2028\\n\u{1f600}","path":"C:\\\\udata"}'],
    [{ z: undefined, y: [-0, { b: null, a: true }] }, '{"y":[0,{"a":true,"b":null}]}'],
  ])("spells %o, and gives the document as it is read back", (value, text) => {
    expect(canonicalJson(value)).toBe(text);
    const document = canonicalDocument(value);
    expect(document).toStrictEqual({ text, value: JSON.parse(text) });
    expect(JSON.stringify(document.value)).toBe(JSON.stringify(JSON.parse(text)));
  });

  it("spells a value the same at once and key by key, which an index as a key around it asks for", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalJson({ 0: value })).toBe(`{"0":${canonicalJson(value)}}`);
      }),
      { seed: 12, numRuns: 300 },
    );
  });
});
