import type { Ablation, MonitorAnswer, MonitorRow } from "@holdfast/core";
import { bySection, evalHeading, unitOf } from "./contrast-text.js";
import { pText, type Unit } from "./number-text.js";
import { paragraph } from "./paragraph.js";
import { sentenceLines } from "./sentence-lines.js";
import { textTable } from "./text-table.js";

export interface MonitorTextOptions {
  readonly columns: number;
  readonly bold: (text: string) => string;
}

function levelText(value: number | undefined, unit: Unit): string {
  if (value === undefined) return "-";
  return unit === "points" ? `${(value * 100).toFixed(1)}%` : String(Number(value.toPrecision(3)));
}

function evidenceText(evidence: number): string {
  if (evidence >= 1e6) return ">1e6";
  return String(Number(evidence.toPrecision(3)));
}

function rowOf(ablation: Ablation, row: MonitorRow): string[] {
  const unit = unitOf(ablation, row);
  const last = row.points.at(-1);
  const alarm = row.alarm === null ? "no" : row.alarm.step === null ? "at the end" : `at ${row.alarm.step}`;
  const bound =
    row.bad === "above"
      ? `>= ${levelText(row.highestAtLeast, unit)}`
      : `<= ${levelText(row.lowestAtMost, unit)}`;
  return [
    `  ${row.run}`,
    String(row.points.length),
    last === undefined ? "-" : last.step === null ? "end" : String(last.step),
    levelText(last?.rate, unit),
    bound,
    evidenceText(row.evidence),
    pText(row.pValue),
    alarm,
  ];
}

/** Every watched run as text: what the alarms mean, and a line a run. */
export function monitorText(
  ablation: Ablation,
  answer: MonitorAnswer,
  { columns, bold }: MonitorTextOptions,
): string {
  const [head = "", guarantee = ""] = answer.sentences;
  const alarms = answer.sentences.slice(2).filter((_, index) => answer.rows[index]?.alarm !== null);
  const said = sentenceLines([head, guarantee, ...alarms], columns);
  if (answer.rows.length === 0) return said;
  const table = textTable(
    [
      { heading: "run", least: 12 },
      { heading: "looks", align: "right" },
      { heading: "last step", align: "right" },
      { heading: "rate", align: "right" },
      { heading: "at some step", align: "right" },
      { heading: "evidence", align: "right" },
      { heading: "p", align: "right" },
      { heading: "alarm" },
    ],
    bySection(
      ablation,
      answer.rows,
      (row) => evalHeading(ablation, row, row.condition),
      (row) => rowOf(ablation, row),
    ),
    columns,
    bold,
  );
  const each = (1 / answer.guarantee.alphaEach).toPrecision(3);
  const legend = `Evidence: an e-value, the most so far; an alarm is raised at ${Number(each)}. p = 1 / evidence may be read at any time.`;
  return [said, table, paragraph(legend, columns)].join("\n\n");
}
