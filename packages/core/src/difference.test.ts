import { describe, expect, it } from "vitest";
import { differenceBetween, driftError, formatDifference } from "./difference.js";
import { fingerprintOf } from "./fingerprint.js";
import { defineAblation } from "./parse-ablation.js";
import { sampleAblation } from "./testing/sample-ablation.js";

describe("differenceBetween", () => {
  it("finds nothing between equal documents and one field between nearly equal ones", () => {
    const before = defineAblation(sampleAblation());
    expect(differenceBetween(before, defineAblation(sampleAblation()))).toEqual([]);
    const after = defineAblation(sampleAblation({ plan: { alpha: 0.1 } }));
    expect(differenceBetween(before, after)).toEqual([{ key: "plan.alpha", before: "0.05", after: "0.1" }]);
  });

  it("recognises named things when a list is reordered or grown", () => {
    const before = {
      arms: [
        { name: "a", x: 1 },
        { name: "b", x: 2 },
      ],
    };
    expect(
      differenceBetween(before, {
        arms: [
          { name: "b", x: 2 },
          { name: "a", x: 1 },
        ],
      }),
    ).toEqual([]);
    expect(
      differenceBetween(before, {
        arms: [
          { name: "c", x: 0 },
          { name: "a", x: 1 },
          { name: "b", x: 2 },
        ],
      }),
    ).toEqual([{ key: "arms.c", before: undefined, after: '{"name":"c","x":0}' }]);
  });
});

describe("driftError", () => {
  it("names the fields and says to bump the version or amend", () => {
    const [before, after] = [
      { a: 1, b: 2 },
      { a: 1, b: 3 },
    ];
    const error = driftError(
      "x@1",
      fingerprintOf(before),
      fingerprintOf(after),
      differenceBetween(before, after),
    );
    expect(error).toMatchObject({ code: "drift", place: { key: "b" } });
    expect(error.message).toContain("b: 2 -> 3");
    expect(error.remedy).toMatch(/Bump the version, or amend/);
  });

  it("keeps a long difference short", () => {
    const many = Array.from({ length: 20 }, (_, index) => ({ key: `k${index}`, before: "1", after: "2" }));
    expect(formatDifference(many).split("\n")).toHaveLength(13);
    expect(formatDifference(many)).toContain("and 8 more");
  });
});
