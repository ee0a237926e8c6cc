import type { Durability, FamilyResult } from "@holdfast/core";
import { formatQuantity } from "../format.js";

/** The adjustment of a family as it is spoken of. */
export function methodName(method: string): string {
  return method === "holm" ? "Holm" : method === "dunnett" ? "Dunnett" : method;
}

/** How many comparisons of a family stand, and how many wait, in one sentence. */
export function familySentence(family: FamilyResult): string {
  const after = `after ${methodName(family.method)}${family.after === null ? "" : `, once all of ${family.after} stands`}`;
  const kind = family.question === "lead" ? "lead" : "retention";
  const pending = family.size - family.answered;
  const members = formatQuantity(family.size, `registered ${kind}`);
  const head =
    family.size === 1
      ? `The one registered ${kind} ${family.standing === 1 ? "stands" : "does not stand"} ${after}`
      : `Of ${members}, ${family.standing === 0 ? "none stands" : family.standing === 1 ? "1 stands" : `${family.standing} stand`} ${after}`;
  return pending === 0 ? `${head}.` : `${head}; ${pending} ${pending === 1 ? "is" : "are"} pending.`;
}

/** What was registered; all of it where nothing was. */
export function registered<T extends { readonly family: string | null }>(
  findings: readonly T[],
): readonly T[] {
  const members = findings.filter(({ family }) => family !== null);
  return members.length > 0 ? members : findings;
}

/** One pair of stages for every lead: the one with the same condition at both ends, where there is one. */
export function preferredDurability(durability: readonly Durability[]): Durability[] {
  const chosen = new Map<string, Durability>();
  for (const one of durability) {
    const key = JSON.stringify([one.arm, one.eval, one.metric, one.judge, one.to]);
    const before = chosen.get(key);
    if (before === undefined || (!before.sameCondition && one.sameCondition)) chosen.set(key, one);
  }
  return [...chosen.values()];
}
