import { benjaminiHochberg } from "./benjamini-hochberg.js";
import { benjaminiYekutieli } from "./benjamini-yekutieli.js";
import { bonferroni } from "./bonferroni.js";
import { hochberg } from "./hochberg.js";
import { holm } from "./holm.js";
import { hommel } from "./hommel.js";

/** Adjusts a list of p-values; `null` is left out of the family and stays `null`. */
export type Adjustment = (pValues: readonly (number | null)[]) => (number | null)[];

const ADJUSTMENTS: ReadonlyMap<string, Adjustment> = new Map<string, Adjustment>([
  // Holm's own rule counts members without a p-value; this one, like the others here, leaves them out.
  [
    "holm",
    (pValues) => {
      const found = holm(pValues.filter((p) => p !== null));
      let next = 0;
      return pValues.map((p) => (p === null ? null : (found[next++] ?? null)));
    },
  ],
  ["hochberg", hochberg],
  ["hommel", hommel],
  ["bonferroni", bonferroni],
  ["BH", benjaminiHochberg],
  ["fdr", benjaminiHochberg],
  ["BY", benjaminiYekutieli],
  ["none", (pValues) => [...pValues]],
]);

/** The names that {@link adjustmentNamed} knows: those of R's `p.adjust.methods`. */
export const ADJUSTMENT_NAMES: readonly string[] = [...ADJUSTMENTS.keys()];

/** The adjustment of that name, or undefined. */
export function adjustmentNamed(name: string): Adjustment | undefined {
  return ADJUSTMENTS.get(name);
}
