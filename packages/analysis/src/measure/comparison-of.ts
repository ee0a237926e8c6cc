import type { EvidenceLevel } from "@holdfast/core";
import { type CellMatrix, cellMatrix } from "../effects/cell-matrix.js";
import type { Comparison, RunValue } from "../effects/comparison.js";
import { crossedPair } from "../effects/crossed-pair.js";
import { lazyComponents } from "../effects/pair-components.js";
import type { NotEstimable } from "../not-estimable.js";
import type { Unit } from "./arm-moment.js";
import { poorestLevel, valueAt } from "./checkpoint-value.js";

/** The poorest level of evidence on either side: what a comparison of the two can rest on. */
export function sharedLevel(sides: readonly (readonly Unit[])[], binary: boolean): EvidenceLevel {
  return poorestLevel(
    sides.flatMap((units) => units.map(({ measured }) => measured.level)),
    binary,
  );
}

/** The runs' rows as one matrix; runs below sample level are left out. */
export function matrixOfUnits(units: readonly Unit[], prompts: number): CellMatrix {
  return cellMatrix(
    units.flatMap(({ measured }) => (measured.row === null ? [] : [measured.row])),
    prompts,
  );
}

/** The runs' values as that level would have told them. */
export function valuesOfUnits(units: readonly Unit[], level: EvidenceLevel): RunValue[] {
  return units.map(({ measured }) => valueAt(measured.value, level));
}

/** Both sides of a contrast, brought to their poorest level and, at sample level, to their shared prompts. */
export function comparisonOf(
  arm: readonly Unit[],
  control: readonly Unit[],
  clusterOf: Int32Array,
  binary: boolean,
): Comparison | NotEstimable {
  const level = sharedLevel([arm, control], binary);
  if (level !== "samples")
    return { level, binary, arm: valuesOfUnits(arm, level), control: valuesOfUnits(control, level) };
  const cells = {
    arm: matrixOfUnits(arm, clusterOf.length),
    control: matrixOfUnits(control, clusterOf.length),
    clusterOf,
  };
  const pair = crossedPair(cells.arm, cells.control, clusterOf);
  return "status" in pair ? pair : { level, binary, pair, cells, components: lazyComponents(pair) };
}
