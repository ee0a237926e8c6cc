import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findJsonFault } from "./json-fault.js";

describe("findJsonFault", () => {
  it("finds nothing in any JSON", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), (text) => {
        expect(findJsonFault(text)).toBeUndefined();
      }),
    );
  });

  it("finds a fault wherever JSON.parse does, and nowhere else", () => {
    fc.assert(
      fc.property(
        fc.json({ maxDepth: 3 }),
        fc.nat(),
        fc.constantFrom("", ",", "]", "NaN", '"', "1", "{"),
        (text, at, put) => {
          const position = at % (text.length + 1);
          const changed = text.slice(0, position) + put + text.slice(position + 1);
          let isJson = true;
          try {
            JSON.parse(changed);
          } catch {
            isJson = false;
          }
          const fault = findJsonFault(changed);
          fc.pre(fault?.kind !== "overflow");
          expect(fault === undefined).toBe(isJson);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("knows an object that was cut off from one that is wrong", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.json({ maxDepth: 2 }), { minKeys: 1 }),
        fc.nat(),
        (value, at) => {
          const text = JSON.stringify(value);
          const cut = text.slice(0, 1 + (at % (text.length - 1)));
          expect(findJsonFault(cut)?.kind).toBe("ends");
        },
      ),
    );
  });

  it("names the path", () => {
    expect(findJsonFault('{"a":{"b":[1,2,{"c":1e999}]}}')).toEqual({
      kind: "overflow",
      path: ["a", "b", 2, "c"],
      found: "1e999",
    });
    expect(findJsonFault('{"a":[0,{"b":"xyz"}]}', 15)?.path).toEqual(["a", 1, "b"]);
  });
});
