import { compareText } from "@holdfast/core";
import type { Session } from "../driver/driver.js";
import type { CoverageRow } from "./coverage-row.js";
import { readOutcomes } from "./outcome-rows.js";

/**
 * How much has arrived; what is set aside has arrived too. Counted here and not by the database: there are about as
 * many groups as outcomes, and these are read some at a time.
 */
export async function readCoverage(session: Session, ablationId: number): Promise<CoverageRow[]> {
  const { runs, outcomes } = await readOutcomes(session, ablationId);
  const seeds = new Map(runs.map(({ run, seed }) => [run, seed]));
  const covered = new Map<string, CoverageRow>();
  for (const { row, place } of outcomes) {
    const { run, arm, stage, step, eval: evalId, metric, judge } = place;
    const { level, scored } = row;
    const key = JSON.stringify([run, stage, step, evalId, metric, judge, level]);
    const known = covered.get(key);
    covered.set(key, {
      ...{ run, arm, seed: seeds.get(run) ?? null, stage, step, eval: evalId, metric, judge, level },
      outcomes: (known?.outcomes ?? 0) + 1,
      scored: (known?.scored ?? 0) + scored,
    });
  }
  return [...covered.values()].sort(
    (a, b) =>
      compareText(a.run, b.run) ||
      compareText(a.stage, b.stage) ||
      (a.step ?? -1) - (b.step ?? -1) ||
      compareText(a.eval, b.eval) ||
      compareText(a.metric, b.metric) ||
      compareText(a.judge, b.judge) ||
      compareText(a.level, b.level),
  );
}
