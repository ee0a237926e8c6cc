import {
  boundsOf,
  type Condition,
  type Eval,
  type EvidenceOutcome,
  type Intervention,
  type Metric,
  type MonitorGuarantee,
  type MonitorRow,
  type MonitorRule,
} from "@holdfast/core";
import { stepOrder } from "../measure/arm-moment.js";
import type { CellRow } from "../measure/checkpoint-value.js";
import type { EvidenceIndex } from "../measure/evidence-index.js";
import { checkpointsToAlarm } from "./checkpoints-to-alarm.js";
import { startMonitor, watchCheckpoint } from "./monitor.js";
import { splitAtIntervention } from "./split-at-intervention.js";

/** Evidence beyond this is written as this: no reader tells them apart, and JSON has no infinity. */
const MOST_LOG_EVIDENCE = 700;

/** One run on one eval under one condition and judge: its outcomes and what was done to it, by step. */
export interface WatchedSeries {
  readonly arm: string;
  readonly run: string;
  readonly value: Eval;
  readonly metric: Metric;
  readonly condition: Condition;
  readonly judge: string;
  readonly outcomes: readonly EvidenceOutcome[];
  readonly interventions: readonly Intervention[];
}

/** Whether every prompt weighs the same in the rate for each of its scores: only then are they so many single bets. */
function isEven(row: CellRow | null): boolean {
  if (row === null) return true;
  const counts = row.scores.filter((count) => count > 0);
  return counts.every((count) => count === counts[0]);
}

function evidenceOf(logEvidence: number): number {
  return Math.exp(Math.min(MOST_LOG_EVIDENCE, logEvidence));
}

/** A series watched from its first checkpoint to its last, split where somebody intervened. */
export function monitorRow(index: EvidenceIndex, series: WatchedSeries, asked: MonitorGuarantee): MonitorRow {
  const { value, metric, outcomes } = series;
  const { lower, upper } = boundsOf(metric.scale);
  const range = upper - lower;
  const own = (rate: number) => lower + range * rate;
  const measured = outcomes.flatMap((outcome) => {
    const found = index.measure(outcome, metric.scale);
    if (found === null) return [];
    const { rate, observations } = found.value;
    return [{ step: outcome.step, rate, observations, bets: isEven(found.row) ? observations : null }];
  });
  // A checkpoint whose scores cannot be bet on singly is one observation, and leaves the others as they were.
  const counted = metric.scale.kind === "binary" && measured.some(({ bets }) => bets !== null);
  const rule: MonitorRule = {
    limit: (asked.limit - lower) / range,
    bad: metric.direction === "lower-is-better" ? "above" : "below",
    alpha: asked.alphaEach,
    sampling: counted ? asked.sampling : "any",
  };
  let state = startMonitor(rule);
  let alarm: MonitorRow["alarm"] = null;
  const points: MonitorRow["points"] = [];
  const answered: MonitorRow["answered"] = [];
  const waiting = [...series.interventions];
  const splitBefore = (step: number) => {
    for (let next = waiting[0]; next !== undefined && next.step < step; next = waiting[0]) {
      if (alarm?.step != null) answered.push({ step: alarm.step, answeredAt: next.step });
      if (alarm !== null) alarm = null;
      state = splitAtIntervention(state);
      waiting.shift();
    }
  };
  for (const { step, rate, observations, bets } of measured) {
    splitBefore(stepOrder(step));
    state = watchCheckpoint(state, { rate: Math.min(1, Math.max(0, rate)), scores: bets });
    if (alarm === null && state.alarmAfter !== null) alarm = { step };
    points.push({
      ...{ step, rate: own(rate), scores: observations, evidence: evidenceOf(state.logEvidence) },
      ...{ highestAtLeast: own(state.highestAtLeast), lowestAtMost: own(state.lowestAtMost) },
    });
  }
  splitBefore(Number.POSITIVE_INFINITY);
  const evidence = evidenceOf(state.mostLogEvidence);
  const last = state.checkpoints.at(-1);
  return {
    arm: series.arm,
    run: series.run,
    eval: value.id,
    metric: metric.name,
    condition: series.condition,
    judge: series.judge,
    bad: rule.bad,
    sampling: rule.sampling,
    points,
    evidence,
    pValue: Math.min(1, 1 / evidence),
    alarm,
    moreToAlarm: last === undefined ? null : checkpointsToAlarm(state, last),
    trial: answered.length + 1,
    answered,
    interventions: series.interventions.map(({ step, change }) => ({ step, change })),
    highestAtLeast: own(state.highestAtLeast),
    lowestAtMost: own(state.lowestAtMost),
  };
}
