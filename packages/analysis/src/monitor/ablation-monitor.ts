import {
  type Ablation,
  boundsOf,
  compareText,
  type Eval,
  type Evidence,
  type EvidenceOutcome,
  HoldfastError,
  type Intervention,
  isReinforcement,
  type Metric,
  type MonitorGuarantee,
  type MonitorQuestion,
  type MonitorRow,
  metricNamed,
  primaryMetric,
} from "@holdfast/core";
import { stepOrder } from "../measure/arm-moment.js";
import { type EvidenceIndex, indexEvidence, settingKey } from "../measure/evidence-index.js";
import { monitorRow, type WatchedSeries } from "./monitor-row.js";

/** An eval that is watched, and on which of its metrics. */
interface WatchedEval {
  readonly value: Eval;
  readonly metric: Metric;
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

function metricOf(value: Eval, asked: string | undefined): Metric {
  const metric = asked === undefined ? primaryMetric(value) : metricNamed(value, asked);
  if (metric !== undefined) return metric;
  const known = value.metrics.map(({ name }) => name);
  throw unknownName(`metric of ${value.id}`, asked ?? "", known);
}

function evalsOf({ evals }: Ablation, { eval: ids, metric: asked, limit }: MonitorQuestion): WatchedEval[] {
  return [...new Set(ids)].map((id) => {
    const value = evals.find((candidate) => candidate.id === id);
    if (value === undefined)
      throw unknownName(
        "eval",
        id,
        evals.map((candidate) => candidate.id),
      );
    const metric = metricOf(value, asked);
    const { lower, upper } = boundsOf(metric.scale);
    if (!(limit > lower && limit < upper))
      throw new HoldfastError({
        code: "invalid-input",
        message: `a limit of ${limit} is not between the least and the greatest score of \`${id}\`, ${lower} and ${upper}.`,
        place: { key: "limit" },
        remedy: "Give the rate that no checkpoint should pass, on the metric's own scale: 0.05 is 5%.",
      });
    return { value, metric };
  });
}

/** What is watched of an ablation, once its names are known to be there. */
interface Watched {
  readonly stage: string;
  readonly arms: readonly string[];
  readonly run: string | undefined;
  readonly judge: string | undefined;
}

/** The outcomes of each run on an eval, one series a condition and judge, in a fixed order. */
function seriesOf(index: EvidenceIndex, { value, metric }: WatchedEval, watched: Watched): WatchedSeries[] {
  const { stage, arms } = watched;
  return arms.flatMap((arm) =>
    index.at(arm, value.id, metric.name, stage).flatMap(({ condition, judge, outcomes }) => {
      if (watched.judge !== undefined && watched.judge !== judge) return [];
      const runs = new Map<string, EvidenceOutcome[]>();
      for (const outcome of outcomes)
        if (watched.run === undefined || watched.run === outcome.run)
          runs.set(outcome.run, [...(runs.get(outcome.run) ?? []), outcome]);
      return [...runs]
        .sort(([a], [b]) => compareText(a, b))
        .map(([run, own]) => ({
          ...{ arm, run, value, metric, condition, judge },
          outcomes: own.sort((a, b) => stepOrder(a.step) - stepOrder(b.step)),
          interventions: index.interventions
            .filter((intervention) => intervention.run === run && intervention.stage === stage)
            .sort((a, b) => a.step - b.step),
        }));
    }),
  );
}

/** Runs that are registered to come, or null where nobody said how many. */
function registeredRuns({ seeds }: Ablation, arms: readonly string[]): number | null {
  if (seeds === "unknown") return null;
  return arms.length * (typeof seeds === "number" ? seeds : seeds.length);
}

/**
 * Every run of a stage watched for passing a limit, worked out anew from its stored outcomes in the order of their
 * steps: looking more often changes nothing. Alpha is split evenly over runs and evals, conditions and judges; over
 * interventions it goes as {@link splitAtIntervention} says.
 *
 * @throws HoldfastError `unknown-name`, `invalid-input` where the question does not fit the ablation
 */
export function ablationMonitor(
  ablation: Ablation,
  evidence: Evidence,
  question: MonitorQuestion,
  includeExcluded = false,
  interventions: readonly Intervention[] = [],
): { readonly guarantee: MonitorGuarantee; readonly rows: MonitorRow[] } {
  const index = indexEvidence(ablation, evidence, includeExcluded, interventions);
  const stage = stageOf(ablation, question.stage);
  const names = ablation.arms.map(({ name }) => name);
  if (question.arm !== undefined && !names.includes(question.arm))
    throw unknownName("arm", question.arm, names);
  const arms = question.arm === undefined ? names : [question.arm];
  const evals = evalsOf(ablation, question);
  const { run, judge } = question;
  const series = evals.flatMap((watched) => seriesOf(index, watched, { stage, arms, run, judge }));
  const planned = run === undefined ? registeredRuns(ablation, arms) : 1;
  const watched = evals.reduce((sum, { value }) => {
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
  return { guarantee, rows: series.map((one) => monitorRow(index, one, guarantee)) };
}
