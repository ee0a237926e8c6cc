import { type DriverContrast, type InteractionReading, type Metric, shownNumber } from "@holdfast/core";

/** -1, 0 or 1 where the estimate lies; null without one. */
function signOn(
  contrast: Pick<DriverContrast, "numbers" | "shownMethod" | "shownTarget">,
  scale: "difference" | "log-odds",
) {
  const quantity = shownNumber(contrast, scale)?.quantity;
  return quantity?.status === "estimated" ? Math.sign(quantity.estimate) : null;
}

/**
 * What an interaction of two says in the direction of better. Only an interval that excludes 0 says anything, and only
 * where log odds have the same sign: near a floor effects must shrink on the metric's own scale whatever the data do.
 */
export function interactionReading(
  contrast: Pick<DriverContrast, "kind" | "factors" | "numbers" | "shownMethod" | "shownTarget">,
  direction: Metric["direction"],
): InteractionReading | null {
  if (contrast.kind !== "interaction" || contrast.factors.length !== 2) return null;
  const quantity = shownNumber(contrast)?.quantity;
  if (quantity?.status !== "estimated" || quantity.interval === null) return "not-settled";
  const { lower, upper } = quantity.interval;
  const excludes = (lower !== null && lower > 0) || (upper !== null && upper < 0);
  if (!excludes) return "not-settled";
  const own = signOn(contrast, "difference");
  // Lenth's numbers have no log odds of their own: the pooled ones say at least the sign.
  const logOdds = signOn(contrast, "log-odds") ?? signOn({ ...contrast, shownMethod: "pooled" }, "log-odds");
  if (own === null || own !== logOdds) return "floor-artefact-possible";
  return own === (direction === "lower-is-better" ? -1 : 1) ? "synergy" : "antagonism";
}
