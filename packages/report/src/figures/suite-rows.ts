import { boundsOf, type Interval, type Suite, type SuiteSynthesis } from "@holdfast/core";
import { formatBare, formatInterval } from "../format.js";
import type { ReportMatter } from "../report-input.js";
import { SHARE, synthesisSentence } from "../sentences/generalization-sentence.js";
import { betterSign, contextOf, metricOf } from "../subject.js";
import { printDifference } from "../unit.js";

/** A row of the forest of suites, as a share of the scale that is turned so that more is better. */
export interface SuiteRow {
  readonly kind: "suite" | "mean" | "new";
  readonly name: string;
  readonly estimate: number | null;
  readonly interval: Interval | null;
  readonly value: string;
  readonly beside: string;
  readonly isSolid: boolean;
  readonly title: string;
}

/** The interval of a suite's lead as it stands among the effects, turned to better; null where it is not there. */
function suiteInterval(
  matter: ReportMatter,
  { arm, stage, target }: SuiteSynthesis,
  suite: Suite,
): Interval | null {
  const { subject, analysis } = matter;
  const metric = metricOf(subject, suite);
  if (metric === undefined) return null;
  const { lower, upper } = boundsOf(metric.scale);
  const factor = betterSign(subject, suite) / (upper - lower);
  for (const effect of analysis.effects) {
    const isSame =
      effect.arm === arm &&
      effect.eval === suite.eval &&
      effect.metric === suite.metric &&
      effect.judge === suite.judge &&
      effect.moment.stage === stage &&
      JSON.stringify(effect.condition) === JSON.stringify(suite.condition);
    if (!isSame) continue;
    for (const finding of effect.findings) {
      if (finding.status !== "estimated" || finding.scale !== "difference" || finding.target !== target)
        continue;
      if (Math.abs(finding.estimate * factor - suite.lead) > 1e-9 || finding.interval === null) continue;
      const turned = (end: number | null) => (end === null ? null : end * factor);
      const [low, high] = [turned(finding.interval.lower), turned(finding.interval.upper)];
      return { ...finding.interval, lower: factor < 0 ? high : low, upper: factor < 0 ? low : high };
    }
  }
  return null;
}

function excludesZero(interval: Interval | null): boolean {
  return interval !== null && ((interval.lower ?? -1) > 0 || (interval.upper ?? 1) < 0);
}

function suiteRow(matter: ReportMatter, synthesis: SuiteSynthesis, suite: Suite): SuiteRow {
  const interval = suiteInterval(matter, synthesis, suite);
  const printed = printDifference({ estimate: suite.lead, interval }, SHARE);
  const context = contextOf(matter.subject, suite, suite.condition);
  const name = `${suite.eval}${context === "" ? "" : `, ${context}`}`;
  const where = suite.side === "near" ? "near its training data" : "far from its training data";
  return {
    ...{ kind: "suite", name, estimate: suite.lead, interval, isSolid: excludesZero(interval) },
    value: printed.value,
    beside:
      printed.interval ?? `standard error ${formatBare(Number((suite.standardError * 100).toFixed(1)))}`,
    title: `${synthesis.arm} after ${synthesis.stage} on ${name}, ${where}: ${printed.spoken}${printed.interval === null ? "" : ` ${printed.interval}`}, up is better.`,
  };
}

function meanRow(synthesis: SuiteSynthesis, side: "near" | "far"): SuiteRow {
  const mean = synthesis[side];
  const title = synthesisSentence(synthesis);
  const head = { kind: "mean" as const, name: `mean ${side}`, title };
  if (mean.status !== "estimated")
    return { ...head, estimate: null, interval: null, value: "", beside: "not estimable", isSolid: false };
  const printed = printDifference(mean, SHARE);
  return {
    ...{ ...head, estimate: mean.estimate, interval: mean.interval, isSolid: excludesZero(mean.interval) },
    ...{ value: printed.value, beside: printed.interval ?? "no interval" },
  };
}

/** The rows of one arm: suites near the data with their mean, suites far from it with theirs, and a new far suite. */
export function suiteRows(matter: ReportMatter, synthesis: SuiteSynthesis): SuiteRow[] {
  const { prediction, suites } = synthesis;
  const sides = (["near", "far"] as const).flatMap((side): SuiteRow[] => {
    const own = suites.filter((suite) => suite.side === side);
    if (own.length === 0) return [];
    return [...own.map((suite) => suiteRow(matter, synthesis, suite)), meanRow(synthesis, side)];
  });
  const { interval } = prediction;
  return [
    ...sides,
    {
      ...{ kind: "new", name: "a new far suite", estimate: null, interval, value: "" },
      beside: interval === null ? "not estimable" : formatInterval(interval, SHARE.factor, 1),
      isSolid: excludesZero(interval),
      title: synthesisSentence(synthesis),
    },
  ];
}
