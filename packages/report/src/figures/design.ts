import { type Ablation, controlOf, type Level } from "@holdfast/core";
import * as Plot from "@observablehq/plot";
import { formatQuantity } from "../format.js";
import { type Subject, subjectOf } from "../subject.js";
import {
  ARM_WIDTH,
  ASLANT_WIDTH,
  type DesignLayout,
  type DesignRow,
  designLayout,
  type FactorColumn,
  levelText,
  WIDTH,
} from "./design-layout.js";
import { compose, type Figure, label, panel } from "./drawing.js";
import { fitArm } from "./fit-ends.js";
import { fitText } from "./fit-text.js";
import { type Caption, lettering, pixelChart } from "./lettering.js";
import { armStyle, INK, MUTED, RULE, SURFACE } from "./palette.js";
import { totalText } from "./token-bar.js";
import { tokenBarMarks } from "./token-bar-marks.js";

const CELL = 13;
const DOT = 9;
/** Beyond it, runs are a number and no dots. */
const MOST_DOTS = 6;

/** Planned runs of an arm and how many of them have outcomes; null where nobody says how many are planned. */
export interface ArmRuns {
  readonly planned: number | null;
  readonly recorded: number;
}

export interface DesignFigureOptions {
  /** Prefix of the ids within the drawing; unique on the page. */
  readonly id: string;
  readonly runs: ReadonlyMap<string, ArmRuns>;
}

function levelSentence(arm: string, { factor }: FactorColumn, level: Level | undefined): string {
  if (level === undefined) return `For ${arm}, nothing is stated of ${factor.name}.`;
  if (typeof level === "boolean") return `${arm} was trained ${level ? "with" : "without"} ${factor.name}.`;
  const unit = typeof level === "number" && factor.unit !== undefined ? ` ${factor.unit}` : "";
  return `For ${arm}, ${factor.name} is ${levelText(level, factor)}${unit}.`;
}

function cellMarks(subject: Subject, { arm, top, height }: DesignRow, column: FactorColumn): Plot.Markish[] {
  const level = subject.ablation.arms.find(({ name }) => name === arm)?.levels[column.factor.name];
  const [x, y] = [column.left + column.width / 2, top + height / 2];
  const title = label(levelSentence(arm, column, level));
  const { colour, ink } = armStyle(subject, arm);
  if (typeof level === "boolean")
    return [
      Plot.rect([0], {
        ...{ x1: x - CELL / 2, x2: x + CELL / 2, y1: y - CELL / 2, y2: y + CELL / 2, rx: 2.5 },
        ...(level ? { fill: colour, stroke: colour } : { fill: SURFACE, stroke: MUTED, strokeOpacity: 0.55 }),
        strokeWidth: 1.25,
        title: () => title,
      }),
    ];
  const isNone = level === undefined || level === 0;
  const text = fitText(label(levelText(level, column.factor)), column.width - 4, 12);
  return [
    lettering([{ x, y, text, fill: isNone ? MUTED : ink }], "middle", {
      fontWeight: isNone ? 400 : 700,
      title: () => title,
    }),
  ];
}

function runsText({ planned, recorded }: ArmRuns): string {
  return planned === null ? (recorded === 0 ? "not stated" : String(recorded)) : `${recorded} of ${planned}`;
}

function runMarks(arm: string, runs: ArmRuns, x: number, y: number, colour: string): Plot.Markish[] {
  const { planned, recorded } = runs;
  if (planned === null || Math.max(planned, recorded) > MOST_DOTS)
    return [lettering([{ x, y, text: runsText(runs), fill: recorded === 0 ? MUTED : INK }], "start")];
  const title = `${arm}: ${recorded} of ${formatQuantity(planned, "planned run")} ${recorded === 1 ? "has" : "have"} outcomes.`;
  return Array.from({ length: Math.max(planned, recorded) }, (_, index) =>
    Plot.dot([0], {
      ...{ x: x + 4 + index * DOT, y, r: 3.4, strokeWidth: 1.25 },
      ...(index < recorded ? { fill: colour, stroke: colour } : { fill: SURFACE, stroke: MUTED }),
      title: () => label(title),
    }),
  );
}

function rowMarks(
  subject: Subject,
  layout: DesignLayout,
  row: DesignRow,
  runs: ReadonlyMap<string, ArmRuns>,
): Plot.Markish[] {
  const { arm, top, height } = row;
  const style = armStyle(subject, arm);
  const y = top + height / 2;
  const known = subject.ablation.arms.find(({ name }) => name === arm);
  const named = known?.title === undefined ? [] : [known.title];
  const control = controlOf(subject.ablation, arm);
  const controlText = control ?? (subject.controls.has(arm) ? "is the control" : "none");
  const { scale, barLeft, stageLeft, controlLeft } = layout;
  const middle = named.length === 0 ? y : y - 7;
  return [
    lettering([{ x: 0, y: middle, text: fitArm(label(arm), ARM_WIDTH, 13), fill: style.ink }], "start", {
      fontWeight: 700,
      fontSize: 13,
    }),
    lettering(
      named.map((title) => ({
        ...{ x: 0, y: y + 8, fill: MUTED },
        text: fitText(label(title), ARM_WIDTH, 11),
      })),
      "start",
      { fontSize: 11 },
    ),
    ...layout.columns.flatMap((column) => cellMarks(subject, row, column)),
    ...runMarks(arm, runs.get(arm) ?? { planned: null, recorded: 0 }, layout.runsLeft, y, style.colour),
    ...(controlLeft === null
      ? []
      : [
          lettering(
            [
              {
                ...{ x: controlLeft, y },
                text: fitArm(label(controlText), 98),
                fill: control === null ? MUTED : armStyle(subject, control).ink,
              },
            ],
            "start",
          ),
        ]),
    ...row.bars.flatMap(({ stage, bar, y: at }): Plot.Markish[] => [
      lettering(
        [{ x: stageLeft, y: at, text: fitText(label(stage), barLeft - stageLeft - 6, 11), fill: MUTED }],
        "start",
        { fontSize: 11 },
      ),
      ...(bar === null
        ? [
            lettering([{ x: barLeft, y: at, text: "nothing stated", fill: MUTED }], "start", {
              fontSize: 11,
            }),
          ]
        : [
            ...tokenBarMarks(bar, { left: barLeft, right: WIDTH, y: at, scale: scale ?? 0 }, style),
            lettering([{ x: WIDTH, y: at, text: totalText(bar) }], "end", { fontWeight: 700 }),
          ]),
    ]),
  ];
}

function headMarks(layout: DesignLayout): Plot.Markish[] {
  const y = layout.head - 16;
  const heads: Caption[] = [
    { x: 0, y, text: "arm", fill: MUTED },
    { x: layout.runsLeft, y, text: "runs", fill: MUTED },
    ...(layout.controlLeft === null ? [] : [{ x: layout.controlLeft, y, text: "control", fill: MUTED }]),
    ...(layout.scale === null ? [] : [{ x: layout.stageLeft, y, text: "training data", fill: MUTED }]),
  ];
  const factors = layout.columns.map(({ factor, left, width }) => ({
    x: left + width / 2,
    y,
    text: fitText(label(factor.name), layout.isAslant ? ASLANT_WIDTH : width - 4),
  }));
  return [
    lettering(heads, "start"),
    ...(layout.scale === null ? [] : [lettering([{ x: WIDTH, y, text: "tokens", fill: MUTED }], "end")]),
    layout.isAslant
      ? lettering(factors, "start", { rotate: -35, fontWeight: 600 })
      : lettering(factors, "middle", { fontWeight: 600 }),
  ];
}

/**
 * What every arm was given: its factors as filled and hollow squares or doses, its planned runs as dots (filled: with
 * outcomes), its matched control, and its mix at each stage as a bar on one token scale.
 */
export function designFigure(ablation: Ablation, { id, runs }: DesignFigureOptions): Figure {
  const subject = subjectOf(ablation);
  const layout = designLayout(ablation);
  const height = Math.ceil(layout.bottom) + 4;
  const marks = [
    ...headMarks(layout),
    Plot.link(
      layout.rows.map(({ top }) => top),
      { x1: 0, x2: WIDTH, y1: (top: number) => top, y2: (top: number) => top, stroke: RULE },
    ),
    ...layout.rows.flatMap((row) => rowMarks(subject, layout, row, runs)),
  ];
  const drawn = panel(0, 0, pixelChart(WIDTH, height, marks));
  return compose(id, "The arms: factors, runs, controls and training data", { width: WIDTH, height }, [
    drawn,
  ]);
}
