import { EigenvalueDecomposition, inverse, Matrix } from "ml-matrix";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import type { MixedModel, RemlFit } from "./reml.js";
import { coefficientCovariance } from "./satterthwaite.js";

/** Small-sample covariance of the coefficients, and degrees of freedom of each. */
export interface KenwardRoger {
  readonly covariance: Matrix;
  readonly df: readonly number[];
}

/** Its matrices have a row and a column for every observation. */
const MOST_ROWS = 800;

function sumOfProducts(one: Matrix, other: Matrix): number {
  return Matrix.mul(one, other).sum();
}

/** Covariances V_k = Z_k Z_k' of the random intercepts, and the identity of the residual last. */
function structures({ y, groups }: MixedModel): Matrix[] {
  const rows = y.length;
  const shared = groups.map((group) => {
    const matrix = new Matrix(rows, rows);
    for (let row = 0; row < rows; row += 1) {
      for (let column = 0; column < rows; column += 1) {
        if (group[row] === group[column]) matrix.set(row, column, 1);
      }
    }
    return matrix;
  });
  return [...shared, Matrix.eye(rows)];
}

/** 2 I^-1, over the directions that the data know about. */
function doubledInverse(information: Matrix): Matrix {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(information, {
    assumeSymmetric: true,
  });
  const smallest = Math.min(...realEigenvalues.map(Math.abs));
  const largest = Math.max(...realEigenvalues.map(Math.abs));
  const weights = realEigenvalues.map((value) =>
    smallest > 1e-10 || Math.abs(value) > 1e-8 * largest ? 2 / value : 0,
  );
  return eigenvectorMatrix.mmul(Matrix.diag(weights)).mmul(eigenvectorMatrix.transpose());
}

/**
 * Question: what are the coefficients' covariance and degrees of freedom when few levels estimate the variances?
 * Model: the linear mixed model of the fit; components at 0 count as estimated.
 * Formula: Phi_A = Phi + 2 Phi {sum W_kl (Q_kl - P_k Phi P_l)} Phi, W from the expected information; df by matching
 *   the first two moments of the scaled Wald statistic, one coefficient at a time: there the match is 2 / A with
 *   A = sum W_kl s_k s_l, s_k = (Phi P_k Phi)_jj / Phi_jj.
 * Units: squares of those of y.
 * Not estimable when: there are more rows than its dense matrices allow.
 * Source: Kenward and Roger 1997; Halekoh and Hojsgaard 2014.
 * Checked against: pbkrtest 0.5.2.
 */
export function kenwardRoger(model: MixedModel, fit: RemlFit): KenwardRoger | NotEstimable {
  const rows = model.y.length;
  if (rows > MOST_ROWS)
    return notEstimable(`its matrices would have ${rows} rows and columns (at most ${MOST_ROWS})`);
  const parts = structures(model);
  const variances = [...fit.variances, fit.residualVariance];
  const total = new Matrix(rows, rows);
  parts.forEach((part, index) => {
    total.add(Matrix.mul(part, variances[index] ?? 0));
  });
  const precision = inverse(total);
  const phi = coefficientCovariance(fit);
  const weighted = precision.mmul(model.x);
  const shaped = parts.map((part) => part.mmul(precision));
  const columns = shaped.map((part) => part.mmul(model.x));
  const p = columns.map((column) => column.transpose().mmul(weighted).mul(-1));
  const q = (one: number, other: number): Matrix => {
    const left = columns[one] ?? weighted;
    const right = columns[other] ?? weighted;
    return left.transpose().mmul(precision).mmul(right);
  };
  const slope = (index: number): Matrix => p[index] ?? phi;
  const information = new Matrix(parts.length, parts.length);
  for (let one = 0; one < parts.length; one += 1) {
    for (let other = 0; other < parts.length; other += 1) {
      const trace = sumOfProducts((shaped[one] ?? total).transpose(), shaped[other] ?? total);
      const known = sumOfProducts(phi, q(one, other));
      const twice = sumOfProducts(phi.mmul(slope(one)), slope(other).mmul(phi));
      information.set(one, other, trace - 2 * known + twice);
    }
  }
  const w = doubledInverse(information);
  const correction = new Matrix(phi.rows, phi.rows);
  for (let one = 0; one < parts.length; one += 1) {
    for (let other = 0; other < parts.length; other += 1) {
      const inner = Matrix.sub(q(one, other), slope(one).mmul(phi).mmul(slope(other)));
      correction.add(inner.mul(w.get(one, other)));
    }
  }
  const covariance = Matrix.add(phi, phi.mmul(correction).mmul(phi).mul(2));
  const df = Array.from({ length: phi.rows }, (_, coefficient) => {
    const share = parts.map((__, index) => {
      const own = phi.mmul(slope(index)).mmul(phi).get(coefficient, coefficient);
      return own / phi.get(coefficient, coefficient);
    });
    let moment = 0;
    share.forEach((left, one) => {
      share.forEach((right, other) => {
        moment += w.get(one, other) * left * right;
      });
    });
    // The general form in pbkrtest is the same number, but 0/0 where the answer is 2.
    return 2 / moment;
  });
  return { covariance, df };
}
