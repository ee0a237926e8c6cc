import type { Ablation, DoseSeries, DoseShape, Efficiency, EfficiencyAnswer, Interval } from "@holdfast/core";
import { evalHeading, momentText, unitOf } from "./contrast-text.js";
import { countText, intervalText, pText, signed } from "./number-text.js";
import { type Row, textTable } from "./text-table.js";

function doseText(dose: number | null, unit: string): string {
  if (dose === null) return "-";
  return unit === "tokens" ? countText(Math.round(dose)) : String(Number(dose.toPrecision(3)));
}

function dosesText(interval: Interval | null, unit: string): string {
  if (interval === null) return "";
  const upper = interval.upper === null ? "..)" : `${doseText(interval.upper, unit)}]`;
  return `[${doseText(interval.lower ?? 0, unit)}, ${upper}`;
}

const SHAPES: Readonly<Record<DoseShape, string>> = {
  linear: "linear",
  log: "linear in log dose",
  "emax-early": "saturating early",
  "emax-middle": "saturating midway",
  late: "late",
};

function seriesRows(ablation: Ablation, efficiency: Efficiency, series: DoseSeries): Row[] {
  const scale = unitOf(ablation, efficiency);
  const { unit } = series;
  const name = series.factor ?? series.dataset ?? "one ingredient";
  const at = series.setting === "" ? "" : ` at ${series.setting}`;
  const trend = series.trend.find(({ target }) => target === series.shownTarget)?.quantity;
  const level = (value: number) => signed(value, scale).replace("+", "");
  const row = (what: string, value: string, interval: string, p: string) => [`  ${what}`, value, interval, p];
  const { emax, elasticity, cochranArmitage, contrasts } = series;
  const bootstrap =
    emax.status === "estimated" && emax.bootstrap.status === "estimated" ? emax.bootstrap : null;
  return [
    `${evalHeading(ablation, efficiency, efficiency.condition)}: ${momentText(efficiency.moment)}, doses of ${name} (${unit})${at}`,
    ...series.points.map((point) =>
      row(
        `${point.arm} at ${doseText(point.dose, unit)}`,
        level(point.mean),
        `monotone ${level(point.isotonic)}`,
        "",
      ),
    ),
    trend?.status === "estimated"
      ? row(
          "trend in log dose",
          signed(trend.estimate, scale),
          intervalText(trend.interval, scale),
          pText(trend.pValue),
        )
      : row("trend in log dose", "-", "not estimable", ""),
    ...(cochranArmitage.status === "estimated"
      ? [
          row(
            "trend on effective counts",
            `chi2 ${cochranArmitage.chiSquared.toFixed(2)}`,
            "",
            pText(cochranArmitage.pValue),
          ),
        ]
      : []),
    ...(contrasts.status === "estimated"
      ? contrasts.shapes.map(({ shape, t, pAdjusted }) =>
          row(
            `shape ${SHAPES[shape]}${shape === contrasts.nearest ? ", the nearest" : ""}`,
            `t ${t.toFixed(2)}`,
            "adjusted over shapes",
            pText(pAdjusted),
          ),
        )
      : []),
    ...(emax.status === "estimated"
      ? [row("Emax: half of the way", doseText(emax.ed50, unit), dosesText(emax.ed50Interval, unit), "")]
      : []),
    ...(bootstrap === null
      ? []
      : [
          row(
            "  the same, runs drawn anew",
            bootstrap.agrees === false ? "differs" : bootstrap.agrees ? "agrees" : "",
            dosesText(bootstrap.ed50Interval, unit),
            "",
          ),
        ]),
    ...(elasticity.status === "estimated"
      ? [row("elasticity", signed(elasticity.estimate, "own"), intervalText(elasticity.interval, "own"), "")]
      : []),
    ...series.shares.map(({ share, dose, interval }) =>
      row(`${share * 100}% of the best effect`, doseText(dose, unit), dosesText(interval, unit), ""),
    ),
  ];
}

/** The courses of doses as a table; empty where there is none. */
export function doseSeriesText(
  ablation: Ablation,
  answer: EfficiencyAnswer,
  columns: number,
  bold: (text: string) => string,
): string {
  const rows = answer.efficiency.flatMap((efficiency) =>
    efficiency.series.flatMap((series) => seriesRows(ablation, efficiency, series)),
  );
  if (rows.length === 0) return "";
  return textTable(
    [
      { heading: "course of doses", least: 26 },
      { heading: "value", align: "right" },
      { heading: "interval", least: 12 },
      { heading: "p", align: "right" },
    ],
    rows,
    columns,
    bold,
  );
}
