import {
  type Analysis,
  conditionKey,
  type Durability,
  type Effect,
  type Finding,
  type Interval,
  type LevelRow,
  type Moment,
  type Retention,
  standingPValue,
} from "@holdfast/core";
import type { ReportMatter } from "../report-input.js";
import { roleOf, type Subject } from "../subject.js";

/** The columns of the tidy table, in their order. */
export const TIDY_COLUMNS = [
  "quantity",
  "arm",
  "control",
  "eval",
  "role",
  "metric",
  "condition",
  "judge",
  "stage",
  "steps",
  "fromStage",
  "fromSteps",
  "fromCondition",
  "family",
  "shown",
  "scale",
  "target",
  "estimator",
  "status",
  "reason",
  "estimate",
  "standardError",
  "df",
  "lower",
  "upper",
  "level",
  "setKind",
  "pValue",
  "pAdjusted",
  "stands",
  "verdict",
  "scope",
  "evidenceLevel",
  "runs",
  "controlRuns",
  "prompts",
  "samples",
  "clusters",
] as const;

type Column = (typeof TIDY_COLUMNS)[number];

/** One number with everything it is about; what is left out is empty. */
export type TidyRow = Readonly<Partial<Record<Column, string | number | boolean | null>>>;

function stepsOf({ steps }: Moment): string {
  return steps.map((step) => step ?? "end").join(" ");
}

function sides(interval: Interval | null): TidyRow {
  return {
    lower: interval?.lower ?? null,
    upper: interval?.upper ?? null,
    level: interval?.level ?? null,
  };
}

function numbersOf(finding: Finding): TidyRow {
  const { scale, target, scope, evidenceLevel, clusters, status, reason } = finding;
  const shared = { scale, target, scope, evidenceLevel, clusters, status, reason };
  if (finding.status === "not-estimable") return shared;
  const { estimate, standardError, df, interval, pValue, pAdjusted, estimator, n } = finding;
  return { ...shared, estimate, standardError, df, ...sides(interval), pValue, pAdjusted, estimator, ...n };
}

function place(subject: Subject, row: LevelRow | Effect): TidyRow {
  const { arm, eval: id, metric, judge, moment } = row;
  return {
    ...{ arm, eval: id, role: roleOf(subject, id), metric, judge },
    condition: conditionKey(row.condition),
    stage: moment.stage,
    steps: stepsOf(moment),
  };
}

function effectRows(subject: Subject, effect: Effect): TidyRow[] {
  const { control, family, stands, shownTarget } = effect;
  return effect.findings.map((finding) => ({
    quantity: "lead",
    ...place(subject, effect),
    ...{ control, family },
    ...numbersOf(finding),
    shown: finding.target === shownTarget && finding.scale === "difference",
    ...(finding.target === shownTarget
      ? { stands, pAdjusted: standingPValue(effect, finding.scale, finding.target) }
      : {}),
  }));
}

function retentionRows(durability: Durability, retention: Retention, about: TidyRow): TidyRow[] {
  const { scale, target } = retention;
  const shown = scale === "difference" && target === durability.shownTarget;
  const shared = { ...about, scale, target, shown, status: retention.status, reason: retention.reason };
  if (retention.status === "not-estimable") return [{ quantity: "retained", ...shared }];
  const { estimator, df, from, to, change, retained, nonInferiority, verdict } = retention;
  const lead = ({ estimate, standardError, interval }: typeof from): TidyRow => ({
    ...{ estimate, standardError, df, estimator },
    ...sides(interval),
  });
  return [
    { ...shared, quantity: "lead-from", ...lead(from), reason: null },
    { ...shared, quantity: "lead-to", ...lead(to), reason: null },
    { ...shared, quantity: "change", ...lead(change), pValue: change.pValue, reason: null },
    {
      ...shared,
      ...{ quantity: "retained", estimator, df, estimate: retained.point },
      lower: retained.set?.lower ?? null,
      upper: retained.set?.upper ?? null,
      setKind: retained.set?.kind ?? null,
      pValue: nonInferiority.pValue,
      pAdjusted: nonInferiority.pAdjusted,
      verdict: verdict.word,
    },
  ];
}

function durabilityRows(subject: Subject, durability: Durability): TidyRow[] {
  const { arm, control, eval: id, metric, judge, from, to, family, scope, evidenceLevel } = durability;
  const about = {
    ...{ arm, control, eval: id, role: roleOf(subject, id), metric, judge, family, scope, evidenceLevel },
    condition: conditionKey(to.condition),
    stage: to.stage,
    steps: stepsOf(to),
    fromStage: from.stage,
    fromSteps: stepsOf(from),
    fromCondition: conditionKey(from.condition),
    ...{ runs: durability.runs, controlRuns: durability.controlRuns },
  };
  return durability.retentions.flatMap((retention) => retentionRows(durability, retention, about));
}

/**
 * Levels, leads and retentions as one tidy table: one number a row, with its uncertainty and everything it is about.
 * A retention has four: the lead at both ends, its change, and the share that is retained.
 */
export function tidyFindings({ subject, analysis }: Pick<ReportMatter, "subject" | "analysis">): TidyRow[] {
  const { levels, effects, durability }: Analysis = analysis;
  return [
    ...levels.map((row) => ({
      quantity: "level",
      ...place(subject, row),
      ...numbersOf(row.finding),
      shown: true,
    })),
    ...effects.flatMap((effect) => effectRows(subject, effect)),
    ...durability.flatMap((one) => durabilityRows(subject, one)),
  ];
}
