/** Adds weight * (a b' + b a') / 2 to a packed lower triangle. */
export function addPackedProduct(
  into: Float64Array,
  size: number,
  a: Float64Array,
  b: Float64Array,
  weight: number,
): void {
  const half = weight / 2;
  for (let row = 0; row < size; row += 1) {
    const left = half * (a[row] ?? 0);
    const right = half * (b[row] ?? 0);
    if (left === 0 && right === 0) continue;
    const at = (row * (row + 1)) / 2;
    for (let column = 0; column <= row; column += 1) {
      into[at + column] = (into[at + column] ?? 0) + left * (b[column] ?? 0) + right * (a[column] ?? 0);
    }
  }
}
