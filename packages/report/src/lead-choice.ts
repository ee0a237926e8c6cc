import {
  type Effect,
  type EffectScale,
  type Finding,
  findingOn,
  standingPValue,
  type Target,
} from "@holdfast/core";

/** Which number of each lead is shown, and by which p-value it stands. */
export interface LeadChoice {
  readonly scale: EffectScale;
  /** null: the one that each lead shows first. */
  readonly target: Target | null;
  /** `adjusted`: within the registered family, as the plan says. `alone`: as if nothing else had been compared. */
  readonly judgedBy: "adjusted" | "alone";
}

/** What reports show: the difference, for the plan's target, adjusted. */
export const REGISTERED_CHOICE: LeadChoice = { scale: "difference", target: null, judgedBy: "adjusted" };

/** The finding of a lead that was chosen, or undefined where it was not asked for. */
export function chosenFinding(effect: Effect, { scale, target }: LeadChoice): Finding | undefined {
  return findingOn(effect, scale, target ?? effect.shownTarget);
}

/** The p-value by which a lead stands or falls under a choice; null where it has none. */
export function chosenPValue(effect: Effect, choice: LeadChoice): number | null {
  const { scale, target, judgedBy } = choice;
  if (judgedBy === "adjusted") return standingPValue(effect, scale, target ?? effect.shownTarget);
  const finding = chosenFinding(effect, choice);
  return finding?.status === "estimated" ? finding.pValue : null;
}

/** Whether a lead stands under a choice; null where nothing can be said: outside a family, or without a p-value. */
export function chosenStanding(effect: Effect, choice: LeadChoice, alpha: number): boolean | null {
  const { scale, target, judgedBy } = choice;
  const isRegistered = scale === "difference" && (target === null || target === effect.shownTarget);
  if (judgedBy === "adjusted" && isRegistered) return effect.stands;
  const pValue = chosenPValue(effect, choice);
  return pValue === null ? null : pValue <= alpha;
}
