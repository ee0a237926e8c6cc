import { Matrix } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { derivativesOf } from "../numeric/differences.js";
import { seededRandom } from "../seeded-random.js";
import { expectEstimated } from "../testing/matrices.js";
import { absorbDesign } from "./absorbed-design.js";
import { fitReml } from "./reml.js";
import { combinationVariance, remlPoint } from "./reml-criterion.js";
import { devianceGradient, squaresGradient, varianceGradient } from "./reml-gradient.js";
import { coefficientCovariance, contrastVariance, satterthwaite } from "./satterthwaite.js";

function study(seed: number) {
  const random = seededRandom(seed);
  const lines: number[][] = [];
  const y: number[] = [];
  const groups: [number[], number[], number[]] = [[], [], []];
  const shift = {
    run: Array.from({ length: 5 }, random.normal),
    prompt: Array.from({ length: 9 }, random.normal),
  };
  for (let run = 0; run < 5; run += 1) {
    for (let prompt = 0; prompt < 9; prompt += 1) {
      if (random.uniform() < 0.2) continue;
      const arm = run % 2;
      lines.push([1, arm, random.uniform()]);
      y.push(arm + (shift.run[run] ?? 0) + (shift.prompt[prompt] ?? 0) + random.normal());
      groups[0].push(run);
      groups[1].push(prompt);
      groups[2].push(prompt * 2 + arm);
    }
  }
  const compact = groups.map((levels) => {
    const known = [...new Set(levels)];
    return Int32Array.from(levels, (level) => known.indexOf(level));
  });
  return { x: new Matrix(lines), y: Float64Array.from(y), groups: compact };
}

/** -2 log restricted likelihood without constants, from the dense covariance of all rows. */
function denseDeviance({ x, y, groups }: ReturnType<typeof study>, theta: readonly number[]): number {
  const rows = y.length;
  const v = Matrix.eye(rows);
  groups.forEach((group, index) => {
    for (let one = 0; one < rows; one += 1) {
      for (let other = 0; other < rows; other += 1) {
        if (group[one] === group[other]) v.set(one, other, v.get(one, other) + (theta[index] ?? 0) ** 2);
      }
    }
  });
  const [half, logV] = lower(v);
  const solved = solveLower(half, x);
  const [inner, logX] = lower(solved.transpose().mmul(solved));
  const left = solveLower(half, Matrix.columnVector([...y]));
  const onto = solveLower(inner, solved.transpose().mmul(left));
  const squares = left.dot(left) - onto.dot(onto);
  return logV + logX + (rows - x.columns) * Math.log(squares);
}

function lower(matrix: Matrix): [Matrix, number] {
  const size = matrix.rows;
  const half = new Matrix(size, size);
  let log = 0;
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = matrix.get(row, column);
      for (let k = 0; k < column; k += 1) sum -= half.get(row, k) * half.get(column, k);
      half.set(row, column, row === column ? Math.sqrt(sum) : sum / half.get(column, column));
    }
    log += 2 * Math.log(half.get(row, row));
  }
  return [half, log];
}

function solveLower(half: Matrix, right: Matrix): Matrix {
  const found = right.clone();
  for (let column = 0; column < right.columns; column += 1) {
    for (let row = 0; row < half.rows; row += 1) {
      let sum = found.get(row, column);
      for (let k = 0; k < row; k += 1) sum -= half.get(row, k) * found.get(k, column);
      found.set(row, column, sum / half.get(row, row));
    }
  }
  return found;
}

describe("remlPoint", () => {
  it("is the likelihood of the dense covariance, whatever is absorbed", () => {
    const data = study(3);
    for (const groups of [
      data.groups,
      [...data.groups].reverse(),
      data.groups.slice(0, 2),
      data.groups.slice(2),
    ]) {
      const design = absorbDesign(data.x, data.y, groups);
      for (const theta of [
        [0.5, 1.2, 0.3],
        [0, 0.7, 0],
        [2, 0, 1],
      ]) {
        const own = Float64Array.from(groups, (_, index) => theta[index] ?? 0);
        const point = remlPoint(design, own);
        const whole =
          (point?.logDeterminants ?? 0) + (data.y.length - 3) * Math.log(point?.squares ?? Number.NaN);
        expect(whole).toBeCloseTo(denseDeviance({ ...data, groups }, theta), 8);
      }
    }
  });
  it("has the gradients that differences give", () => {
    const data = study(4);
    const design = absorbDesign(data.x, data.y, data.groups);
    const weights = Float64Array.of(0.2, 1, -0.4);
    const theta = Float64Array.of(0.6, 1.1, 0.4);
    const point = remlPoint(design, theta);
    if (point === null) throw new Error("no point");
    const { gradients } = derivativesOf(
      (at) => {
        const here = remlPoint(design, at);
        if (here === null) throw new Error("no point");
        return Float64Array.of(
          here.logDeterminants + 0.7 * here.squares,
          here.squares,
          combinationVariance(design, here, weights),
        );
      },
      theta,
      new Float64Array(3).fill(0.01),
      { withHessians: false },
    );
    const own = [
      devianceGradient(design, theta, point, 0.7),
      squaresGradient(design, theta, point),
      varianceGradient(design, theta, point, weights),
    ];
    own.forEach((slopes, result) => {
      slopes.forEach((slope, axis) => {
        expect(slope).toBeCloseTo(gradients[result]?.[axis] ?? Number.NaN, 5);
      });
    });
  });
});

describe("fitReml", () => {
  it("is the analysis of variance in a balanced one-way layout", () => {
    const random = seededRandom(12);
    const group = Int32Array.from({ length: 24 }, (_, row) => Math.floor(row / 4));
    const shifts = Array.from({ length: 6 }, () => 2 * random.normal());
    const y = Float64Array.from(group, (own) => (shifts[own] ?? 0) + random.normal());
    const means = shifts.map((_, own) =>
      y.slice(4 * own, 4 * own + 4).reduce((sum, value) => sum + value / 4, 0),
    );
    const centre = means.reduce((sum, value) => sum + value / 6, 0);
    const between = (4 * means.reduce((sum, value) => sum + (value - centre) ** 2, 0)) / 5;
    const within = y.reduce((sum, value, row) => sum + (value - (means[group[row] ?? 0] ?? 0)) ** 2, 0) / 18;
    const fit = expectEstimated(fitReml({ x: Matrix.ones(24, 1), y, groups: [group] }));
    expect(fit.residualVariance).toBeCloseTo(within, 7);
    expect(fit.variances[0]).toBeCloseTo((between - within) / 4, 7);
    const [mean] = satterthwaite(fit, [contrastVariance(fit, [1])]);
    expect(mean?.variance).toBeCloseTo(between / 24, 8);
    expect(mean?.df).toBeCloseTo(5, 4);
    expect(coefficientCovariance(fit).get(0, 0)).toBeCloseTo(between / 24, 8);
  });
  it("gives reasons", () => {
    const { x, y, groups } = study(5);
    expect(fitReml({ x, y: new Float64Array(y.length).fill(3), groups })).toMatchObject({
      reason: expect.stringContaining("nothing varies"),
    });
    const own = Int32Array.from(y, (_, row) => row);
    expect(fitReml({ x, y, groups: [own] })).toMatchObject({
      reason: expect.stringContaining("as many levels"),
    });
    expect(fitReml({ x, y, groups: [new Int32Array(y.length)] })).toMatchObject({
      reason: expect.stringContaining("single level"),
    });
    const exact = Float64Array.from(groups[0] ?? [], (level) => level * level);
    expect(fitReml({ x, y: exact, groups: groups.slice(0, 1) })).toMatchObject({ status: "not-estimable" });
  });
});
