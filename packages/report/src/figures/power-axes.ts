import type { PowerCurve } from "@holdfast/core";
import { formatCount, formatNumber, formatQuantity } from "../format.js";
import { leadUp } from "../sentences/power-sentence.js";
import type { Unit } from "../unit.js";
import type { CurveAxis, CurveRule } from "./curve-chart.js";
import { ticksWithin } from "./domain.js";

/** Up to this many runs an arm each has its own place; beyond it the axis is logarithmic. */
const MOST_EVEN = 24;
const RUN_TICKS = [2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 30, 50, 100, 200, 400, 700, 1000];
/** What is drawn above the designs that matter, as a share of them. */
const AIR = 1.6;

/** Runs an arm, from the fewest to the most of the curve. */
export function runsAxis(runs: readonly number[]): CurveAxis & { readonly isLogarithmic: boolean } {
  const [first, last] = [Math.min(...runs), Math.max(...runs)];
  const isLogarithmic = last > MOST_EVEN;
  const every = last > 12 ? 2 : 1;
  const ticks = isLogarithmic
    ? RUN_TICKS.filter((tick) => tick >= first && tick <= last)
    : Array.from({ length: last - first + 1 }, (_, index) => first + index).filter(
        (tick) => tick % every === 0,
      );
  return { domain: [first, last], ticks, text: formatCount, title: "runs an arm", isLogarithmic };
}

/** Leads from 0 to a little above those that matter: a few runs more would otherwise press everything flat. */
export function leadAxis(curve: PowerCurve, matters: readonly number[], unit: Unit): CurveAxis {
  const most = Math.max(0, ...matters) * unit.factor * AIR;
  const top = most > 0 && Number.isFinite(most) ? most : 1;
  const ticks = ticksWithin(0, top, 5);
  const step = ticks.length > 1 ? (ticks[1] ?? 1) - (ticks[0] ?? 0) : 1;
  const decimals = Math.max(0, Math.min(6, -Math.floor(Math.log10(step))));
  const named = unit.difference === "" ? "" : `, ${unit.difference}`;
  return {
    domain: [0, top],
    ticks,
    text: (tick) => formatNumber(tick, step >= 1 ? 0 : decimals),
    title: `smallest lead that is found with ${formatNumber(Math.floor(curve.wantedPower * 100))}% power${named}`,
  };
}

/** The smallest effect worth acting on, where there is one. */
export function effectRule({ smallestEffect }: PowerCurve, unit: Unit): CurveRule[] {
  return smallestEffect === null
    ? []
    : [{ y: smallestEffect * unit.factor, text: `worth acting on: ${leadUp(smallestEffect, unit)}` }];
}

/** `3 runs an arm, 100 prompts`. */
export function designWords(runs: number, prompts: number): string {
  return `${formatQuantity(runs, "run")} an arm, ${formatQuantity(prompts, "prompt")}`;
}
