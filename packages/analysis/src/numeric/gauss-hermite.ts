import { EigenvalueDecomposition, Matrix } from "ml-matrix";

/** Nodes z and log weights such that E f(Z) = sum of weight * f(z) for standard normal Z, exact to degree 2n - 1. */
export interface GaussHermite {
  readonly nodes: Float64Array;
  readonly logWeights: Float64Array;
}

/** Orthonormal Hermite polynomials at x: the last one, and the sum of squares of those before. */
function polynomials(
  x: number,
  count: number,
): { readonly last: number; readonly before: number; readonly squares: number } {
  let before = 0;
  let last = 1;
  let squares = 0;
  for (let order = 0; order < count; order += 1) {
    squares += last * last;
    const next = (x * last - Math.sqrt(order) * before) / Math.sqrt(order + 1);
    before = last;
    last = next;
  }
  return { last, before, squares };
}

/**
 * Gauss-Hermite quadrature against the standard normal (Golub and Welsch 1969): the nodes are eigenvalues of the
 * recurrence's matrix, polished by Newton; the weights are the reciprocals of the polynomials' sums of squares.
 *
 * @param count number of nodes, 1 to about 100
 */
export function gaussHermite(count: number): GaussHermite {
  const jacobi = new Matrix(count, count);
  for (let order = 1; order < count; order += 1) {
    jacobi.set(order - 1, order, Math.sqrt(order));
    jacobi.set(order, order - 1, Math.sqrt(order));
  }
  const { realEigenvalues } = new EigenvalueDecomposition(jacobi, { assumeSymmetric: true });
  const nodes = Float64Array.from(realEigenvalues, (start) => {
    let x = start;
    for (let step = 0; step < 3; step += 1) {
      const { last, before } = polynomials(x, count);
      x -= last / (Math.sqrt(count) * before);
    }
    return x;
  }).toSorted();
  return { nodes, logWeights: nodes.map((x) => -Math.log(polynomials(x, count).squares)) };
}
