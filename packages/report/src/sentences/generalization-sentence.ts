import {
  type Ablation,
  DEFAULT_JUDGE,
  type EvalCorrelation,
  formatCondition,
  type Generalization,
  type GeneralizationPair,
  type OrientedLead,
  type Quantity,
  type SuiteSynthesis,
  shownGap,
} from "@holdfast/core";
import { formatCoverage, formatInterval, formatQuantity, formatRatioSet, formatShare } from "../format.js";
import { runsText } from "../subject.js";
import { printDifference, type Unit, unitOf } from "../unit.js";
import { relationSentences } from "./relation-sentence.js";

/** Leads that are turned so that more is better are shares of their scales, printed as points. */
export const SHARE: Unit = unitOf({
  name: "share of the scale",
  direction: "higher-is-better",
  scale: { kind: "binary" },
});

function excludes(quantity: Quantity | undefined): -1 | 0 | 1 {
  if (quantity?.status !== "estimated" || quantity.interval === null) return 0;
  const { lower, upper } = quantity.interval;
  if (lower !== null && lower > 0) return 1;
  return upper !== null && upper < 0 ? -1 : 0;
}

/** `+12.0 points [3.1, 20.9]`, or that and why there is none. */
export function sharePhrase(quantity: Quantity): string {
  if (quantity.status === "not-estimable") return `not estimable, because ${quantity.reason}`;
  const printed = printDifference(quantity, SHARE);
  return printed.interval === null ? printed.spoken : `${printed.spoken} ${printed.interval}`;
}

function leadPhrase({ eval: id, condition, lead }: OrientedLead): string {
  if (lead === null) return `not estimable on ${id}`;
  const under = formatCondition(condition);
  const printed = printDifference(lead, SHARE);
  return `${printed.spoken}${printed.interval === null ? "" : ` ${printed.interval}`} on ${id}${under === "" ? "" : ` (${under})`}`;
}

/** A near lead whose estimate is worse than the control's. */
function isHarm(lead: { readonly estimate: number } | null): boolean {
  return lead !== null && lead.estimate < 0;
}

/** The amount of a difference whose direction is told in words. */
function amountPhrase(gap: Quantity): string {
  if (gap.status === "not-estimable" || gap.estimate >= 0) return sharePhrase(gap);
  const turned = (end: number | null) => (end === null ? null : -end);
  const { interval } = gap;
  return sharePhrase({
    ...gap,
    estimate: -gap.estimate,
    interval:
      interval === null
        ? null
        : { ...interval, lower: turned(interval.upper), upper: turned(interval.lower) },
  });
}

/** What the difference between far and near says: of a harm as that, of a gain as its lead. */
function settledClause(gap: Quantity, harm: boolean): string {
  const side = excludes(gap);
  const what = harm ? "the harm" : "it";
  const less = harm ? 1 : -1;
  if (side === 0)
    return `whether ${what} is smaller far from the training data is not settled (${sharePhrase(gap)})`;
  return `far from the training data ${what} is ${side === less ? "smaller" : "larger"}, by ${amountPhrase(gap)}`;
}

function gapClause(pair: GeneralizationPair): string {
  const gap = shownGap(pair)?.gap;
  if (gap === undefined || gap.status === "not-estimable")
    return `the gap is not estimable, because ${gap?.reason ?? "it was not asked for"}`;
  if (gap.interval === null) return `the gap is ${sharePhrase(gap)}, without an interval`;
  return settledClause(gap, isHarm(pair.near.lead));
}

function transferClause(pair: GeneralizationPair): string {
  const transfer = shownGap(pair)?.transfer;
  if (transfer?.status !== "estimated" || transfer.set === null) return "";
  if (transfer.set.kind === "unbounded") return " What share of it transfers is not bounded.";
  const point = transfer.point === null ? "" : ` ${formatShare(transfer.point)}`;
  return ` Share that transfers:${point} ${formatRatioSet(transfer.set)}.`;
}

/** Whether one lead near the training data shows far from it too; positive is better on both. */
export function generalizationSentence(pair: GeneralizationPair): string {
  const prefix = pair.scope === "checkpoint" ? "For these checkpoints: the" : "The";
  const runs = runsText(pair.runs, pair.controlRuns);
  const { near, far } = pair;
  const judges =
    near.judge === far.judge
      ? near.judge === DEFAULT_JUDGE
        ? ""
        : `, judged by ${near.judge},`
      : `, judged by ${near.judge} and ${far.judge},`;
  const head = `${prefix} lead of ${pair.arm} after ${pair.stage}${judges} is ${leadPhrase(pair.near)} (near its training data) and ${leadPhrase(pair.far)} (far from it); ${gapClause(pair)} (${runs}).`;
  const flag =
    pair.suppression === true
      ? " Suppression: better near the training data, not shown to be better far from it, and the difference is beyond chance."
      : "";
  return `${head}${transferClause(pair)}${flag}`;
}

function predictionClause({ prediction }: SuiteSynthesis): string {
  const { interval, reason } = prediction;
  if (interval === null)
    return ` What a new suite would show is not estimable, because ${reason ?? "it was not asked for"}.`;
  const held = interval.lower !== null && interval.lower > 0;
  const range = formatInterval(interval, SHARE.factor, 1);
  return ` On a new suite far from the training data the lead would lie in ${range} (${formatCoverage(interval.level)} prediction interval)${held ? "" : ", so a lead there is not assured"}.`;
}

/** What all suites of an arm say together. */
export function synthesisSentence(synthesis: SuiteSynthesis): string {
  const { arm, stage, near, far, difference, suites, scope } = synthesis;
  const count = (side: "near" | "far") => suites.filter((suite) => suite.side === side).length;
  const prefix = scope === "checkpoint" ? "For these checkpoints: " : "";
  const target = synthesis.target === "suite-fixed" ? ", on these prompts only" : "";
  const compared =
    difference.status === "not-estimable"
      ? ""
      : `; ${settledClause(difference, near.status === "estimated" && isHarm(near))}`;
  const side = (name: "near" | "far", mean: Quantity) =>
    count(name) === 0
      ? []
      : [
          `${sharePhrase(mean)} over ${formatQuantity(count(name), "suite")} ${name === "near" ? "near" : "far from"} its training data`,
        ];
  const means = [...side("near", near), ...side("far", far)].join(" and ");
  return `${prefix}${arm} after ${stage}: the mean lead is ${means}${target}${compared}.${predictionClause(synthesis)}`;
}

function correlationSentence(correlations: readonly EvalCorrelation[]): string[] {
  if (correlations.length === 0) return [];
  const settled = correlations.filter(({ pearson }) => excludes(pearson) !== 0);
  const interval = correlations.filter(
    ({ pearson }) => pearson.status === "estimated" && pearson.interval !== null,
  );
  if (interval.length === 0)
    return [
      `How ${formatQuantity(correlations.length, "pair")} of evals go together over checkpoints has no interval: five independent runs or more are needed.`,
    ];
  return [
    `Over the checkpoints of all arms, ${settled.length} of ${formatQuantity(interval.length, "pair")} of evals go together beyond chance (runs as clusters, unadjusted).`,
  ];
}

/** The latest stage of each arm that has something to say. */
function latest<T extends { readonly arm: string; readonly stage: string }>(
  ablation: Ablation,
  items: readonly T[],
): T[] {
  const order = (stage: string) => ablation.stages.findIndex(({ name }) => name === stage);
  const last = new Map<string, number>();
  for (const { arm, stage } of items) last.set(arm, Math.max(last.get(arm) ?? -1, order(stage)));
  return items.filter(({ arm, stage }) => order(stage) === last.get(arm));
}

/** One synthesis of each kind: for the target that is shown first and can be answered. */
export function shownSyntheses(ablation: Ablation, syntheses: readonly SuiteSynthesis[]): SuiteSynthesis[] {
  const { target } = ablation.plan;
  const key = ({ arm, stage, suites }: SuiteSynthesis) =>
    JSON.stringify([arm, stage, suites[0]?.judge, suites[0]?.condition]);
  const chosen = new Map<string, SuiteSynthesis>();
  for (const one of syntheses) {
    const before = chosen.get(key(one));
    if (before === undefined || (before.target !== target && one.target === target))
      chosen.set(key(one), one);
  }
  return [...chosen.values()];
}

/** Pairs that a reader is told of in words, one by one; with more of them the syntheses speak. */
const MOST_PAIRS = 8;

/** Whether leads generalise, in plain words: the summary first, then the latest stage of each arm. */
export function generalizationSentences(
  ablation: Ablation,
  { pairs, syntheses }: Generalization,
  correlations: readonly EvalCorrelation[],
): string[] {
  if (pairs.length === 0)
    return [
      "Nothing can be said of generalisation: no arm was measured both near its training data and far from it.",
      ...relationSentences(ablation),
      ...correlationSentence(correlations),
    ];
  const told = pairs.filter(({ suppression }) => suppression !== null).length;
  const flagged = pairs.filter(({ suppression }) => suppression === true);
  const smaller = pairs.filter((pair) => !isHarm(pair.near.lead) && excludes(shownGap(pair)?.gap) < 0).length;
  const byRole = pairs.some(({ basis }) => basis === "role");
  const compared = `${formatQuantity(pairs.length, "comparison")} of an eval near an arm's training data with one far from it`;
  const roles = byRole
    ? " No relation to the training data is declared for some arms: their target evals stand for near and their held-out evals for far."
    : "";
  const untold = told < pairs.length ? `; ${pairs.length - told} cannot be told` : "";
  const summary =
    told === 0
      ? `None of ${compared} can be told: their leads have no intervals, or cannot be paired.${roles}`
      : `Of ${compared}, ${smaller} ${smaller === 1 ? "shows" : "show"} a smaller lead far from it (unadjusted) and ${flagged.length === 0 ? "none is" : flagged.length === 1 ? "1 is" : `${flagged.length} are`} flagged as suppression${untold}.${roles}`;
  const last = latest(ablation, pairs);
  const shown = last.length <= MOST_PAIRS ? last : last.filter(({ suppression }) => suppression === true);
  const alone =
    syntheses.length > 0
      ? []
      : [
          "For no arm can three suites be taken together, so nothing is said of suites in general or of a new one.",
        ];
  return [
    summary,
    ...relationSentences(ablation),
    ...alone,
    ...latest(ablation, shownSyntheses(ablation, syntheses)).map(synthesisSentence),
    ...shown.map(generalizationSentence),
    ...correlationSentence(correlations),
  ];
}
