import { type Ablation, type Eval, type Relation, relationTo } from "@holdfast/core";
import * as Plot from "@observablehq/plot";
import { subjectOf } from "../subject.js";
import { compose, type Figure, label, panel } from "./drawing.js";
import { fitArm } from "./fit-ends.js";
import { fitText, textWidth } from "./fit-text.js";
import { type Caption, lettering, pixelChart } from "./lettering.js";
import { armStyle, INK, MUTED, RULE, SURFACE } from "./palette.js";

const WIDTH = 960;
const LEFT = 212;
const ROW = 28;
const HEAD = 26;
const LEAST_COLUMN = 20;
const MOST_COLUMN = 96;
const ASLANT_WIDTH = 130;
/** Where a declared and a measured relation differ. */
const LOUD = "var(--hf-arm-2)";

const RELATIONS = ["in-distribution", "near", "out-of-distribution", "unknown"] as const;

const OPACITY: Readonly<Record<Relation, number>> = {
  "in-distribution": 1,
  near: 0.4,
  "out-of-distribution": 0,
  unknown: 0,
};

/** A circle is what was declared, a square what was measured: dark is near the training data, hollow is far from it. */
function mark(relation: Relation, isMeasured: boolean, x: number, y: number, title: string): Plot.Markish {
  if (relation === "unknown") return Plot.dot([0], { x, y, r: 1.6, fill: MUTED, title: () => label(title) });
  return Plot.dot([0], {
    ...{ x, y, r: 5, symbol: isMeasured ? "square" : "circle", stroke: INK, strokeWidth: 1.2 },
    ...(OPACITY[relation] === 0 ? { fill: SURFACE } : { fill: INK, fillOpacity: OPACITY[relation] }),
    title: () => label(title),
  });
}

function cellMarks(value: Eval, arm: string, x: number, y: number, width: number): Plot.Markish[] {
  const declared = relationTo(value, arm);
  const measured = value.measuredRelation?.[arm];
  const shift = Math.min(9, width / 4);
  const differs =
    measured !== undefined &&
    declared !== "unknown" &&
    measured.relation !== "unknown" &&
    measured.relation !== declared;
  const said = `${value.id} is declared ${declared} for ${arm}`;
  if (measured === undefined) return [mark(declared, false, x, y, `${said}; nothing was measured.`)];
  const both = `${said} and measured ${measured.relation}, by ${measured.dataset}: ${measured.because}`;
  return [
    ...(differs
      ? [
          Plot.rect([0], {
            ...{ x1: x - shift - 8, x2: x + shift + 8, y1: y - 10, y2: y + 10, rx: 9 },
            ...{ fill: "none", stroke: LOUD, strokeWidth: 1.75 },
          }),
        ]
      : []),
    mark(declared, false, x - shift, y, both),
    mark(measured.relation, true, x + shift, y, both),
  ];
}

/** The marks that occur, each with its word: a line above the grid. */
function keyMarks(ablation: Ablation): Plot.Markish[] {
  const { arms, evals } = ablation;
  const declared = new Set(evals.flatMap((value) => arms.map(({ name }) => relationTo(value, name))));
  const measured = evals.flatMap((value) => Object.values(value.measuredRelation ?? {}));
  let x = 5;
  const marks: Plot.Markish[] = [];
  const captions: Caption[] = [];
  const add = (text: string, relation: Relation, isMeasured: boolean) => {
    marks.push(mark(relation, isMeasured, x, 9, text));
    captions.push({ x: x + 10, y: 9, text, fill: MUTED });
    x += textWidth(text, 12) + 34;
  };
  for (const relation of RELATIONS) if (declared.has(relation)) add(relation, relation, false);
  if (measured.length > 0) add("measured on the texts", "in-distribution", true);
  return [...marks, lettering(captions, "start")];
}

/** Whether there is more to show than one word for every arm. */
export function hasRelations({ evals }: Pick<Ablation, "evals">): boolean {
  return evals.some(({ relation, measuredRelation = {} }) => {
    const declared = typeof relation === "string" ? [] : Object.values(relation);
    return declared.length > 0 || Object.keys(measuredRelation).length > 0;
  });
}

/** How near each eval is to each arm's training data: as declared, and as measured on the texts of both. */
export function relationFigure(ablation: Ablation, options: { readonly id: string }): Figure {
  const subject = subjectOf(ablation);
  const { arms, evals } = ablation;
  const isMeasured = evals.some(({ measuredRelation = {} }) => Object.keys(measuredRelation).length > 0);
  const least = isMeasured ? LEAST_COLUMN + 6 : LEAST_COLUMN;
  const even = (WIDTH - LEFT) / arms.length;
  const width = Math.min(MOST_COLUMN, Math.max(least, even));
  const isAslant = arms.some(({ name }) => textWidth(label(name), 12) > width - 8);
  const slant = isAslant ? Math.ceil(ASLANT_WIDTH * 0.72) : 0;
  const fits = isAslant ? (WIDTH - LEFT - slant) / arms.length : width;
  const column = Math.min(width, Math.max(fits, 12));
  const top = HEAD + (isAslant ? slant + 14 : 24);
  const height = top + evals.length * ROW + 4;
  const names = arms.map(({ name }, index) => ({
    x: LEFT + column * (index + 0.5) - (isAslant ? 4 : 0),
    y: top - 12,
    text: fitArm(label(name), isAslant ? ASLANT_WIDTH : column - 6),
    fill: armStyle(subject, name).ink,
  }));
  const marks = [
    ...keyMarks(ablation),
    isAslant
      ? lettering(names, "start", { rotate: -45, fontWeight: 600 })
      : lettering(names, "middle", { fontWeight: 600 }),
    Plot.link(
      evals.map((_, index) => top + index * ROW),
      { x1: 0, x2: LEFT + column * arms.length, y1: (y: number) => y, y2: (y: number) => y, stroke: RULE },
    ),
    lettering(
      evals.map(({ id }, index) => ({
        x: 0,
        y: top + (index + 0.5) * ROW,
        text: fitText(label(id), LEFT - 12),
      })),
      "start",
    ),
    ...evals.flatMap((value, row) =>
      arms.flatMap(({ name }, index) =>
        cellMarks(value, name, LEFT + column * (index + 0.5), top + (row + 0.5) * ROW, column),
      ),
    ),
  ];
  const drawn = panel(0, 0, pixelChart(WIDTH, height, marks));
  return compose(
    options.id,
    "How near each eval is to the training data of each arm",
    { width: WIDTH, height },
    [drawn],
  );
}
