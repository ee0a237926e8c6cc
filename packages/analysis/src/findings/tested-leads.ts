import {
  type Ablation,
  type Effect,
  type EffectScale,
  type Finding,
  findingOn,
  type Target,
} from "@holdfast/core";
import { pooledDesignEffect } from "../estimators/pooled-design-effect.js";
import { repeatedPValues } from "../sequential/repeated-p-value.js";
import { type FamilyPlace, leadFamilies } from "./family-members.js";
import { lookFractions } from "./lead-looks.js";

/** p-values of one kind are adjusted together: those that are shown, or all of one target. */
export type View = "shown" | Target;

/** A lead and its place in the plan; null is exploratory. */
export interface PlacedEffect {
  readonly effect: Effect;
  readonly place: FamilyPlace | null;
}

export type LeadFamily = ReturnType<typeof leadFamilies>[number];

/** Turns the p-value of one look into one that holds over all planned looks; bounds are worked out once a look. */
export function looksAdjustment(): (effect: Effect, p: number) => number {
  const known = new Map<string, (p: number) => number>();
  return ({ look }, p) => {
    if (look === null) return p;
    const fractions = lookFractions(look);
    const key = fractions.join(" ");
    const adjust = known.get(key) ?? repeatedPValues(fractions);
    known.set(key, adjust);
    return adjust(p);
  };
}

/** The finding that a family's method rests on: Dunnett's is the pooled one, beside the default. */
export function testedFinding(
  effect: Effect,
  family: LeadFamily | undefined,
  scale: EffectScale,
  view: View,
): Finding | undefined {
  const target = view === "shown" ? effect.shownTarget : view;
  if (family?.method !== "dunnett") return findingOn(effect, scale, target);
  const own = findingOn(effect, scale, target);
  // Where the pooled variance was asked for by name it is the effect's own.
  if (own?.status === "estimated" && own.estimator === pooledDesignEffect.id) return own;
  const pooled = effect.alternatives.find(({ method }) => method === pooledDesignEffect.id);
  return pooled === undefined ? undefined : findingOn(pooled, scale, target);
}

/** The scale that is tested first: the difference, or log odds where a method that was asked for knows no other. */
export function testedScale(effect: Effect): EffectScale {
  const difference = findingOn(effect, "difference", effect.shownTarget);
  const logOdds = findingOn(effect, "log-odds", effect.shownTarget);
  return difference?.status !== "estimated" && logOdds?.status === "estimated" ? "log-odds" : "difference";
}

/** The scale on which a family is counted: log odds only where none of its leads has a difference. */
export function familyScale(own: readonly PlacedEffect[]): EffectScale {
  return own.length > 0 && own.every(({ effect }) => testedScale(effect) === "log-odds")
    ? "log-odds"
    : "difference";
}

/** The families as they are adjusted: Dunnett's procedure holds for the pooled p-values alone, Holm's for any. */
export function familiesFor(ablation: Ablation, method: string | undefined): LeadFamily[] {
  const families = leadFamilies(ablation);
  if (method === undefined || method === pooledDesignEffect.id) return families;
  return families.map((family) => ({ ...family, method: "holm" }));
}
