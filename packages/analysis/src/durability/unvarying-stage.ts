import type { EffectScale } from "@holdfast/core";
import { criticalT } from "../distributions/student-t.js";
import { settled } from "../effects/arm-components.js";
import { effectiveRates, moverWilsonAt, type RatesWithVariance } from "../effects/effective-rates.js";
import type { StageCovariance } from "./covariance.js";

/**
 * Question: what variance stands in for that of a stage where nothing varies, such as both arms at 0?
 * Model: the lead's own interval at that stage is still of some width.
 * Formula: (half-width of the MOVER-Wilson interval / t)^2.
 * Units: squares of the lead's unit.
 * Not estimable when: the number of independent prompts is unknown (undefined), or the interval has an open side.
 * Source: statistics of this project, 2.5.
 * Checked against: the interval itself.
 */
export function standInVariance(
  rates: RatesWithVariance,
  scale: EffectScale,
  level: number,
): number | undefined {
  const effective = effectiveRates({ ...rates, variance: 0 });
  if (effective === undefined) return undefined;
  const t = criticalT(level, rates.df);
  const { lower, upper } = moverWilsonAt(effective, scale, t);
  const variance = ((upper - lower) / (2 * t)) ** 2;
  return Number.isFinite(variance) ? variance : undefined;
}

/** The covariance with stand-ins where a stage has variance 0; undefined where there is no stand-in. */
export function withStandIns(
  covariance: StageCovariance,
  standIn: (stage: "from" | "to") => number | undefined,
): StageCovariance | undefined {
  const ownFrom = settled(covariance.from);
  const ownTo = settled(covariance.to);
  const from = ownFrom > 0 ? ownFrom : standIn("from");
  const to = ownTo > 0 ? ownTo : standIn("to");
  if (from === undefined || to === undefined) return undefined;
  const cross = ownFrom > 0 && ownTo > 0 ? covariance.cross : 0;
  return { from, to, cross };
}
