import type { CellMatrix } from "../effects/cell-matrix.js";
import { studentT } from "../means/two-sample-t.js";
import { runMeans } from "./run-means.js";

/** P-value of the ordinary t test on run means, a correct test of one question; null where nothing varies. */
export function runTest(arm: CellMatrix, control: CellMatrix): number | null {
  const found = studentT([...runMeans(arm)], [...runMeans(control)], 0.95);
  return "pValue" in found ? found.pValue : null;
}
