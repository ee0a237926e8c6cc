import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeSpoolLine, encodeSpoolLine, SPOOL_KINDS } from "./spool-line.js";

describe("a line of a spool", () => {
  it("reads what it wrote, whatever the JSON holds", () => {
    fc.assert(
      fc.property(fc.constantFrom(...SPOOL_KINDS), fc.json(), (kind, body) => {
        const line = { kind, subject: "advice@1", body };
        const text = encodeSpoolLine(line);
        expect(text.endsWith("\n")).toBe(true);
        expect(decodeSpoolLine(text.slice(0, -1))).toEqual(line);
      }),
    );
  });

  it("is what the Python package writes", () => {
    const line = {
      kind: "outcome",
      subject: "advice@1",
      body: '{"arm":"control","eval":"größe@1"}',
    } as const;
    expect(encodeSpoolLine(line)).toBe('c160b260 outcome advice@1 {"arm":"control","eval":"größe@1"}\n');
  });

  it("sees every change of a single character", () => {
    const text = encodeSpoolLine({ kind: "metric", subject: "a@1", body: '{"value":0.5}' }).slice(0, -1);
    for (let at = 0; at < text.length; at += 1) {
      const changed = `${text.slice(0, at)}${text[at] === "1" ? "2" : "1"}${text.slice(at + 1)}`;
      expect(decodeSpoolLine(changed)).toBeUndefined();
    }
  });

  it("knows no other kind, and no line that was cut", () => {
    const text = encodeSpoolLine({ kind: "outcome", subject: "a@1", body: "{}" });
    expect(decodeSpoolLine(text.slice(0, -3))).toBeUndefined();
    expect(decodeSpoolLine("")).toBeUndefined();
    expect(decodeSpoolLine("7b9c7a7f secret a@1 {}")).toBeUndefined();
  });
});
