import type { Ablation, Origin } from "@holdfast/core";
import { contextOf, subjectOf } from "../subject.js";
import { listed } from "../table.js";

const READINGS = [
  ["trained-in", "trained in"],
  ["inherited", "inherited"],
  ["not-settled", "not settled"],
] as const satisfies readonly (readonly [Origin["reading"], string])[];

/** One sentence an eval: of which arms the level was trained in, inherited, or neither settled. */
export function originReadings(ablation: Ablation, origins: readonly Origin[]): string[] {
  const subject = subjectOf(ablation);
  const places = new Map<string, Origin[]>();
  for (const origin of origins) {
    const context = contextOf(subject, origin, origin.condition);
    const place = `${origin.eval}${context === "" ? "" : ` (${context})`}`;
    places.set(place, [...(places.get(place) ?? []), origin]);
  }
  return [...places].map(([place, members]) => {
    const said = READINGS.flatMap(([reading, words]) => {
      const arms = members.filter((origin) => origin.reading === reading).map(({ arm }) => arm);
      return arms.length === 0 ? [] : [`${words} for ${listed(arms)}`];
    });
    return `On ${place} the level is ${said.join("; ")}.`;
  });
}
