/** Rows gathered by cluster: those of cluster `c` are `values[starts[c]]` to `values[starts[c + 1] - 1]`. */
export interface ClusteredRows {
  readonly values: Float64Array;
  readonly starts: Int32Array;
}

/** Gathers rows by cluster, in the order in which clusters first appear; rows without a value (NaN) are left out. */
export function gatherRows(values: Float64Array, clusterOf: Int32Array): ClusteredRows {
  const numberOf = new Map<number, number>();
  const sizes: number[] = [];
  const slot = new Int32Array(values.length).fill(-1);
  let rows = 0;
  for (let row = 0; row < values.length; row += 1) {
    if (Number.isNaN(values[row] ?? Number.NaN)) continue;
    const cluster = clusterOf[row] ?? row;
    const number = numberOf.get(cluster) ?? numberOf.size;
    numberOf.set(cluster, number);
    sizes[number] = (sizes[number] ?? 0) + 1;
    slot[row] = number;
    rows += 1;
  }
  const starts = new Int32Array(sizes.length + 1);
  sizes.forEach((size, cluster) => {
    starts[cluster + 1] = (starts[cluster] ?? 0) + size;
  });
  const next = starts.slice();
  const gathered = new Float64Array(rows);
  slot.forEach((cluster, row) => {
    if (cluster < 0) return;
    const at = next[cluster] ?? 0;
    gathered[at] = values[row] ?? 0;
    next[cluster] = at + 1;
  });
  return { values: gathered, starts };
}
