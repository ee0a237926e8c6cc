import {
  type Ablation,
  type Condition,
  DEFAULT_JUDGE,
  formatCondition,
  type Moment,
  metricNamed,
  primaryMetric,
} from "@holdfast/core";
import type { Unit } from "./number-text.js";
import type { Row } from "./text-table.js";

interface Measured {
  readonly eval: string;
  readonly metric: string;
  readonly judge: string;
}

/** The eval with its role and direction; metric, judge and condition only where they are not the usual ones. */
export function evalHeading(ablation: Ablation, measured: Measured, condition: Condition): string {
  const value = ablation.evals.find((candidate) => candidate.id === measured.eval);
  if (value === undefined) return measured.eval;
  const metric = metricNamed(value, measured.metric);
  const unusual = [
    ...(primaryMetric(value).name === measured.metric ? [] : [measured.metric]),
    ...(measured.judge === DEFAULT_JUDGE ? [] : [`judged by ${measured.judge}`]),
    ...(Object.keys(condition).length === 0 ? [] : [formatCondition(condition)]),
  ];
  const better = metric?.direction === "higher-is-better" ? "higher is better" : "lower is better";
  return [value.id, ...unusual, value.role, better].join(", ");
}

const ROLES = ["target", "held-out", "guardrail"];

/**
 * Rows under the headings they share: targets first, then held-out evals, then guardrails.
 *
 * @param rank among headings of one role, the lower first
 */
export function bySection<T extends { readonly eval: string }>(
  ablation: Ablation,
  items: readonly T[],
  heading: (item: T) => string,
  row: (item: T) => readonly string[],
  rank: (item: T) => number = () => 0,
): Row[] {
  const sections = new Map<string, { readonly order: number; readonly rows: (readonly string[])[] }>();
  for (const item of items) {
    const role = ROLES.indexOf(ablation.evals.find(({ id }) => id === item.eval)?.role ?? "");
    const title = heading(item);
    const section = sections.get(title) ?? { order: role * 10 + rank(item), rows: [] };
    section.rows.push(row(item));
    sections.set(title, section);
  }
  return [...sections]
    .sort(([, a], [, b]) => a.order - b.order)
    .flatMap(([title, { rows }]) => [title, ...rows]);
}

/** A stage with its steps: `sft`, `rl 200`, `rl 150-200`. */
export function momentText({ stage, steps }: Moment): string {
  const known = steps.filter((step) => step !== null);
  if (known.length === 0) return stage;
  const [first, last] = [Math.min(...known), Math.max(...known)];
  return first === last ? `${stage} ${first}` : `${stage} ${first}-${last}`;
}

/** Whether the metric is a rate, whose leads are written in points. */
export function unitOf(ablation: Ablation, { eval: id, metric }: Pick<Measured, "eval" | "metric">): Unit {
  const value = ablation.evals.find((candidate) => candidate.id === id);
  const scale = value === undefined ? undefined : metricNamed(value, metric)?.scale;
  return scale?.kind === "binary" ? "points" : "own";
}

/** `3 v 3`: runs of arm and control; `-` where nobody named a run. */
export function runsText(runs: number, controlRuns: number | null): string {
  const side = (count: number | null) => (count === null || count === 0 ? "-" : String(count));
  return `${side(runs)} v ${side(controlRuns)}`;
}
