import {
  type Ablation,
  boundsOf,
  type Condition,
  compareText,
  type Eval,
  type Evidence,
  type EvidenceOutcome,
  HoldfastError,
  isReinforcement,
  type MonitorGuarantee,
  type MonitorQuestion,
  type MonitorRow,
  type MonitorRule,
  primaryMetric,
} from "@holdfast/core";
import { stepOrder } from "../measure/arm-moment.js";
import type { CellRow } from "../measure/checkpoint-value.js";
import { type EvidenceIndex, indexEvidence, settingKey } from "../measure/evidence-index.js";
import { startMonitor, watchCheckpoint } from "./monitor.js";

/** Evidence beyond this is written as this: no reader tells them apart, and JSON has no infinity. */
const MOST_LOG_EVIDENCE = 700;

interface Series {
  readonly arm: string;
  readonly run: string;
  readonly value: Eval;
  readonly condition: Condition;
  readonly judge: string;
  readonly outcomes: readonly EvidenceOutcome[];
}

function unknownName(what: string, name: string, known: readonly string[]): HoldfastError {
  return new HoldfastError({
    code: "unknown-name",
    message: `the ablation has no ${what} \`${name}\`.`,
    remedy: `It has ${known.join(", ")}.`,
  });
}

function stageOf({ stages }: Ablation, asked: string | undefined): string {
  const names = stages.map(({ name }) => name);
  if (asked !== undefined) {
    if (!names.includes(asked)) throw unknownName("stage", asked, names);
    return asked;
  }
  return stages.findLast((stage) => isReinforcement(stage))?.name ?? names.at(-1) ?? "";
}

function evalsOf({ evals }: Ablation, { eval: ids, limit }: MonitorQuestion): Eval[] {
  return [...new Set(ids)].map((id) => {
    const value = evals.find((candidate) => candidate.id === id);
    if (value === undefined)
      throw unknownName(
        "eval",
        id,
        evals.map((candidate) => candidate.id),
      );
    const { lower, upper } = boundsOf(primaryMetric(value).scale);
    if (!(limit > lower && limit < upper))
      throw new HoldfastError({
        code: "invalid-input",
        message: `a limit of ${limit} is not between the least and the greatest score of \`${id}\`, ${lower} and ${upper}.`,
        place: { key: "limit" },
        remedy: "Give the rate that no checkpoint should pass, on the metric's own scale: 0.05 is 5%.",
      });
    return value;
  });
}

/** The outcomes of each run on an eval, one series a condition and judge, in a fixed order. */
function seriesOf(index: EvidenceIndex, value: Eval, stage: string, arms: readonly string[]): Series[] {
  const metric = primaryMetric(value).name;
  return arms.flatMap((arm) =>
    index.at(arm, value.id, metric, stage).flatMap(({ condition, judge, outcomes }) => {
      const runs = new Map<string, EvidenceOutcome[]>();
      for (const outcome of outcomes) runs.set(outcome.run, [...(runs.get(outcome.run) ?? []), outcome]);
      return [...runs]
        .sort(([a], [b]) => compareText(a, b))
        .map(([run, own]) => ({
          arm,
          run,
          value,
          condition,
          judge,
          outcomes: own.sort((a, b) => stepOrder(a.step) - stepOrder(b.step)),
        }));
    }),
  );
}

/** Whether every prompt weighs the same in the rate for each of its scores: only then are they so many single bets. */
function isEven(row: CellRow | null): boolean {
  if (row === null) return true;
  const counts = row.scores.filter((count) => count > 0);
  return counts.every((count) => count === counts[0]);
}

function rowOf(index: EvidenceIndex, series: Series, asked: MonitorGuarantee): MonitorRow {
  const { value, outcomes } = series;
  const metric = primaryMetric(value);
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
  const evidenceOf = (logEvidence: number) => Math.exp(Math.min(MOST_LOG_EVIDENCE, logEvidence));
  for (const { step, rate, observations, bets } of measured) {
    state = watchCheckpoint(state, { rate: Math.min(1, Math.max(0, rate)), scores: bets });
    if (alarm === null && state.alarmAfter !== null) alarm = { step };
    points.push({ step, rate: own(rate), scores: observations, evidence: evidenceOf(state.logEvidence) });
  }
  const evidence = evidenceOf(state.mostLogEvidence);
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
    highestAtLeast: own(state.highestAtLeast),
    lowestAtMost: own(state.lowestAtMost),
  };
}

/** Runs that are registered to come, or null where nobody said how many. */
function registeredRuns({ seeds }: Ablation, arms: readonly string[]): number | null {
  if (seeds === "unknown") return null;
  return arms.length * (typeof seeds === "number" ? seeds : seeds.length);
}

/**
 * Every run of a stage watched for passing a limit, worked out anew from its stored outcomes in the order of their
 * steps: looking more often changes nothing. Alpha is split evenly over runs and evals, conditions and judges.
 *
 * @throws HoldfastError `unknown-name`, `invalid-input` where the question does not fit the ablation
 */
export function ablationMonitor(
  ablation: Ablation,
  evidence: Evidence,
  question: MonitorQuestion,
  includeExcluded = false,
): { readonly guarantee: MonitorGuarantee; readonly rows: MonitorRow[] } {
  const index = indexEvidence(ablation, evidence, includeExcluded);
  const stage = stageOf(ablation, question.stage);
  const names = ablation.arms.map(({ name }) => name);
  if (question.arm !== undefined && !names.includes(question.arm))
    throw unknownName("arm", question.arm, names);
  const arms = question.arm === undefined ? names : [question.arm];
  const evals = evalsOf(ablation, question);
  const series = evals.flatMap((value) => seriesOf(index, value, stage, arms));
  const planned = registeredRuns(ablation, arms);
  const watched = evals.reduce((sum, value) => {
    const own = series.filter((one) => one.value === value);
    const settings = new Set(own.map(settingKey)).size;
    return sum + Math.max(own.length, (planned ?? 1) * Math.max(1, settings));
  }, 0);
  const alpha = question.alpha ?? ablation.plan.alpha;
  const guarantee: MonitorGuarantee = {
    stage,
    limit: question.limit,
    alpha,
    watched,
    watchedIsRegistered: planned !== null,
    alphaEach: alpha / watched,
    sampling: question.sampling ?? "independent",
  };
  return { guarantee, rows: series.map((one) => rowOf(index, one, guarantee)) };
}
