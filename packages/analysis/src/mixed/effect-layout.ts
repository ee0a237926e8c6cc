import { chooseAbsorbed } from "./absorbed-design.js";
import { levelCount } from "./level-count.js";

/** A grouping with its place among all random effects. */
export interface PlacedGrouping {
  /** Which of the model's groupings. */
  readonly grouping: number;
  readonly group: Int32Array;
  readonly levels: number;
  /** Position of its first effect. */
  readonly from: number;
}

/**
 * The order in which random effects are eliminated: those of a grouping nested in another first, then the other's, as
 * both leave only diagonals behind; the rest is factorised as a dense block. Effects stand in that order.
 */
export interface EffectLayout {
  readonly nested: PlacedGrouping | null;
  readonly absorbed: PlacedGrouping;
  readonly dense: readonly PlacedGrouping[];
  /** Number of effects that are factorised densely; they stand last. */
  readonly denseLevels: number;
  readonly effects: number;
  /** Absorbed level of each nested level. */
  readonly parents: Int32Array;
}

/** Lays out the effects of some groupings; there is at least one. */
export function effectLayout(groups: readonly Int32Array[]): EffectLayout {
  const choice = chooseAbsorbed(groups);
  let from = 0;
  const place = (grouping: number): PlacedGrouping => {
    const group = groups[grouping] ?? new Int32Array(0);
    const placed = { grouping, group, levels: levelCount(group), from };
    from += placed.levels;
    return placed;
  };
  const nested = choice.nested < 0 ? null : place(choice.nested);
  const absorbed = place(choice.absorbed);
  const before = from;
  const dense = [...groups.keys()]
    .filter((grouping) => grouping !== choice.nested && grouping !== choice.absorbed)
    .map(place);
  const parents = new Int32Array(nested?.levels ?? 0);
  nested?.group.forEach((level, row) => {
    parents[level] = absorbed.group[row] ?? 0;
  });
  return { nested, absorbed, dense, denseLevels: from - before, effects: from, parents };
}
