import { type Ablation, type CoverageCell, type CoverageRow, controlOf } from "@holdfast/core";

/** As much of what has arrived as says to which place of a plan it belongs. */
export type Arrived = Pick<CoverageRow, "run" | "arm" | "seed" | "stage" | "step" | "eval" | "outcomes">;

/** The planned seeds, one by one; null where the ablation does not say. */
export function plannedSeeds(ablation: Ablation): readonly number[] | null {
  if (ablation.seeds === "unknown") return null;
  return typeof ablation.seeds === "number"
    ? Array.from({ length: ablation.seeds }, (_, seed) => seed)
    : ablation.seeds;
}

function grouped<T>(rows: readonly T[], keyOf: (row: T) => string): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}

const place = (arm: string, stage: string, evalId: string) => JSON.stringify([arm, stage, evalId]);

/** The places that registered comparisons need, on the arm's side and on its control's; null: all of them. */
function neededPlaces(ablation: Ablation): ReadonlySet<string> | null {
  const families = ablation.plan.families;
  if (families.length === 0) return null;
  const needed = new Set<string>();
  for (const member of families.flatMap((family) => [...family.members])) {
    const control = controlOf(ablation, member.arm);
    for (const stage of "stage" in member ? [member.stage] : [member.from, member.to])
      for (const arm of control === null ? [member.arm] : [member.arm, control])
        needed.add(place(arm, stage, member.eval));
  }
  return needed;
}

/**
 * Every place of the plan with what has arrived there, and after them the places that have outcomes and
 * are not in the plan. A stage that all arms share is there for every arm as soon as one arm has it.
 */
export function plannedCells(ablation: Ablation, coverage: readonly Arrived[]): CoverageCell[] {
  const seeds: readonly (number | null)[] = plannedSeeds(ablation) ?? [null];
  const anySeed = ablation.seeds === "unknown";
  const needed = neededPlaces(ablation);
  const shared = new Set(ablation.stages.filter((stage) => stage.shared === true).map((stage) => stage.name));
  const used = new Set<Arrived>();
  const byStage = grouped(coverage, (row) => JSON.stringify([row.stage, row.eval]));
  const keyOf = (arm: string, seed: number | null, stage: string, evalId: string) =>
    JSON.stringify([arm, anySeed ? null : seed, stage, evalId]);
  const byPlace = grouped(coverage, (row) => keyOf(row.arm, row.seed, row.stage, row.eval));
  const tally = (rows: readonly Arrived[]) => ({
    present: rows.length > 0,
    checkpoints: new Set(rows.map((row) => JSON.stringify([row.run, row.step]))).size,
    outcomes: rows.reduce((sum, row) => sum + row.outcomes, 0),
  });
  const cells = ablation.arms.flatMap(({ name: arm }) =>
    seeds.flatMap((seed) =>
      ablation.stages.flatMap(({ name: stage }) =>
        ablation.evals.map(({ id }): CoverageCell => {
          const rows =
            (shared.has(stage)
              ? byStage.get(JSON.stringify([stage, id]))
              : byPlace.get(keyOf(arm, seed, stage, id))) ?? [];
          for (const row of rows) used.add(row);
          const expected = needed === null || needed.has(place(arm, stage, id));
          return { arm, seed, stage, eval: id, expected, ...tally(rows) };
        }),
      ),
    ),
  );
  const beyond = grouped(
    coverage.filter((row) => !used.has(row)),
    (row) => JSON.stringify([row.arm, row.seed, row.stage, row.eval]),
  );
  for (const rows of beyond.values()) {
    const [first] = rows;
    if (first === undefined) continue;
    const { arm, seed, stage, eval: id } = first;
    cells.push({ arm, seed, stage, eval: id, expected: false, ...tally(rows) });
  }
  return cells;
}
