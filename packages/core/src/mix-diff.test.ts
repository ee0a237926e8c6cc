import { describe, expect, it } from "vitest";
import { ComponentSchema, type Mix } from "./mix.js";
import { diffMixes } from "./mix-diff.js";

const none = { status: "not-measured", reason: "no data" } as const;
const hash = (digit: string) => `sha256:${digit.repeat(64)}`;

function mixOf(...components: readonly Record<string, unknown>[]): Mix {
  return {
    components: components.map((component) => ComponentSchema.parse({ kind: "generic", ...component })),
  };
}

const diff = (a: Mix, b: Mix) => diffMixes({ name: "a", mix: a }, { name: "b", mix: b }, none);

describe("diffMixes", () => {
  it("pairs components by name, else by content, and says what became of each", () => {
    const a = mixOf(
      { dataset: "same", tokens: 10, rows: 1, contentHash: hash("1") },
      { dataset: "other", tokens: 20, rows: 2, contentHash: hash("2") },
      { dataset: "old-name", tokens: 30, rows: 3, contentHash: hash("3") },
      { dataset: "gone", tokens: 40, rows: 4, contentHash: hash("4") },
      { dataset: "dim", tokens: 0, rows: 5 },
    );
    const b = mixOf(
      { dataset: "new-name", tokens: 30, rows: 3, contentHash: hash("3") },
      { dataset: "other", tokens: 25, rows: 3, contentHash: hash("5") },
      { dataset: "same", tokens: 10, rows: 1, contentHash: hash("1"), epochs: 3 },
      { dataset: "come", tokens: 5, rows: 1, contentHash: hash("6") },
      { dataset: "dim", tokens: 0, rows: 5 },
    );
    const { components, tokens, rows } = diff(a, b);
    expect(components.map(({ dataset, change, tokens: more }) => [dataset, change, more])).toEqual([
      ["same", "resized", 20],
      ["other", "changed", 5],
      ["old-name -> new-name", "resized", 0],
      ["gone", "removed", -40],
      ["dim", "unclear", 0],
      ["come", "added", 5],
    ]);
    expect(tokens).toEqual({ a: 100, b: 90, difference: -10 });
    expect(rows).toEqual({ a: 15, b: 13, difference: -2 });
    expect(components[0]?.weight).toBeCloseTo(30 / 90 - 10 / 100, 12);
  });

  it("keeps unknown what nobody knows", () => {
    const { components, tokens } = diff(
      mixOf({ dataset: "x" }),
      mixOf({ dataset: "x", tokens: 5, weight: 1 }),
    );
    expect(components[0]).toMatchObject({ change: "unclear", tokens: "unknown", weight: "unknown" });
    expect(tokens).toEqual({ a: "unknown", b: 5, difference: "unknown" });
  });

  it("shows the measured numbers that both have and that differ", () => {
    const [a, b] = [
      { turnsPerRow: 2, medianTokens: 9, onlyA: 1 },
      { turnsPerRow: 2, medianTokens: 12, onlyB: 1 },
    ];
    const found = diff(mixOf({ dataset: "x", quality: a }), mixOf({ dataset: "x", quality: b }));
    expect(found.components[0]?.quality).toEqual({ medianTokens: [9, 12] });
  });

  it("finds nothing between a mix and itself", () => {
    const mix = mixOf({ dataset: "x", tokens: 3, contentHash: hash("1") });
    expect(diff(mix, mix).components.map(({ change }) => change)).toEqual(["unchanged"]);
  });
});
