import type { Warning } from "@holdfast/core";
import type { ArmMoment, Unit } from "../measure/arm-moment.js";
import type { CellRow } from "../measure/checkpoint-value.js";

/** Prompts that must differ from the commonest value before equal rows are more than a coincidence of rare events. */
const TELLING_PROMPTS = 5;

/** Prompts whose mean is not the commonest one of the row. */
function tellingPrompts({ cells }: CellRow): number {
  const counts = new Map<number, number>();
  let scored = 0;
  for (const cell of cells) {
    if (Number.isNaN(cell)) continue;
    scored += 1;
    counts.set(cell, (counts.get(cell) ?? 0) + 1);
  }
  return scored - Math.max(0, ...counts.values());
}

function sameRow(one: CellRow, other: CellRow): boolean {
  return (
    one.cells.length === other.cells.length &&
    one.cells.every(
      (cell, index) => Object.is(cell, other.cells[index]) && one.scores[index] === other.scores[index],
    )
  );
}

/** Pairs of named runs whose scores agree on every prompt, and not only because almost nothing happened. */
function copiesIn(units: readonly Unit[]): [string, string][] {
  return units.flatMap((unit, index) =>
    units.slice(index + 1).flatMap((other): [string, string][] => {
      const { row } = unit.measured;
      if (row === null || other.measured.row === null || !sameRow(row, other.measured.row)) return [];
      return tellingPrompts(row) < TELLING_PROMPTS ? [] : [[unit.key, other.key]];
    }),
  );
}

/**
 * Runs of one arm that scored the same on every prompt: one recorded twice under two seeds looks like a run that
 * does not vary, and narrows every interval of its arm. Nothing is dropped; the reader is told.
 */
export function duplicatedRunWarnings({ units }: ArmMoment): Warning[] {
  return copiesIn(units).map(([one, other]) => ({
    code: "duplicated-run",
    message: `\`${one}\` and \`${other}\` have the same score on every prompt: if one is a copy of the other, exclude it, because it makes every interval of its arm too narrow.`,
  }));
}
