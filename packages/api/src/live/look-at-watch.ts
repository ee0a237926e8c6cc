import type { Alarm, MonitorRow, WatchRequest } from "@holdfast/core";
import type { Store } from "@holdfast/store";

/** What of the store a look needs. */
export type WatchedStore = Pick<Store, "registration" | "evidence" | "interventions">;

/** The row as it was when the alarm of a trial was raised. */
function asOfAlarm(row: MonitorRow, step: number | null, trial: number): MonitorRow {
  const at = row.points.findIndex((point) => point.step === step);
  const points = row.points.slice(0, at + 1);
  const isNow = trial === row.trial;
  return {
    ...row,
    points,
    trial,
    alarm: { step },
    answered: row.answered.slice(0, trial - 1),
    // bounds are those of the trial that goes on: of an earlier one they are not known any more
    highestAtLeast: isNow ? row.highestAtLeast : Number.NEGATIVE_INFINITY,
    lowestAtMost: isNow ? row.lowestAtMost : Number.POSITIVE_INFINITY,
  };
}

/**
 * The alarms of a watch, worked out anew from all evidence by the monitor itself: those that stand, and those that
 * were answered before anybody looked.
 *
 * @throws HoldfastError `unknown-name`, `invalid-input` where the question no longer fits the ablation
 */
export async function lookAtWatch(
  store: WatchedStore,
  { identity, watchId, question }: { identity: string; watchId: string; question: WatchRequest },
): Promise<Alarm[]> {
  const { ablationMonitor } = await import("@holdfast/analysis");
  const { monitorSentences } = await import("@holdfast/report");
  const { ablation } = await store.registration(identity);
  const [evidence, interventions] = [await store.evidence(identity), await store.interventions(identity)];
  const asked = { ...question, eval: [question.eval] };
  const { guarantee, rows } = ablationMonitor(ablation, evidence, asked, false, interventions);
  const alarmOf = (row: MonitorRow, step: number | null, trial: number): Alarm => {
    const then = asOfAlarm(row, step, trial);
    const [, promise = "", said = ""] = monitorSentences(ablation, guarantee, [then]);
    const point = then.points.at(-1);
    const { arm, run, eval: evalId, metric, condition, judge, bad } = row;
    return {
      ...{ watchId, arm, run, stage: guarantee.stage, step, eval: evalId, metric, condition, judge, bad },
      ...{ limit: guarantee.limit, rate: point?.rate ?? 0, evidence: point?.evidence ?? 0 },
      ...{ alphaEach: guarantee.alphaEach, trial, sentences: [said, promise] },
    };
  };
  return rows.flatMap((row) => [
    ...row.answered.map(({ step }, index) => alarmOf(row, step, index + 1)),
    ...(row.alarm === null ? [] : [alarmOf(row, row.alarm.step, row.trial)]),
  ]);
}
