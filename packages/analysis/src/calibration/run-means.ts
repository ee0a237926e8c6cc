import type { CellMatrix } from "../effects/cell-matrix.js";

/** Mean of each run over its prompts. */
export function runMeans({ runs, prompts, cells }: CellMatrix): Float64Array {
  const means = new Float64Array(runs);
  for (let at = 0; at < cells.length; at += 1) {
    const run = Math.floor(at / prompts);
    means[run] = (means[run] ?? 0) + (cells[at] ?? 0) / prompts;
  }
  return means;
}
