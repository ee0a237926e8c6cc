import type { OutcomeRecord, Registration } from "@holdfast/core";
import { type CoverageNotes, NO_NOTES } from "../figures/coverage-grid.js";

/** An outcome is late where a later checkpoint of its run was recorded more than so many milliseconds before it. */
export const LATE_AFTER = 24 * 3600 * 1000;

/** Steps in their order in time; the end of a stage comes last. */
export function compareSteps(a: number | null, b: number | null): number {
  return (a ?? Number.POSITIVE_INFINITY) === (b ?? Number.POSITIVE_INFINITY)
    ? 0
    : (a ?? Number.POSITIVE_INFINITY) - (b ?? Number.POSITIVE_INFINITY);
}

interface Timed {
  readonly outcome: OutcomeRecord;
  readonly at: number;
}

/** Those that came more than a day after a later checkpoint of the same run; what was corrected is told as that. */
export function lateOutcomes(
  { ablation }: Registration,
  outcomes: readonly OutcomeRecord[],
): ReadonlySet<OutcomeRecord> {
  const places = new Map(ablation.stages.map(({ name }, index) => [name, index]));
  const stageOf = ({ stage }: OutcomeRecord) => places.get(stage) ?? places.size;
  const compare = (a: OutcomeRecord, b: OutcomeRecord) =>
    stageOf(a) - stageOf(b) || compareSteps(a.step, b.step);
  const runs = new Map<string, Timed[]>();
  for (const outcome of outcomes) {
    const timed = { outcome, at: Date.parse(outcome.recordedAt) };
    const run = runs.get(outcome.run);
    if (run === undefined) runs.set(outcome.run, [timed]);
    else run.push(timed);
  }
  const late = new Set<OutcomeRecord>();
  for (const run of runs.values()) {
    run.sort((a, b) => compare(b.outcome, a.outcome));
    let [earliest, here] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    let last: OutcomeRecord | undefined;
    for (const { outcome, at } of run) {
      if (last !== undefined && compare(outcome, last) !== 0) earliest = Math.min(earliest, here);
      if (at - earliest > LATE_AFTER && outcome.revision === 1) late.add(outcome);
      if (outcome.revision === 1) here = Math.min(here, at);
      last = outcome;
    }
  }
  return late;
}

/** What is to be said of the outcomes at each place. */
export function notesOf(
  registration: Registration,
  outcomes: readonly OutcomeRecord[],
  keyOf: (outcome: OutcomeRecord) => string,
): ReadonlyMap<string, CoverageNotes> {
  const late = lateOutcomes(registration, outcomes);
  const notes = new Map<string, CoverageNotes>();
  for (const outcome of outcomes) {
    const key = keyOf(outcome);
    const before = notes.get(key) ?? NO_NOTES;
    notes.set(key, {
      isLate: before.isLate || late.has(outcome),
      isCorrected: before.isCorrected || outcome.revision > 1,
      isSetAside: before.isSetAside || outcome.excluded !== null,
      isPartial: before.isPartial || outcome.status === "partial",
      isCrashed: before.isCrashed || outcome.status === "crashed",
    });
  }
  return notes;
}
