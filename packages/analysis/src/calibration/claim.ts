import { calibrateEffect, type EffectMethod } from "./effect-calibration.js";
import { EFFECT_SCENARIOS, type EffectScenario } from "./effect-scenarios.js";
import { type Share, shareOf, type Tally } from "./tally.js";

/** A number that a page, a warning or a default rests on, printed once and simulated again. */
export interface Claim {
  readonly text: string;
  /** As it was printed, with the repeats behind it; null where nothing was. */
  readonly printed: { readonly value: number; readonly repeats: number } | null;
  readonly found: { readonly value: number; readonly error: number };
}

/** A printed share; 3,000 repeats where nothing else is said. */
export function printed(value: number, repeats = 3000): { readonly value: number; readonly repeats: number } {
  return { value, repeats };
}

/** A simulated share as the finding of a claim. */
export function claimOf(text: string, share: Share, was: Claim["printed"] = null): Claim {
  return { text, printed: was, found: { value: share.share ?? Number.NaN, error: share.error ?? 0 } };
}

/** Whether both agree within three errors of both; null where nothing was printed. */
export function claimAgrees({ printed: was, found }: Claim): boolean | null {
  if (was === null) return null;
  const error = Math.hypot(found.error, Math.sqrt((was.value * (1 - was.value)) / was.repeats));
  return Math.abs(found.value - was.value) <= 3 * error;
}

/** One method on one of the scenarios of effects, changed or as it is. */
export function effectTally(
  name: string,
  method: EffectMethod,
  repeats: number,
  seed: number,
  change: Partial<EffectScenario> = {},
): Tally {
  const scenario = EFFECT_SCENARIOS.find((one) => one.name === name);
  const none = { coverage: shareOf(0, 0), rejectsZero: shareOf(0, 0), medianWidth: null, missing: repeats };
  if (scenario === undefined) return none;
  return (
    calibrateEffect({ ...scenario, ...change }, repeats, seed, new Set([method])).tallies.get(method) ?? none
  );
}
