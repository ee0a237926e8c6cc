import type { Comparison } from "./comparison.js";
import { componentsOf } from "./pair-components.js";

/** The rate of each run of both sides; at sample level over the prompts that are compared. */
export function runRates(comparison: Comparison): {
  readonly arm: Float64Array;
  readonly control: Float64Array;
} {
  if (comparison.level !== "samples") {
    return {
      arm: Float64Array.from(comparison.arm, (run) => run.rate),
      control: Float64Array.from(comparison.control, (run) => run.rate),
    };
  }
  const { arm, control } = componentsOf(comparison);
  return { arm: arm.runRates, control: control.runRates };
}
