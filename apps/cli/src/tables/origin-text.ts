import type { Ablation, Origin, OriginAnswer, OriginStep } from "@holdfast/core";
import { bySection, evalHeading, momentText, unitOf } from "./contrast-text.js";
import { intervalText, signed, type Unit } from "./number-text.js";
import { paragraph } from "./paragraph.js";
import { sentenceLines } from "./sentence-lines.js";
import { textTable } from "./text-table.js";
import { reasonList, warningList } from "./warning-list.js";

export interface OriginTextOptions {
  readonly columns: number;
  readonly bold: (text: string) => string;
}

interface StepRow {
  readonly eval: string;
  readonly origin: Origin;
  readonly step: OriginStep;
  readonly position: number;
}

function changeText({ quantity, joint }: OriginStep["change"], unit: Unit): string {
  if (quantity.status === "not-estimable") return "-";
  return `${signed(quantity.estimate, unit)} ${intervalText(joint, unit)}`.trim();
}

function levelText({ level }: Origin["start"], unit: Unit): string {
  return unit === "points" ? (level * 100).toFixed(1) : String(Number(level.toPrecision(3)));
}

function rowOf(ablation: Ablation, { origin, step, position }: StepRow): string[] {
  const unit = unitOf(ablation, origin);
  const isLast = position === origin.steps.length - 1;
  return [
    position === 0 ? `  ${origin.arm}` : "",
    `${step.from.stage} -> ${momentText(step.to)}${step.sameCondition ? "" : " (other condition)"}`,
    position === 0 ? levelText(origin.start, unit) : "",
    changeText(step.change, unit),
    changeText(step.controlChange, unit),
    changeText(step.fromData, unit),
    isLast ? levelText(origin.end, unit) : "",
    position === 0 ? origin.reading : "",
  ];
}

/** The sentences of an answer are chosen already. */
const MOST_SENTENCES = 14;

/** Of more levels than these, those of which something is known are shown, each with its control's. */
const MOST_LEVELS = 30;

const keyOf = ({ eval: id, metric, judge, condition, arm }: Origin, of = arm) =>
  JSON.stringify([id, metric, judge, condition, of]);

function isKnown({ reading, steps }: Origin): boolean {
  const ends = steps.flatMap(({ fromData: { joint } }) => (joint === null ? [] : [joint]));
  return (
    reading === "trained-in" ||
    ends.some(({ lower, upper }) => (lower !== null && lower > 0) || (upper !== null && upper < 0))
  );
}

function shownOrigins(origins: readonly Origin[]): readonly Origin[] {
  if (origins.length <= MOST_LEVELS) return origins;
  const known = origins.filter(isKnown);
  const controls = new Set(known.map((origin) => keyOf(origin, origin.control ?? origin.arm)));
  return origins.filter((origin) => isKnown(origin) || controls.has(keyOf(origin)));
}

function legend(ablation: Ablation): string {
  const level = Math.round((1 - ablation.plan.alpha) * 100);
  return `Changes from one measured stage to the next, with intervals that hold over all steps of a level at once (Bonferroni, ${level}%). From data: the arm's change minus its control's; the rest is the training that both share. Inherited: the whole change lies within half of the level at the start. Trained-in: a step excludes 0.`;
}

/** Where levels came from as text: sentences, a table, what could not be estimated, and the warnings. */
export function originText(ablation: Ablation, answer: OriginAnswer, options: OriginTextOptions): string {
  const { columns, bold } = options;
  const sentences = sentenceLines(answer.sentences, columns, MOST_SENTENCES);
  if (answer.origins.length === 0) return sentences;
  const stepRows = (origins: readonly Origin[]) =>
    origins.flatMap((origin) =>
      origin.steps.map((step, position): StepRow => ({ eval: origin.eval, origin, step, position })),
    );
  const shown = shownOrigins(answer.origins);
  const rows = stepRows(shown);
  const left = answer.origins.length - shown.length;
  const table = textTable(
    [
      { heading: "arm", least: 12 },
      { heading: "stage", least: 10 },
      { heading: "start", align: "right" },
      { heading: "change", least: 12 },
      { heading: "of control", least: 12 },
      { heading: "from data", least: 12 },
      { heading: "end", align: "right" },
      { heading: "reading" },
    ],
    bySection(
      ablation,
      rows,
      ({ origin }) => evalHeading(ablation, origin, origin.condition),
      (row) => rowOf(ablation, row),
    ),
    columns,
    bold,
  );
  const reasons = stepRows(answer.origins).flatMap(({ origin, step }) =>
    // The control has none to be set against, which needs no reason.
    [step.change, ...(origin.control === null ? [] : [step.controlChange, step.fromData])].flatMap(
      ({ quantity, joint }) => (joint === null && quantity.reason !== null ? [quantity.reason] : []),
    ),
  );
  return [
    sentences,
    table,
    ...(left === 0
      ? []
      : [
          paragraph(
            `${left} more levels, on which nothing is settled or nothing changed, with --json.`,
            columns,
          ),
        ]),
    paragraph(legend(ablation), columns),
    reasonList("Reasons", reasons, columns, bold),
    warningList(answer.warnings, columns, bold),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}
