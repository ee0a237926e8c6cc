import { conditionKey, type DoseSeries, type Efficiency, type EmaxBootstrap } from "@holdfast/core";
import type { Cell } from "../document.js";
import type { Exhibit } from "../exhibit.js";
import { doseCourseFigure } from "../figures/dose-course.js";
import { formatBare, formatPEquation, formatShare } from "../format.js";
import type { ReportMatter } from "../report-input.js";
import { driverPlace } from "../sentences/driver-sentence.js";
import { doseInterval, doseText, SHAPE_NAMES } from "../sentences/efficiency-sentence.js";
import { type Subject, unitFor } from "../subject.js";
import { groupedTable, NOTHING, nowrap, numberColumn, textColumn } from "../table.js";
import { printBareLevel } from "../unit.js";

const DOSES = [
  textColumn("Arm"),
  numberColumn("Dose"),
  numberColumn("Runs"),
  numberColumn("Mean"),
  numberColumn("Monotone"),
];

/** What fitting the curve again to runs drawn anew says of its interval. */
function bootstrapText(bootstrap: EmaxBootstrap, unit: string): string {
  if (bootstrap.status === "not-estimable")
    return `It could not be checked by drawing runs anew: ${bootstrap.reason}.`;
  const { agrees, bends, draws, ed50Interval } = bootstrap;
  const word = agrees === null ? "gives" : agrees ? "agrees" : "does not agree";
  const straight = bends < 1 ? `; in ${formatShare(1 - bends)} of ${draws} draws there is no bend` : "";
  return `Drawing runs anew at each dose ${word} (${doseInterval(ed50Interval, unit)}${straight}).`;
}

/** Shapes, the saturating curve, elasticity, and the doses that reach a share of the best effect. */
export function doseNotes({ contrasts, emax, elasticity, shares, unit }: DoseSeries): string[] {
  return [
    contrasts.status === "estimated"
      ? `Shapes, each adjusted over all of them (max-T${contrasts.df === null ? "" : ` on ${formatBare(contrasts.df)} degrees of freedom`}): ${contrasts.shapes
          .map(({ shape, pAdjusted }) => `${SHAPE_NAMES[shape]} ${formatPEquation(pAdjusted)}`)
          .join(", ")}.`
      : `Shapes: ${contrasts.reason}.`,
    emax.status === "estimated"
      ? `Emax: half of the way is gone at ${doseText(emax.ed50, unit)}${emax.ed50Interval === null ? "" : ` (${doseInterval(emax.ed50Interval, unit)})`}. ${bootstrapText(emax.bootstrap, unit)}`
      : `Emax: ${emax.reason}.`,
    elasticity.status === "estimated"
      ? `Elasticity: ${formatBare(elasticity.estimate)} percent more effect for one percent more${elasticity.interval === null ? "" : ` [${formatBare(elasticity.interval.lower ?? 0)}, ${formatBare(elasticity.interval.upper ?? 0)}]`}.`
      : `Elasticity: not estimable, because ${elasticity.reason}.`,
    ...shares.map(({ share, dose, interval, reason }) =>
      dose === null
        ? `${formatBare(share * 100)}% of the best effect: ${reason ?? "not reached"}.`
        : `${formatBare(share * 100)}% of the best effect: ${doseText(dose, unit)}${interval === null ? ` (${reason ?? "no interval"})` : ` (${doseInterval(interval, unit)})`}.`,
    ),
  ];
}

function tableOf(subject: Subject, efficiency: Efficiency, series: DoseSeries): Exhibit["table"] {
  const unit = unitFor(subject, efficiency);
  const name = series.factor ?? series.dataset ?? "one ingredient";
  return groupedTable(`Doses of ${name} on ${driverPlace(subject, efficiency)}`, DOSES, [
    {
      heading: series.setting === "" ? `Doses of ${name}` : `Doses of ${name} at ${series.setting}`,
      rows: series.points.map((point): Cell[] => [
        nowrap(point.arm),
        doseText(point.dose, series.unit),
        point.runs === 0 ? NOTHING : String(point.runs),
        printBareLevel(point.mean, unit),
        printBareLevel(point.isotonic, unit),
      ]),
    },
  ]);
}

/** One course of doses: figure, table, numbers. */
export function doseExhibit(
  matter: ReportMatter,
  efficiency: Efficiency,
  series: DoseSeries,
  id: string,
): Exhibit {
  const { subject, registration, analysis } = matter;
  const isSame = (row: (typeof analysis.levels)[number]) =>
    row.eval === efficiency.eval &&
    row.metric === efficiency.metric &&
    row.judge === efficiency.judge &&
    conditionKey(row.condition) === conditionKey(efficiency.condition) &&
    JSON.stringify(row.moment) === JSON.stringify(efficiency.moment);
  const levels = analysis.levels.filter(isSame);
  const arms = new Set(series.points.map(({ arm }) => arm));
  const isBarred = levels.some(
    ({ arm, finding }) => arms.has(arm) && finding.status === "estimated" && finding.interval !== null,
  );
  const runs = series.points.map((point) => point.runs);
  const counted =
    Math.max(...runs) === 0
      ? "No run is named behind any dose."
      : `Between ${Math.min(...runs)} and ${Math.max(...runs)} runs stand behind a dose.`;
  const bars = isBarred
    ? "Bars are the intervals of the level of a single arm, not of differences between doses."
    : "No level has an interval.";
  return {
    id,
    title: `Doses of ${series.factor ?? series.dataset ?? "one ingredient"} on ${driverPlace(subject, efficiency)}`,
    figure: doseCourseFigure(registration.ablation, efficiency, series, { id, levels }),
    caption: `What arms scored by dose. ${bars} Dashed: the nearest course that never turns back; the solid curve saturates. Beneath stand the dose at which half of its way is gone, and those that reach a share of the best effect, with their intervals; an arrowhead goes beyond the doses tried. ${counted}`,
    table: tableOf(subject, efficiency, series),
    tidy: {
      columns: [
        "eval",
        "metric",
        "judge",
        "stage",
        "factor",
        "dataset",
        "setting",
        "unit",
        "arm",
        "dose",
        "runs",
        "mean",
        "isotonic",
      ],
      rows: series.points.map((point) => [
        ...[efficiency.eval, efficiency.metric, efficiency.judge, efficiency.moment.stage],
        ...[series.factor, series.dataset, series.setting, series.unit],
        ...[point.arm, point.dose, point.runs, point.mean, point.isotonic],
      ]),
    },
    methods: ["dose-trend", "dose-contrasts", "emax", "dose-for-share", "elasticity"],
  };
}
