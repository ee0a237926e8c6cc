import { type Ablation, type MonitorGuarantee, type MonitorRow, metricNamed } from "@holdfast/core";
import { formatCount, formatNumber, formatQuantity } from "../format.js";
import { contextOf, subjectOf } from "../subject.js";
import { type Unit, unitOf } from "../unit.js";

function levelText(
  value: number,
  { factor, levelSuffix }: Unit,
  rounding: "down" | "up" | "nearest",
): string {
  const scaled = value * factor * 10;
  const whole =
    rounding === "down"
      ? Math.floor(scaled + 1e-9)
      : rounding === "up"
        ? Math.ceil(scaled - 1e-9)
        : Math.round(scaled);
  return `${formatNumber(whole / 10, 1).replace(/\.0$/, "")}${levelSuffix}`;
}

function unitOfRow(ablation: Ablation, row: Pick<MonitorRow, "eval" | "metric">): Unit {
  const value = ablation.evals.find(({ id }) => id === row.eval);
  return unitOf(value === undefined ? undefined : metricNamed(value, row.metric));
}

function stepText(step: number | null): string {
  return step === null ? "the end" : `step ${formatCount(step)}`;
}

/** A share of a hundred with as many digits as it takes: 5%, 0.21%. */
function alphaText(alpha: number): string {
  return `${Number((alpha * 100).toPrecision(2))}%`;
}

/** What became of one watched run, in a sentence that is never stronger than its evidence. */
export function monitorSentence(ablation: Ablation, limit: number, row: MonitorRow): string {
  const unit = unitOfRow(ablation, row);
  const seen = formatQuantity(row.points.length, "checkpoint");
  const last = row.points.at(-1);
  const context = contextOf(subjectOf(ablation), row, row.condition);
  const place = `${row.run} on ${row.eval}${context === "" ? "" : ` (${context})`}`;
  if (last === undefined) return `${place}: no score yet.`;
  const side = row.bad === "above" ? "above" : "below";
  // An alarm speaks at one side's level, a bound at half of it: where it does not reach the limit it adds nothing.
  const bound =
    row.bad === "above"
      ? row.highestAtLeast > limit
        ? `; its rate was at least ${levelText(row.highestAtLeast, unit, "down")} at some checkpoint`
        : ""
      : row.lowestAtMost < limit
        ? `; its rate was at most ${levelText(row.lowestAtMost, unit, "up")} at some checkpoint`
        : "";
  const answered = row.answered
    .map(
      (alarm) =>
        ` An alarm at ${stepText(alarm.step)} was answered at ${stepText(alarm.answeredAt)}, and a new trial began there.`,
    )
    .join("");
  if (row.alarm === null) {
    const since = row.answered.at(-1)?.answeredAt;
    const counted =
      since === undefined
        ? seen
        : formatQuantity(row.points.filter(({ step }) => step === null || step > since).length, "checkpoint");
    const more = row.moreToAlarm ?? null;
    const settling =
      more === null ? "" : `, and ${formatQuantity(more, "more checkpoint")} like it would raise an alarm`;
    return `${place}: no alarm in ${counted}; the last rate is ${levelText(last.rate, unit, "nearest")}${settling}. That is no proof that the limit is kept.${answered}`;
  }
  return `${place}: ALARM at ${stepText(row.alarm.step)}, the rate has been ${side} the limit${bound}.${answered}`;
}

/** What the alarms mean: the bound, and how likely any of them is false. */
export function monitorGuarantee(guarantee: MonitorGuarantee, unit: Unit): string {
  const { stage, limit, alpha, watched, alphaEach, sampling, watchedIsRegistered } = guarantee;
  const assumed =
    sampling === "independent"
      ? "the scores of a checkpoint were generated and judged each for itself (where they were not, ask with `--scores any`)"
      : "nothing is assumed of how scores go together";
  const counted = watchedIsRegistered
    ? ""
    : " Nobody registered how many runs there will be: each further run makes its share smaller.";
  return `If every run keeps to the right side of ${levelText(limit, unit, "nearest")} at every checkpoint of \`${stage}\`, the chance of any alarm, ever and however often one looks, is at most ${alphaText(alpha)}: ${alphaText(alphaEach)} for each of ${formatCount(watched)} series. The claim is about these runs on these prompts; ${assumed}.${counted}`;
}

/** The unit of what is watched; rates where nothing is scored yet. */
export function unitOfMonitored(
  ablation: Ablation,
  row: Pick<MonitorRow, "eval" | "metric"> | undefined,
): Unit {
  return row === undefined
    ? unitOf({ name: "score", direction: "lower-is-better", scale: { kind: "binary" } })
    : unitOfRow(ablation, row);
}

/** Runs are counted once, however many evals, conditions and judges they are watched on. */
function headline(rows: readonly MonitorRow[]): string {
  const alarmed = rows.filter(({ alarm }) => alarm !== null);
  const runs = (of: readonly MonitorRow[]) => new Set(of.map(({ run }) => run)).size;
  const head = alarmed.length === 0 ? "No alarm" : formatQuantity(alarmed.length, "alarm");
  if (runs(rows) === rows.length) return `${head} in ${formatQuantity(rows.length, "watched run")}.`;
  const series = `${head} in ${formatCount(rows.length)} watched series`;
  return alarmed.length === 0
    ? `${series} of ${formatQuantity(runs(rows), "run")}.`
    : `${series}, from ${formatCount(runs(alarmed))} of ${formatQuantity(runs(rows), "run")}.`;
}

/** Alarms first, then what they mean, then every run. */
export function monitorSentences(
  ablation: Ablation,
  guarantee: MonitorGuarantee,
  rows: readonly MonitorRow[],
): string[] {
  const [first] = rows;
  const unit = first === undefined ? unitOf(undefined) : unitOfRow(ablation, first);
  const head =
    rows.length === 0 ? `No checkpoint of \`${guarantee.stage}\` has been scored on it yet.` : headline(rows);
  const split = rows.some(({ interventions }) => interventions.length > 0)
    ? " An intervention that answers an alarm begins a new trial, which has the same share for itself; across any other intervention the evidence goes on, so that its share is spent once."
    : "";
  return [
    head,
    `${monitorGuarantee(guarantee, unit)}${split}`,
    ...rows.map((row) => monitorSentence(ablation, guarantee.limit, row)),
  ];
}
