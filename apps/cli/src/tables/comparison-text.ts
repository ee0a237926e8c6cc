import {
  type Ablation,
  type ComparisonAnswer,
  type ComparisonRow,
  type EffectScale,
  type Finding,
  findingOn,
  type Target,
} from "@holdfast/core";
import { bySection, evalHeading, momentText, runsText, unitOf } from "./contrast-text.js";
import { intervalText, pText, signed, type Unit } from "./number-text.js";
import { paragraph } from "./paragraph.js";
import { sentenceLines } from "./sentence-lines.js";
import { textTable } from "./text-table.js";
import { reasonList, warningList } from "./warning-list.js";

export interface ComparisonTextOptions {
  readonly scale: EffectScale;
  /** The target that is shown; without it, the one each row shows first. */
  readonly target: Target | undefined;
  readonly columns: number;
  readonly bold: (text: string) => string;
}

function levelText(level: number | null, unit: Unit): string {
  if (level === null) return "-";
  return unit === "points" ? `${(level * 100).toFixed(1)}%` : String(Number(level.toPrecision(3)));
}

function findingOf(row: ComparisonRow, { scale, target }: ComparisonTextOptions): Finding | undefined {
  return findingOn(row, scale, target ?? row.shownTarget);
}

function cellsOf(
  ablation: Ablation,
  { a, b }: ComparisonAnswer,
  row: ComparisonRow,
  options: ComparisonTextOptions,
): string[] {
  const own = unitOf(ablation, row);
  const moments = [
    momentText({ stage: a.stage, steps: row.steps.a }),
    momentText({ stage: b.stage, steps: row.steps.b }),
  ];
  const about = [
    `  ${[...new Set(moments)].join(" v ")}`,
    levelText(row.levels.a, own),
    levelText(row.levels.b, own),
  ];
  const finding = findingOf(row, options);
  if (finding?.status !== "estimated") return [...about, "-", "not estimable", "", "-"];
  const unit = options.scale === "log-odds" ? "log-odds" : own;
  return [
    ...about,
    signed(finding.estimate, unit),
    intervalText(finding.interval, unit) || "no interval",
    runsText(finding.n.runs, finding.n.controlRuns),
    pText(finding.pValue),
  ];
}

const NOTE =
  "a minus b with intervals of this comparison alone: in percentage points for rates, else in the unit of the eval. p is unadjusted: nothing here was registered. A side that is one run has no p: the numbers are about these checkpoints.";

/** Two sides against each other as text: sentences, a table, what could not be estimated, and the warnings. */
export function comparisonText(
  ablation: Ablation,
  answer: ComparisonAnswer,
  options: ComparisonTextOptions,
): string {
  const { columns, bold } = options;
  const rows = answer.rows.length;
  // each row stands in the table: its sentence is for those who read one alone
  const sentences = answer.sentences.slice(0, Math.max(1, answer.sentences.length - rows));
  if (rows === 0)
    return `${sentenceLines(sentences, columns)}\nRecord outcomes with \`holdfast record FILE --ablation ${answer.ablation}\`.`;
  const table = textTable(
    [
      { heading: "moment", least: 10 },
      { heading: "a", align: "right" },
      { heading: "b", align: "right" },
      { heading: "a - b", align: "right" },
      { heading: "interval" },
      { heading: "runs" },
      { heading: "p", align: "right" },
    ],
    bySection(
      ablation,
      answer.rows,
      (row) => evalHeading(ablation, row, row.condition),
      (row) => cellsOf(ablation, answer, row, options),
    ),
    columns,
    bold,
  );
  const findings = answer.rows.map((row) => findingOf(row, options));
  const reasons = findings.flatMap((finding) =>
    finding?.status === "not-estimable" ? [finding.reason] : [],
  );
  return [
    sentenceLines(sentences, columns),
    `a is ${answer.a.address}, b is ${answer.b.address}.`,
    table,
    paragraph(NOTE, columns),
    reasonList("Not estimable", reasons, columns, bold),
    warningList(
      findings.flatMap((finding) => finding?.warnings ?? []),
      columns,
      bold,
    ),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}
