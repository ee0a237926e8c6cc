import type { InboxLog } from "@holdfast/core";
import type { EvalLog, SaidFields } from "@holdfast/importers";

/** A log that waited, as if it had just been read; with what is said of it now. */
export function logOfEntry({ entry, outcomes }: InboxLog, said: SaidFields): EvalLog {
  const { format, part, task, model, modelPaths, created, evalId, taskId, tags, metadata } = entry;
  return {
    format,
    ...(part === null ? {} : { part }),
    says: { task, model, modelPaths, created, evalId, taskId, tags, metadata, said },
    outcomes: outcomes.map(({ judge, ...outcome }) => ({
      ...Object.fromEntries(Object.entries(outcome).filter(([, value]) => value !== undefined)),
      eval: outcome.eval,
      metric: outcome.metric,
      ...(judge === undefined ? {} : { judge }),
    })),
    leftOut: entry.leftOut,
    notes: entry.notes,
  };
}
