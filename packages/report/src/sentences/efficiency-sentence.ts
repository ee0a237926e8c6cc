import {
  type Ablation,
  type DoseSeries,
  type DoseShape,
  type Efficiency,
  type EfficiencyArm,
  type EfficiencyPair,
  type Interval,
  type Quantity,
  type RatioSet,
  shownOf,
} from "@holdfast/core";
import { formatBare, formatPEquation, formatTokens } from "../format.js";
import { type Subject, subjectOf, unitFor } from "../subject.js";
import { printDifference } from "../unit.js";
import { driverPlace } from "./driver-sentence.js";

/** `28.3 times`, with three digits. */
export function timesText(value: number): string {
  return `${formatBare(Number(value.toPrecision(3)))} times`;
}

/** Two digits, rounded so that a set never shrinks. */
function roundedText(value: number, towards: "down" | "up"): string {
  if (value === 0) return "0";
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(value))) - 1);
  const steps = Number((value / unit).toFixed(6));
  return formatBare((towards === "down" ? Math.floor(steps) : Math.ceil(steps)) * unit);
}

/** The set of a ratio in words: `from 2.1 to 30 times`, `more than 4.2 times`, `any ratio`. */
export function timesSet({ kind, lower, upper }: RatioSet): string {
  const outward = kind !== "exclusive";
  const from = lower === null ? "" : roundedText(lower, outward ? "down" : "up");
  const to = upper === null ? "" : roundedText(upper, outward ? "up" : "down");
  if (kind === "unbounded" || (lower === null && upper === null)) return "any ratio";
  if (kind === "exclusive") return `below ${from} or above ${to} times`;
  if (lower === null) return `up to ${to} times`;
  return upper === null ? `${from} times and more` : `from ${from} to ${to} times`;
}

/** A dose with its unit: `3M tokens`. */
export function doseText(dose: number, unit: string): string {
  return unit === "tokens" ? `${formatTokens(dose)} tokens` : `${formatBare(dose)} ${unit}`;
}

/** Doses that cannot be excluded: `from 1M to 4M tokens`. */
export function doseInterval({ lower, upper }: Interval, unit: string): string {
  const from = doseText(lower ?? 0, unit);
  return upper === null
    ? `${from} or more, beyond the doses tried`
    : `from ${from} to ${doseText(upper, unit)}`;
}

/** An effect per million tokens, in the unit of differences. */
export function perMillionText(subject: Subject, efficiency: Efficiency, quantity: Quantity): string {
  if (quantity.status === "not-estimable") return "not estimable";
  const printed = printDifference(quantity, unitFor(subject, efficiency));
  return printed.interval === null ? printed.spoken : `${printed.spoken} ${printed.interval}`;
}

function armClause(subject: Subject, efficiency: Efficiency, arm: EfficiencyArm): string[] {
  const quantity = shownOf(arm)?.perMillion;
  if (quantity?.status !== "estimated" || arm.extraTokens === null) return [];
  return [
    `${arm.arm} ${perMillionText(subject, efficiency, quantity)} (${formatTokens(arm.extraTokens)} extra)`,
  ];
}

function equalTokensClause(subject: Subject, efficiency: Efficiency): string {
  const equal = efficiency.pairs.filter(({ equalTokens }) => equalTokens);
  if (equal.length === 0)
    return "No two arms have equal extra tokens (within a tenth), so these numbers do not rank arms: a small corpus looks efficient wherever effects level off.";
  const said = equal.map((pair) => {
    const difference = shownOf(pair)?.difference;
    if (difference === undefined || difference.status === "not-estimable")
      return `${pair.arm} against ${pair.other} is not estimable`;
    const printed = printDifference(difference, unitFor(subject, efficiency));
    const p = difference.pValue === null ? "no test" : formatPEquation(difference.pValue);
    return `${pair.arm} minus ${pair.other} is ${printed.spoken}${printed.interval === null ? "" : ` ${printed.interval}`} (${p})`;
  });
  return `At equal extra tokens (within a tenth): ${said.join("; ")}. Other arms are not ranked by effect per token.`;
}

/** One dose of each: a ratio of two arms' tokens. */
function equalArms(pair: EfficiencyPair): string[] {
  const { arm, other, tokensToEqualEffect: ratio } = pair;
  if (pair.courseOf !== null || ratio.status === "not-estimable" || ratio.point === null) return [];
  const why = ratio.reason === null ? "" : ` (${ratio.reason})`;
  return [`For an equal effect ${other} took ${timesText(ratio.point)} the tokens of ${arm}${why}.`];
}

/** Against an ingredient with a course of doses, each other arm once. */
function equalCourses({ pairs, series }: Efficiency): string[] {
  const said = new Map<string, string>();
  for (const { arm, other, courseOf, tokensToEqualEffect: ratio } of pairs) {
    // Only where the arm with the doses needs fewer tokens does the ratio read as it stands.
    if (courseOf !== "arm" || ratio.status === "not-estimable" || ratio.point === null) continue;
    const own = series.find(({ points }) => points.some((point) => point.arm === arm));
    const name = own?.factor ?? own?.dataset ?? arm;
    const set = ratio.set === null ? "" : `, ${timesSet(ratio.set)}`;
    said.set(
      `${name} ${other}`,
      `For an equal effect ${other} took ${timesText(ratio.point)} the tokens of ${name}${set}.`,
    );
  }
  return [...said.values()];
}

/** The shapes of a course in words. */
export const SHAPE_NAMES: Readonly<Record<DoseShape, string>> = {
  linear: "linear",
  log: "linear in log dose",
  "emax-early": "saturating early",
  "emax-middle": "saturating midway",
  late: "late",
};

/** Whether the outcome depends on the dose in any of the shapes, and which it looks most like. */
function shapeClause({ contrasts, trend, shownTarget }: DoseSeries): string {
  if (contrasts.status === "not-estimable") return "";
  const own = trend.find(({ target }) => target === shownTarget)?.quantity;
  const level = own?.status === "estimated" ? (own.interval?.level ?? 0.95) : 0.95;
  const p = formatPEquation(contrasts.pValue);
  return contrasts.pValue <= 1 - level + 1e-12
    ? `; a dependence on the dose stands over all shapes that were tried (adjusted ${p}), and looks most like one that is ${SHAPE_NAMES[contrasts.nearest]}`
    : `; over all shapes that were tried no dependence on the dose is settled (adjusted ${p})`;
}

/** One course of doses: whether there is a trend, and how much reaches a share of the best effect. */
export function seriesSentence(subject: Subject, efficiency: Efficiency, series: DoseSeries): string {
  const name = series.factor ?? series.dataset ?? "the ingredient";
  const at = series.setting === "" ? "" : ` at ${series.setting}`;
  const trend = series.trend.find(({ target }) => target === series.shownTarget)?.quantity;
  const head = `Over ${series.points.length} doses of ${name}${at} on ${driverPlace(subject, efficiency)}`;
  if (trend === undefined || trend.status === "not-estimable")
    return `${head} a trend is not estimable${trend === undefined ? "" : `, because ${trend.reason}`}.`;
  const settled =
    trend.interval !== null &&
    ((trend.interval.lower !== null && trend.interval.lower > 0) ||
      (trend.interval.upper !== null && trend.interval.upper < 0));
  const said = settled
    ? `the metric ${trend.estimate > 0 ? "rises" : "falls"} with the dose${trend.pValue === null ? "" : ` (${formatPEquation(trend.pValue)})`}`
    : trend.interval === null
      ? "there is no interval of the trend"
      : "no trend is settled";
  const half = series.shares.find(({ share, dose }) => share === 0.5 && dose !== null);
  const reach =
    half === undefined || half.dose === null
      ? ""
      : `; half of the effect of the largest dose is reached at about ${doseText(half.dose, series.unit)}${half.interval === null ? "" : ` (${doseInterval(half.interval, series.unit)})`}`;
  return `${head} ${said}${shapeClause(series)}${reach}.`;
}

/** What the data bought on one eval at one moment. */
export function efficiencySentence(subject: Subject, efficiency: Efficiency): string {
  const place = `On ${driverPlace(subject, efficiency)}`;
  if (efficiency.reason !== null)
    return `${place} no effect per token is given, because ${efficiency.reason}.`;
  const arms = efficiency.arms.flatMap((arm) => armClause(subject, efficiency, arm));
  const without = efficiency.arms.length - arms.length;
  const left = without === 0 ? "" : ` (${without} of ${efficiency.arms.length} arms have none)`;
  // An interval without a test is one of single checkpoints.
  const checkpoints = efficiency.arms.some((arm) => {
    const own = shownOf(arm)?.perMillion;
    return own?.status === "estimated" && own.interval !== null && own.pValue === null;
  });
  const scope = checkpoints ? " (intervals are about these checkpoints, not the recipe)" : "";
  return [
    `${place} the improvement for each million extra tokens${scope} is: ${arms.join(", ")}${left}.`,
    equalTokensClause(subject, efficiency),
    ...efficiency.pairs.flatMap(equalArms),
    ...equalCourses(efficiency),
  ].join(" ");
}

/** The efficiencies in words, the summary first. */
export function efficiencySentences(ablation: Ablation, efficiency: readonly Efficiency[]): string[] {
  const subject = subjectOf(ablation);
  const given = efficiency.filter(({ reason }) => reason === null);
  const series = efficiency.flatMap((one) => one.series.map((own) => seriesSentence(subject, one, own)));
  if (efficiency.length === 0)
    return ["No arm has a lead over a control yet, so nothing can be said of its tokens."];
  const summary =
    given.length === 0
      ? `No effect per token is estimable: ${[...new Set(efficiency.map(({ reason }) => reason))].join("; ")}.`
      : `Effects per token are given in ${given.length} of ${efficiency.length} places; they never rank arms without a contrast at equal tokens.`;
  return [summary, ...given.map((one) => efficiencySentence(subject, one)), ...series];
}
