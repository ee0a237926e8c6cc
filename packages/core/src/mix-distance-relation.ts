import { DISTANCE_RULES, type Distance } from "./mix-distance.js";
import type { Relation } from "./relation.js";

/** A relation with the reason for it. */
export interface ProposedRelation {
  readonly proposed: Relation;
  readonly because: string;
}

function percent(part: number): string {
  return `${Math.round(part * 100)}%`;
}

/** Prompts with a run of the longest length in the data. */
function sharing({ runs }: Pick<Distance, "runs">): { readonly words: number; readonly prompts: number } {
  const longest = runs.reduce((most, run) => Math.max(most, run.words), 0);
  return { words: longest, prompts: runs.find(({ words }) => words === longest)?.withAny ?? 0 };
}

/**
 * The relation that measured distances propose: `in-distribution` where half of the prompts are taken from the data, or the
 * prompts are as like the rows as either are among themselves; `near` where some prompts are taken, a tenth has a passage
 * in common with the data, or they come a third as close; else `out-of-distribution`. Nothing that was declared is changed.
 */
export function proposedRelation(
  distance: Omit<Distance, "proposed" | "because" | "examples">,
): ProposedRelation {
  const { prompts, taken, likeness } = distance;
  if (prompts === 0) return { proposed: "unknown", because: "The eval has no prompt with words." };
  const { relative } = likeness;
  const shared = sharing(distance);
  const because = `${[
    `${taken} of ${prompts} prompts are taken from the data or it from them`,
    `${shared.prompts} share ${shared.words} words in a row with it`,
    relative === null
      ? "there is too little to say what likeness means here"
      : `they come to ${percent(relative)} of the likeness among its rows or among themselves`,
  ].join(", ")}.`;
  const rules = DISTANCE_RULES;
  if (taken / prompts >= rules.takenInDistributionFrom || (relative ?? 0) >= rules.inDistributionFrom)
    return { proposed: "in-distribution", because };
  const isNear =
    taken / prompts >= rules.takenNearFrom ||
    shared.prompts / prompts >= rules.sharedNearFrom ||
    (relative ?? 0) >= rules.nearLikenessFrom;
  if (isNear) return { proposed: "near", because };
  return { proposed: relative === null ? "unknown" : "out-of-distribution", because };
}

/** From far to near; what is unknown says nothing. */
const NEARNESS: readonly Relation[] = ["unknown", "out-of-distribution", "near", "in-distribution"];

/** The nearest of several distances of one eval: an arm is as near to an eval as the nearest of its data sets is. */
export function nearestDistance(distances: readonly Distance[]): Distance | undefined {
  return [...distances].sort(
    (a, b) =>
      NEARNESS.indexOf(b.proposed) - NEARNESS.indexOf(a.proposed) ||
      b.taken - a.taken ||
      (b.likeness.relative ?? 0) - (a.likeness.relative ?? 0) ||
      (a.dataset < b.dataset ? -1 : 1),
  )[0];
}
