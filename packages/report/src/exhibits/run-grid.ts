import type {
  AblationStatus,
  CoverageRow,
  OutcomeRecord,
  CoverageCell as PlannedCell,
  Registration,
} from "@holdfast/core";
import {
  type CoverageCell,
  type CoverageGrid,
  type CoverageGroup,
  type CoverageLine,
  NO_NOTES,
  richestLevel,
} from "../figures/coverage-grid.js";
import { compareSteps, notesOf } from "./outcome-notes.js";

/** Which part of the grid is shown; null is all of it. */
export interface GridChoice {
  readonly eval: string | null;
  readonly stage: string | null;
}

const keyOf = (...parts: readonly (string | number | null)[]) => JSON.stringify(parts);

function grouped<T>(rows: readonly T[], key: (row: T) => string): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group === undefined) groups.set(key(row), [row]);
    else group.push(row);
  }
  return groups;
}

interface RunLine {
  readonly run: string;
  readonly arm: string;
  readonly seed: number | null;
  readonly branch: number;
  /** Nothing of it is recorded. */
  readonly isAwaited: boolean;
}

const branchOf = (run: string) => Number(run.split("/").at(-1) ?? "0");

/** Planned runs and those that came, by arm, seed and branch; a run that only holds a shared checkpoint is no line. */
function linesOf({ ablation }: Registration, status: AblationStatus, shared: ReadonlySet<string>): RunLine[] {
  const own = grouped(
    status.coverage.filter(({ stage }) => !shared.has(stage)),
    ({ run }) => run,
  );
  const came = [...own.values()].flatMap((rows): RunLine[] => {
    const [first] = rows;
    if (first === undefined) return [];
    const { run, arm, seed } = first;
    return [{ run, arm, seed, branch: branchOf(run), isAwaited: false }];
  });
  return ablation.arms.flatMap(({ name: arm }) => {
    const here = came.filter((line) => line.arm === arm);
    const planned: readonly (number | null)[] = status.seeds ?? (here.length === 0 ? [null] : []);
    const awaited = planned
      .filter((seed) => !here.some((line) => line.seed === seed && line.branch === 0))
      .map((seed): RunLine => {
        return { run: `${arm}/${seed ?? "unknown"}/0`, arm, seed, branch: 0, isAwaited: true };
      });
    return [...here, ...awaited].sort(
      (a, b) => (a.seed ?? -1) - (b.seed ?? -1) || a.branch - b.branch || (a.run < b.run ? -1 : 1),
    );
  });
}

function groupsOf({ ablation }: Registration, status: AblationStatus, choice: GridChoice): CoverageGroup[] {
  const asked = new Set(
    status.cells.filter(({ expected }) => expected).map((cell) => keyOf(cell.eval, cell.stage)),
  );
  const rows = grouped(status.coverage, (row) => keyOf(row.eval, row.stage));
  return ablation.evals
    .filter(({ id }) => choice.eval === null || id === choice.eval)
    .map(({ id }) => ({
      eval: id,
      stages: ablation.stages
        .filter(({ name }) => choice.stage === null || name === choice.stage)
        .flatMap(({ name: stage }) => {
          const key = keyOf(id, stage);
          const steps = [...new Set((rows.get(key) ?? []).map(({ step }) => step))].sort(compareSteps);
          return steps.length > 0 ? [{ stage, steps }] : asked.has(key) ? [{ stage, steps: [null] }] : [];
        }),
    }))
    .filter(({ stages }) => stages.length > 0);
}

const BLANK: CoverageCell = {
  ...{ state: "none", isPlanned: false, level: null, outcomes: 0, runs: null },
  ...NO_NOTES,
};

interface Recorded {
  readonly rows: ReadonlyMap<string, readonly CoverageRow[]>;
  readonly planned: ReadonlyMap<string, PlannedCell>;
  readonly notes: ReturnType<typeof notesOf>;
  readonly shared: ReadonlySet<string>;
}

function cellAt(
  { rows, notes, shared }: Recorded,
  line: RunLine,
  place: { readonly stage: string; readonly step: number | null; readonly eval: string },
  plan: { readonly isPlanned: boolean; readonly isMissing: boolean; readonly hasStage: boolean },
): CoverageCell {
  const { stage, step, eval: id } = place;
  const whose = shared.has(stage) ? "" : line.run;
  const found = rows.get(keyOf(whose, stage, step, id)) ?? [];
  const { isPlanned, isMissing, hasStage } = plan;
  if (found.length === 0) {
    const state = isMissing ? "missing" : hasStage && line.branch === 0 ? "gap" : "none";
    return { ...BLANK, state, isPlanned };
  }
  return {
    ...{ state: "present", isPlanned, runs: null },
    level: richestLevel(found.map(({ level }) => level)),
    outcomes: found.reduce((sum, { outcomes }) => sum + outcomes, 0),
    ...(notes.get(keyOf(whose, stage, step, id)) ?? NO_NOTES),
  };
}

/**
 * The grid of runs by checkpoints and evals: what registered comparisons need, what has come, and what is to be said of it.
 *
 * @param outcomes current outcomes with what was set aside; where it is not all of them, the others have no notes
 */
export function runGrid(
  registration: Registration,
  status: AblationStatus,
  outcomes: readonly OutcomeRecord[],
  choice: GridChoice,
): CoverageGrid {
  const { ablation } = registration;
  const shared = new Set(ablation.stages.filter((stage) => stage.shared === true).map(({ name }) => name));
  const whose = (run: string, stage: string) => (shared.has(stage) ? "" : run);
  const recorded: Recorded = {
    shared,
    rows: grouped(status.coverage, ({ run, stage, step, eval: id }) =>
      keyOf(whose(run, stage), stage, step, id),
    ),
    planned: new Map(status.cells.map((cell) => [keyOf(cell.arm, cell.seed, cell.stage, cell.eval), cell])),
    notes: notesOf(registration, outcomes, ({ run, stage, step, eval: id }) =>
      keyOf(whose(run, stage), stage, step, id),
    ),
  };
  const groups = groupsOf(registration, status, choice);
  const first = new Set<string>();
  const lines = linesOf(registration, status, shared).map((line): CoverageLine => {
    const isFirst = status.seeds !== null || !first.has(line.arm);
    first.add(line.arm);
    const cells = groups.map((group) =>
      group.stages.map(({ stage, steps }) => {
        const seed = status.seeds === null ? null : line.seed;
        const planned = recorded.planned.get(keyOf(line.arm, seed, stage, group.eval));
        const isMissing = planned?.expected === true && !planned.present && line.branch === 0 && isFirst;
        const hasStage = steps.some((step) =>
          recorded.rows.has(keyOf(whose(line.run, stage), stage, step, group.eval)),
        );
        const plan = { isPlanned: planned?.expected === true, isMissing, hasStage };
        return steps.map((step) => cellAt(recorded, line, { stage, step, eval: group.eval }, plan));
      }),
    );
    const seed = line.seed === null ? "no seed" : `seed ${line.seed}`;
    const name = line.branch === 0 ? seed : `${seed}, branch ${line.branch}`;
    return { arm: line.arm, name, run: line.isAwaited ? null : line.run, cells };
  });
  return { groups, lines };
}
