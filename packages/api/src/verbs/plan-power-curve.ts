import type { PowerCurve, PowerQuestion } from "@holdfast/core";

/** What designs around one of that size can resolve, before anything is registered. */
export async function planPowerCurve(question: PowerQuestion): Promise<PowerCurve> {
  const { designPowerCurve } = await import("@holdfast/analysis");
  return designPowerCurve(question);
}
