import type { Quantity } from "@holdfast/core";
import { CHECKPOINT_REASON } from "../effects/effect-estimate.js";
import { moverWilsonEffect } from "../effects/effective-rates.js";
import { tQuantity } from "../effects/t-quantity.js";
import { type LevelChange, spreadOf } from "./level-change.js";

const UNTESTED = "a change of level is not tested; its interval says what it may be";

/** The change as a quantity in the metric's own unit: limits of both levels on effective sizes, combined (MOVER). */
export function changeQuantity(change: LevelChange, level: number, range: number): Quantity {
  const { from, to, variance, df, clusters, isRecipe } = change;
  const estimate = range * (to.rate - from.rate);
  const bare = (reason: string): Quantity => ({
    status: "estimated",
    estimate,
    standardError: null,
    df: null,
    interval: null,
    pValue: null,
    reason,
  });
  if (Number.isNaN(variance)) return bare("values alone have no uncertainty that could be stated");
  if (variance > 0 && spreadOf(from.rate, 1) + spreadOf(to.rate, 1) === 0) {
    // Both levels at ends of the scale with an error reported: no rate that effective sizes could be taken from.
    const plain = tQuantity({ estimate, variance: variance * range * range, df }, level);
    return { ...plain, pValue: null, reason: isRecipe ? UNTESTED : CHECKPOINT_REASON };
  }
  const found = moverWilsonEffect(
    {
      arm: to,
      control: from,
      variance,
      df,
      whenNothingVaries: clusters === null ? null : { arm: clusters, control: clusters },
      floored: false,
    },
    { scale: "difference", target: "suite-fixed", level, intervalOnly: true },
  );
  if (found.status === "not-estimable") return bare(found.reason);
  const scaled = (value: number | null) => (value === null ? null : value * range);
  return {
    status: "estimated",
    estimate,
    standardError: scaled(found.standardError),
    df: found.df,
    interval:
      found.interval === null
        ? null
        : {
            ...found.interval,
            lower: scaled(found.interval.lower),
            upper: scaled(found.interval.upper),
          },
    pValue: null,
    reason: isRecipe ? UNTESTED : CHECKPOINT_REASON,
  };
}
