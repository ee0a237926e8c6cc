import type { EffectEstimate } from "../effects/effect-estimate.js";
import type { SimpleInterval } from "./naive-methods.js";

/** Ends of an estimate's interval, a side without end as infinity; null where there is none. */
export function effectInterval(found: EffectEstimate): SimpleInterval | null {
  if (found.status !== "estimated" || found.interval === null) return null;
  const { lower, upper } = found.interval;
  return { lower: lower ?? Number.NEGATIVE_INFINITY, upper: upper ?? Number.POSITIVE_INFINITY };
}
