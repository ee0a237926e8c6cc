import { type LeadTest, plannedError } from "./effect-power.js";
import type { OwnTest } from "./own-test.js";
import type { DesignSize, SpreadParts } from "./run-spread.js";

/** Prices, in any one currency: only their ratios matter. */
export interface DesignCosts {
  /** Training one run. */
  readonly perRun: number;
  /** Writing one prompt, once for all runs. */
  readonly perPrompt: number;
  /** Generating and judging one score. */
  readonly perScore: number;
}

/** A design that reaches the wanted power, and what it costs with all its arms. */
export interface PricedDesign extends DesignSize {
  readonly cost: number;
  readonly power: number;
}

/** Sizes that are tried; every combination is. */
export interface DesignGrid {
  readonly runs: readonly number[];
  readonly prompts: readonly number[];
  readonly epochs: readonly number[];
}

/** Two to forty runs an arm; prompts and epochs on a ladder whose steps nobody would quarrel about. */
export const DESIGN_GRID: DesignGrid = {
  runs: Array.from({ length: 39 }, (_, index) => index + 2),
  prompts: [25, 50, 75, 100, 150, 200, 300, 400, 600, 800, 1200, 1600],
  epochs: [1, 2, 3, 5, 10, 20],
};

/** Price of a design: A S runs, P prompts, A S P E scores. */
export function designCost({ runs, prompts, epochs }: DesignSize, arms: number, costs: DesignCosts): number {
  const trained = arms * runs;
  return trained * costs.perRun + prompts * costs.perPrompt + trained * prompts * epochs * costs.perScore;
}

type Priced = Omit<PricedDesign, "power">;

/** The cheaper of two; at equal cost fewer runs, then fewer prompts, then fewer epochs. */
function isBetter(one: Priced, other: Priced | null): boolean {
  if (other === null) return true;
  const steps = [
    one.cost - other.cost,
    one.runs - other.runs,
    one.prompts - other.prompts,
    one.epochs - other.epochs,
  ];
  return (steps.find((step) => step !== 0) ?? 0) < 0;
}

/**
 * The cheapest design of a grid whose default test finds a lead of that size with that power; null where none does.
 * Power grows with runs, so for each number of prompts and epochs the fewest runs that suffice are found by halving.
 */
export function cheapestDesign(
  parts: SpreadParts,
  test: LeadTest,
  wanted: { readonly lead: number; readonly power: number },
  costs: DesignCosts,
  own: OwnTest,
  grid: DesignGrid = DESIGN_GRID,
): PricedDesign | null {
  let best: Priced | null = null;
  const errorsOf = (size: DesignSize) => wanted.lead / plannedError(parts, size, test).standardError;
  for (const prompts of grid.prompts) {
    for (const epochs of grid.epochs) {
      const isEnough = (runs: number) =>
        errorsOf({ runs, prompts, epochs }) >=
        (own.needed(runs, test.alpha, wanted.power) ?? Number.POSITIVE_INFINITY);
      let low = 0;
      let high = grid.runs.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (isEnough(grid.runs[middle] ?? 0)) high = middle;
        else low = middle + 1;
      }
      const runs = grid.runs[low];
      if (runs === undefined) continue;
      const size = { runs, prompts, epochs };
      const priced = { ...size, cost: designCost(size, test.arms, costs) };
      if (isBetter(priced, best)) best = priced;
    }
  }
  return best === null ? null : { ...best, power: own.power(best.runs, test.alpha, errorsOf(best)) ?? 0 };
}
