import type { Ablation, RecipeCheck } from "@holdfast/core";
import * as Plot from "@observablehq/plot";
import { subjectOf } from "../subject.js";
import { compose, type Figure, label, panel } from "./drawing.js";
import { fitArm } from "./fit-ends.js";
import { fitText, textWidth } from "./fit-text.js";
import { type Caption, lettering, pixelChart } from "./lettering.js";
import { armStyle, INK, MUTED, RULE, SURFACE } from "./palette.js";

const WIDTH = 960;
const NAME_WIDTH = 190;
const CONTROL_LEFT = 204;
const CONTROL_WIDTH = 130;
const STAGES_LEFT = 360;
const STAGE_WIDTH = 96;
const HEAD = 58;
const ROW = 26;
const LOUD = "var(--hf-arm-2)";
const WORDS: Readonly<Record<RecipeCheck["status"], string>> = {
  matched: "one recipe",
  differs: "differs in more than data",
  unknown: "not recorded",
};
const STATUSES = ["matched", "differs", "unknown"] as const satisfies readonly RecipeCheck["status"][];

function mark(status: RecipeCheck["status"], x: number, y: number, title: string): Plot.Markish {
  const style =
    status === "matched"
      ? { fill: INK, stroke: INK, r: 5 }
      : status === "differs"
        ? { fill: LOUD, stroke: LOUD, r: 6, symbol: "times" as const, strokeWidth: 2.5 }
        : { fill: SURFACE, stroke: MUTED, r: 5, strokeDasharray: "2,2" };
  return Plot.dot([0], { x, y, strokeWidth: 1.25, ...style, title: () => label(title) });
}

function keyMarks(checks: readonly RecipeCheck[]): Plot.Markish[] {
  let x = 6;
  const captions: Caption[] = [];
  const marks = STATUSES.filter((status) => checks.some((check) => check.status === status)).map((status) => {
    const drawn = mark(status, x, 10, WORDS[status]);
    captions.push({ x: x + 12, y: 10, text: WORDS[status], fill: MUTED });
    x += 12 + textWidth(WORDS[status], 12) + 24;
    return drawn;
  });
  return [...marks, lettering(captions, "start")];
}

/** What a check says, in a sentence. */
export function recipeCheckSentence({ arm, control, stage, status, reason }: RecipeCheck): string {
  const verb =
    status === "matched" ? "is matched with" : status === "differs" ? "differs from" : "may differ from";
  return `${arm} ${verb} ${control} at ${stage}: ${reason}.`;
}

/** Whether each arm was trained by one recipe with its control, stage by stage. */
export function recipeGridFigure(
  ablation: Ablation,
  checks: readonly RecipeCheck[],
  options: { readonly id: string },
): Figure {
  const subject = subjectOf(ablation);
  const stages = ablation.stages
    .map(({ name }) => name)
    .filter((name) => checks.some(({ stage }) => stage === name));
  const rows = [
    ...new Map(checks.map(({ arm, control }) => [JSON.stringify([arm, control]), { arm, control }])).values(),
  ];
  const width = Math.min(STAGE_WIDTH, (WIDTH - STAGES_LEFT) / Math.max(1, stages.length));
  const height = HEAD + rows.length * ROW + 4;
  const yOf = (index: number) => HEAD + (index + 0.5) * ROW;
  const find = (row: { readonly arm: string; readonly control: string }, stage: string) =>
    checks.find((check) => check.arm === row.arm && check.control === row.control && check.stage === stage);
  const marks = [
    ...keyMarks(checks),
    lettering(
      [
        { x: 0, y: HEAD - 12, text: "arm", fill: MUTED },
        { x: CONTROL_LEFT, y: HEAD - 12, text: "control", fill: MUTED },
      ],
      "start",
    ),
    lettering(
      stages.map((stage, index) => ({
        x: STAGES_LEFT + (index + 0.5) * width,
        y: HEAD - 12,
        text: fitText(label(stage), width - 6),
        fill: MUTED,
      })),
      "middle",
    ),
    Plot.link(
      rows.map((_, index) => HEAD + index * ROW),
      {
        ...{ x1: 0, x2: STAGES_LEFT + stages.length * width },
        ...{ y1: (y: number) => y, y2: (y: number) => y, stroke: RULE },
      },
    ),
    lettering(
      rows.map(({ arm }, index) => ({
        ...{ x: 0, y: yOf(index), fill: armStyle(subject, arm).ink },
        text: fitArm(label(arm), NAME_WIDTH, 12.5),
      })),
      "start",
      { fontWeight: 600 },
    ),
    lettering(
      rows.map(({ control }, index) => ({
        ...{ x: CONTROL_LEFT, y: yOf(index), fill: armStyle(subject, control).ink },
        text: fitArm(label(control), CONTROL_WIDTH),
      })),
      "start",
    ),
    ...rows.flatMap((row, index) =>
      stages.flatMap((stage, order) => {
        const check = find(row, stage);
        return check === undefined
          ? []
          : [mark(check.status, STAGES_LEFT + (order + 0.5) * width, yOf(index), recipeCheckSentence(check))];
      }),
    ),
  ];
  const drawn = panel(0, 0, pixelChart(WIDTH, height, marks));
  return compose(
    options.id,
    "Whether arms differ from their control in more than data",
    { width: WIDTH, height },
    [drawn],
  );
}
