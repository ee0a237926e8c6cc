import type { EvidenceLevel } from "@holdfast/core";
import type { CellMatrix } from "./cell-matrix.js";
import type { CrossedPair } from "./crossed-pair.js";
import type { TwoWayComponents } from "./two-way-components.js";

/** What is known of one run below sample level; the rate is on [0, 1]. */
export interface RunValue {
  readonly rate: number;
  /** Scores behind it; null where not reported. */
  readonly observations: number | null;
  /** Reported standard error, on [0, 1]; null where there is none. */
  readonly standardError: number | null;
}

/** Both sides before their prompts were intersected, on the same columns, for estimators that take gaps. */
export interface ComparedCells {
  readonly arm: CellMatrix;
  readonly control: CellMatrix;
  /** Cluster number of each prompt. */
  readonly clusterOf: Int32Array;
}

/**
 * Arm and control at one level of evidence, the poorest of the two. `binary`: every score is 0 or 1. `paired`: run i
 * of the arm and run i of the control share their seed, and the plan pairs them.
 */
export type Comparison =
  | {
      readonly level: "samples";
      readonly binary: boolean;
      readonly paired?: boolean;
      readonly pair: CrossedPair;
      readonly cells?: ComparedCells;
      /** The components of `pair`, worked out when they are first asked for; see `componentsOf`. */
      readonly components?: () => TwoWayComponents;
    }
  | {
      readonly level: Exclude<EvidenceLevel, "samples">;
      readonly binary: boolean;
      readonly paired?: boolean;
      readonly arm: readonly RunValue[];
      readonly control: readonly RunValue[];
    };

/** Number of runs on each side. */
export function runsOf(comparison: Comparison): { readonly arm: number; readonly control: number } {
  return comparison.level === "samples"
    ? { arm: comparison.pair.arm.runs, control: comparison.pair.control.runs }
    : { arm: comparison.arm.length, control: comparison.control.length };
}

/** True when both sides have two runs or more, so that run variance can be seen. */
export function hasRunVariance(comparison: Comparison): boolean {
  const { arm, control } = runsOf(comparison);
  return arm >= 2 && control >= 2;
}
