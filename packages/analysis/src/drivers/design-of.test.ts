import {
  type Arm,
  defineAblation,
  dose,
  fractionalFactorial,
  fullFactorial,
  ingredient,
  leaveOneOut,
} from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { designOf } from "./design-of.js";
import { plannedContrasts } from "./planned-contrasts.js";

const named = (count: number) =>
  ["a", "b", "c", "d", "e", "f", "g"].slice(0, count).map((name) => ingredient(name));
const [a, b, c] = named(3);
const three = named(3);
const contrastsOf = (arms: readonly Arm[], factors = three, control: string | null = null) =>
  plannedContrasts(designOf(factors, arms, control), new Float64Array(arms.length).fill(3));
const summary = (arms: readonly Arm[], factors = three) =>
  contrastsOf(arms, factors).map(({ kind, factors: term, weights }) => [
    kind,
    term.join(":"),
    weights && [...weights],
  ]);

function armsAt(rows: readonly (readonly boolean[])[]): Arm[] {
  return rows.map((row, index) => ({
    name: `arm-${index}`,
    levels: Object.fromEntries(row.map((level, factor) => ["abc"[factor] ?? "", level])),
    mixes: {},
    recipes: {},
  }));
}

describe("designOf", () => {
  it("knows a complete design and every effect in it", () => {
    const arms = fullFactorial(three);
    expect(designOf(three, arms, "control").kind).toBe("full-factorial");
    const found = contrastsOf(arms);
    expect(found.map(({ factors }) => factors.join(":"))).toEqual([
      "a",
      "b",
      "c",
      "a:b",
      "a:c",
      "b:c",
      "a:b:c",
    ]);
    expect([...(found[0]?.weights ?? [])]).toEqual([-0.25, 0.25, -0.25, 0.25, -0.25, 0.25, -0.25, 0.25]);
    expect(found.every(({ aliasedWith }) => aliasedWith.length === 0)).toBe(true);
  });

  it("prints the defining relation, the resolution and the aliases of a fraction", () => {
    const arms = fractionalFactorial(three, { c: { of: ["a", "b"], sign: -1 } });
    const design = designOf(three, arms, null);
    expect(design).toMatchObject({
      kind: "fractional-factorial",
      definingRelation: [{ factors: ["a", "b", "c"], sign: -1 }],
      resolution: 3,
    });
    expect(contrastsOf(arms).map(({ factors, aliasedWith }) => [factors.join(), aliasedWith])).toEqual([
      ["a", [{ factors: ["b", "c"], sign: -1 }]],
      ["b", [{ factors: ["a", "c"], sign: -1 }]],
      ["c", [{ factors: ["a", "b"], sign: -1 }]],
    ]);
  });

  it("finds all seven words of a 2^(7-4) and two factors that always go together", () => {
    const seven = named(7);
    const arms = fractionalFactorial(seven, {
      d: { of: ["a", "b"] },
      e: { of: ["a", "c"] },
      f: { of: ["b", "c"] },
      g: { of: ["a", "b", "c"] },
    });
    const design = designOf(seven, arms, null);
    expect(design.definingRelation).toHaveLength(15);
    expect(design.definingRelation.filter(({ factors }) => factors.length === 3)).toHaveLength(7);
    expect(contrastsOf(arms, seven)).toHaveLength(7);
    const together = armsAt([
      [false, false, false],
      [true, true, false],
    ]);
    expect(designOf(three, together, null)).toMatchObject({ kind: "fractional-factorial", resolution: 2 });
    expect(contrastsOf(together)).toMatchObject([
      { factors: ["a"], aliasedWith: [{ factors: ["b"], sign: 1 }] },
    ]);
  });

  it("never speaks of main effects where one factor at a time was changed", () => {
    const out = leaveOneOut(three);
    expect(designOf(three, out, "all")).toMatchObject({ kind: "leave-one-out", reference: 0 });
    expect(summary(out)).toEqual([
      ["lost-when-removed", "a", [1, -1, 0, 0]],
      ["lost-when-removed", "b", [1, 0, -1, 0]],
      ["lost-when-removed", "c", [1, 0, 0, -1]],
    ]);
    const added = armsAt([
      [false, false, false],
      [true, false, false],
      [false, true, false],
      [false, false, true],
    ]);
    expect(designOf(three, added, null).kind).toBe("one-at-a-time");
    expect(summary(added)[2]).toEqual(["adds-to-nothing", "c", [-1, 0, 0, 1]]);
  });

  it("fits what an incomplete design identifies, and says what its numbers are mixed with", () => {
    const missing = fullFactorial(three).slice(0, 7);
    const design = designOf(three, missing, "control");
    expect(design.kind).toBe("incomplete");
    const main = contrastsOf(missing).filter(({ kind }) => kind === "main-effect");
    expect(main.map(({ aliasedWith }) => aliasedWith)).toEqual([
      [{ factors: ["a", "b", "c"], sign: -1 }],
      [{ factors: ["a", "b", "c"], sign: -1 }],
      [{ factors: ["a", "b", "c"], sign: -1 }],
    ]);
    expect(contrastsOf(missing).filter(({ kind }) => kind === "adds-to-nothing")).toHaveLength(3);
    // Exact where the model holds: y = 1 + 2 a - b + c b.
    const y = missing.map(
      ({ levels: { a: one, b: two, c: both } }) =>
        1 + 2 * Number(one) - Number(two) + Number(two) * Number(both),
    );
    const effects = contrastsOf(missing)
      .slice(0, 6)
      .map(({ weights }) => weights?.reduce((sum, weight, arm) => sum + weight * (y[arm] ?? 0), 0));
    [2, -0.5, 0.5, 0, 0, 0.5].forEach((effect, index) => {
      expect(effects[index]).toBeCloseTo(effect, 10);
    });
  });

  it("calls no difference of two arms a main effect, however incomplete the design", () => {
    const rows = armsAt([
      [false, false, false],
      [true, false, false],
      [false, true, false],
      [true, true, true],
    ]);
    expect(designOf(three, rows, null).kind).toBe("incomplete");
    expect(
      contrastsOf(rows)
        .filter(({ factors }) => factors.join() === "a" || factors.join() === "b")
        .map(({ kind }) => kind),
    ).toEqual(["adds-to-nothing", "adds-to-nothing"]);
  });

  it("averages a factor of three levels over the other factor, level by level", () => {
    if (a === undefined || b === undefined || c === undefined) throw new Error("three factors");
    const amount = dose("amount", "tokens", [0, 1, 5]);
    const arms = fullFactorial([amount, b]);
    const found = contrastsOf(arms, [amount, b]);
    expect(found.map(({ factors, levels }) => [factors.join(":"), levels])).toEqual([
      ["amount", { from: 0, to: 1 }],
      ["amount", { from: 0, to: 5 }],
      ["b", { from: false, to: true }],
    ]);
    expect([...(found[1]?.weights ?? [])]).toEqual([-0.5, 0, 0.5, -0.5, 0, 0.5]);
  });

  it("starts one factor from the control's level, and has nothing to say of one arm or of observed factors", () => {
    const data = { name: "data", kind: "ingredient" as const, levels: ["x", "y", "none"] };
    const arm = (name: string) => ({ name, levels: { data: name }, mixes: {}, recipes: {} });
    const arms = [arm("x"), arm("y"), arm("none")];
    expect(designOf([data], arms, "none").factors[0]?.levels).toEqual(["none", "x", "y"]);
    expect(contrastsOf(arms, [data], "none").map(({ pair }) => pair)).toEqual([
      { with: 0, without: 2 },
      { with: 1, without: 2 },
    ]);
    expect(designOf([data], [arm("x")], "none").kind).toBe("none");
    expect(designOf([{ ...data, kind: "observed" }], arms, "none").kind).toBe("none");
  });
});

it("keeps the fingerprint of an ablation whose factors name no group", () => {
  const ablation = defineAblation({
    name: "x",
    version: "1",
    title: "x",
    question: "x?",
    baseModel: "m",
    factors: three,
    arms: fullFactorial(three),
    control: "control",
    stages: [{ name: "sft" }],
    evals: [
      {
        id: "e@1",
        role: "target",
        metrics: [{ name: "score", direction: "lower-is-better", scale: { kind: "binary" } }],
      },
    ],
  });
  expect(ablation.factors.every((factor) => !("group" in factor))).toBe(true);
});
