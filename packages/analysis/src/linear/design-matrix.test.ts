import { describe, expect, it } from "vitest";
import { designMatrix, groupNumbers, levelsOf } from "./design-matrix.js";
import { parseFormula } from "./formula.js";

const columns = {
  a: [0, 1, 0, 1],
  x: [1, 2, 3, 4],
  suite: ["b", "a", "c", "b"],
  on: [true, false, true, true],
};

describe("designMatrix", () => {
  it("multiplies the columns of an interaction", () => {
    const { matrix, names } = designMatrix(parseFormula("~ a * x"), columns, 4);
    expect(names).toEqual(["(Intercept)", "a", "x", "a:x"]);
    expect(matrix.to2DArray()).toEqual([
      [1, 0, 1, 0],
      [1, 1, 2, 2],
      [1, 0, 3, 0],
      [1, 1, 4, 4],
    ]);
  });
  it("codes labels against their first level, and truth as 0 and 1", () => {
    const { matrix, names } = designMatrix(parseFormula("~ suite + on"), columns, 4);
    expect(names).toEqual(["(Intercept)", "suiteb", "suitec", "on"]);
    expect(matrix.getColumn(1)).toEqual([1, 0, 0, 1]);
    expect(matrix.getColumn(3)).toEqual([1, 0, 1, 1]);
  });
  it("codes numbers by level where they are called a factor", () => {
    expect(designMatrix(parseFormula("~ factor(x)"), columns, 4).names).toEqual([
      "(Intercept)",
      "factor(x)2",
      "factor(x)3",
      "factor(x)4",
    ]);
  });
  it("says which column is missing", () => {
    expect(() => designMatrix(parseFormula("~ z"), columns, 4)).toThrow("no column z");
  });
});

describe("groupNumbers", () => {
  it("numbers combinations in order of appearance", () => {
    expect([...groupNumbers([columns.a, ["p", "p", "p", "q"]], 4)]).toEqual([0, 1, 0, 2]);
  });
  it("does not take labels that only look alike when joined for one", () => {
    expect(
      new Set(
        groupNumbers(
          [
            ["a", "a,b"],
            ["b,c", "c"],
          ],
          2,
        ),
      ).size,
    ).toBe(2);
  });
  it("orders levels the same on every machine", () => {
    expect(levelsOf([10, 9, 100])).toEqual([9, 10, 100]);
    expect(levelsOf(["b", "B", "a"])).toEqual(["B", "a", "b"]);
  });
});
