import type { Ablation } from "@holdfast/core";
import * as Plot from "@observablehq/plot";
import { escapeHtml } from "../html/escape-html.js";
import { type Subject, subjectOf } from "../subject.js";
import {
  type CoverageCell,
  type CoverageGrid,
  type CoverageLine,
  lineOnEval,
  placeText,
  stepsText,
} from "./coverage-grid.js";
import {
  ASLANT_WIDTH,
  type Band,
  type CoverageLayout,
  coverageLayout,
  HEADING_SIZE,
  KEY_LINE,
  NAME_RIGHT,
  OWN_NAME,
  type PlacedGroup,
  WIDTH,
} from "./coverage-layout.js";
import { boxPath, type CellLook, KEY, LOOK_NAMES, lookOf, lookPaths } from "./coverage-marks.js";
import { compose, type Figure, label, panel } from "./drawing.js";
import { fitArm } from "./fit-ends.js";
import { fitText, spread, textWidth } from "./fit-text.js";
import { type Caption, lettering, pixelChart } from "./lettering.js";
import { armStyle, INK, MUTED, RULE, SURFACE } from "./palette.js";

const LABEL_SIZE = 10.5;
/** A cell holds a number from this width on. */
const LEAST_COUNTED = 11;

type Pieces = Map<CellLook, string[]>;

function addPiece(pieces: Pieces, look: CellLook, path: string): void {
  const list = pieces.get(look);
  if (list === undefined) pieces.set(look, [path]);
  else list.push(path);
}

/** The cells of a line on one eval; a stage of which there is nothing is one box. */
function addCells(
  pieces: Pieces,
  { stages }: PlacedGroup,
  cells: readonly (readonly CoverageCell[])[],
  top: number,
  { cell: width, row }: CoverageLayout,
): void {
  stages.forEach(({ columns }, index) => {
    const stage = cells[index] ?? [];
    const [left] = columns;
    if (stage[0]?.state === "missing" && left !== undefined) {
      const box = { left, top, width: columns.length * width, height: row };
      addPiece(pieces, "missing", boxPath("missing", box));
      return;
    }
    columns.forEach((at, order) => {
      const cell = stage[order];
      if (cell === undefined) return;
      const look = lookOf(cell);
      const box = { left: at, top, width, height: row };
      addPiece(pieces, look, boxPath(look, box, cell.state === "present" && !cell.isPlanned));
    });
  });
}

/** What is to be said of a line on one eval, for a tooltip. */
function lineSentence(line: CoverageLine, { group, index }: PlacedGroup): string {
  const said = lineOnEval(group, line.cells[index] ?? []);
  const who = line.name === "" ? line.arm : `${line.arm}, ${line.name}`;
  const parts = [
    said.present.length === 0
      ? "nothing recorded"
      : `${said.levels.join(", ")} at ${said.present.join("; ")}`,
    said.missing.length === 0 ? "" : `nothing at ${said.missing.join(", ")}, where a comparison needs it`,
    said.gaps.length === 0 ? "" : `lacks ${said.gaps.join("; ")}`,
    ...said.notes,
    said.isBeyond ? "some of it beyond the plan" : "",
  ].filter((part) => part !== "");
  return `${who}, on ${group.eval}: ${parts.join("; ")}.`;
}

/** Boxes of one line on one eval that answer to the pointer: cells themselves would be too many. */
function tipBoxes(grid: CoverageGrid, layout: CoverageLayout): string {
  return layout.bands
    .flatMap((band) =>
      band.groups.flatMap((group) =>
        grid.lines.map((line, index) => {
          const [x, y] = [group.left.toFixed(1), (band.tops[index] ?? 0).toFixed(1)];
          const [width, height] = [(group.right - group.left).toFixed(1), layout.row.toFixed(1)];
          const title = escapeHtml(label(lineSentence(line, group)));
          return `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="var(--hf-tint)" fill-opacity="0"><title>${title}</title></rect>`;
        }),
      ),
    )
    .join("");
}

/** How many runs stand behind a cell, where it stands for several. */
function runMarks(grid: CoverageGrid, band: Band, { cell: width, row }: CoverageLayout): Plot.Markish[] {
  const captions = band.groups.flatMap(({ index, stages }) =>
    grid.lines.flatMap(({ cells }, line) =>
      stages.flatMap(({ columns }, stage) =>
        columns.flatMap((at, order): Caption[] => {
          const cell = cells[index]?.[stage]?.[order];
          if (cell === undefined || cell.runs === null || cell.runs === 0 || width < LEAST_COUNTED) return [];
          const isDark = cell.level === "samples" || cell.level === "counts";
          const y = (band.tops[line] ?? 0) + row / 2;
          return [{ x: at + width / 2, y, text: String(cell.runs), fill: isDark ? SURFACE : INK }];
        }),
      ),
    ),
  );
  return captions.length === 0
    ? []
    : [lettering(captions, "middle", { fontSize: LABEL_SIZE, fontWeight: 600 })];
}

/** The looks that occur, each with its word; on a second line where one is full. */
function keyMarks(used: ReadonlySet<CellLook>, hasBeyond: boolean): { markup: string; captions: Caption[] } {
  const pieces: Pieces = new Map();
  const captions: Caption[] = [];
  let [x, top] = [0, 3];
  const add = (look: CellLook, text: string, isSmall = false) => {
    const width = 19 + textWidth(text, 11) + 14;
    if (x + width > WIDTH) [x, top] = [0, top + KEY_LINE];
    addPiece(pieces, look, boxPath(look, { left: x, top, width: 13, height: 13 }, isSmall));
    captions.push({ x: x + 19, y: top + 6.5, text, fill: MUTED });
    x += width;
  };
  for (const look of KEY) if (used.has(look)) add(look, LOOK_NAMES[look]);
  if (hasBeyond) add("samples", "beyond the plan", true);
  return { markup: lookPaths(pieces), captions };
}

function headingMarks(band: Band): Plot.Markish {
  const headings = band.groups.map(({ group, left, right }) => ({
    x: left,
    y: band.headY,
    text: fitText(label(group.eval), band.isAslant ? ASLANT_WIDTH : right - left + 10, HEADING_SIZE),
  }));
  return lettering(headings, "start", {
    ...{ fontWeight: 600, fontSize: HEADING_SIZE },
    ...(band.isAslant ? { rotate: -28 } : {}),
  });
}

/** Names of checkpoints under a band: of every column where there is room, else of every stage, moved apart. */
function footMarks(band: Band, { cell }: CoverageLayout): Plot.Markish[] {
  return band.groups.flatMap(({ group, left, right, stages }): Plot.Markish[] => {
    const wanted = stages.flatMap(({ stage, columns }, index) => {
      const steps = group.stages[index]?.steps ?? [];
      if (cell >= OWN_NAME)
        return columns.map((at, order) => {
          const step = steps[order] ?? null;
          const text = order === 0 || step === null ? placeText(stage, step) : String(step);
          return { x: at + cell / 2, text };
        });
      const middle = ((columns[0] ?? left) + (columns.at(-1) ?? left) + cell) / 2;
      const short =
        steps.length > 1
          ? stepsText(stage, steps)
              .replace(/ \(\d+\).*$/, "")
              .replace(" to ", "–")
          : placeText(stage, steps[0] ?? null);
      return [{ x: middle, text: short }];
    });
    const spots = spread(
      wanted.map(({ x }) => x),
      OWN_NAME,
      left + 4,
      Math.max(right - 4, left + 4 + (wanted.length - 1) * OWN_NAME),
    );
    const y = band.bottom + 9;
    return [
      Plot.link(
        wanted.map(({ x }, index) => ({ x1: x, x2: spots[index] ?? x, y1: band.bottom + 2, y2: y - 1 })),
        { x1: "x1", x2: "x2", y1: "y1", y2: "y2", stroke: MUTED, strokeOpacity: 0.6 },
      ),
      lettering(
        wanted.map(({ text }, index) => ({
          x: spots[index] ?? 0,
          y: y + 4,
          text: fitText(label(text), 84, LABEL_SIZE),
          fill: MUTED,
        })),
        "start",
        { rotate: 55, fontSize: LABEL_SIZE },
      ),
    ];
  });
}

function nameMarks(subject: Subject, grid: CoverageGrid, band: Band, row: number): Plot.Markish[] {
  const named = grid.lines.map((line, index) => ({ line, y: (band.tops[index] ?? 0) + row / 2 }));
  const firsts = named.filter(({ line }, index) => grid.lines[index - 1]?.arm !== line.arm);
  const seeds = named.filter(({ line }) => line.name !== "");
  const alone = seeds.length === 0;
  return [
    Plot.link(
      firsts.filter((_, index) => index > 0).map(({ y }) => y - row / 2 - (alone ? 0 : 2.5)),
      { x1: 0, x2: WIDTH, y1: (y: number) => y, y2: (y: number) => y, stroke: RULE },
    ),
    lettering(
      firsts.map(({ line, y }) => ({
        x: 0,
        y,
        text: fitArm(label(line.arm), alone ? NAME_RIGHT - 4 : 136, 12.5),
        fill: armStyle(subject, line.arm).ink,
      })),
      "start",
      { fontWeight: 600 },
    ),
    lettering(
      seeds.map(({ line, y }) => ({
        x: NAME_RIGHT,
        y,
        text: fitText(label(row < 14 ? line.name.replace(/^seed /, "") : line.name), 60, LABEL_SIZE),
        fill: MUTED,
      })),
      "end",
      { fontSize: Math.min(LABEL_SIZE, row - 1) },
    ),
  ];
}

/**
 * What has come and what has not: a line a run (or an arm), a column a checkpoint, one group an eval. Dark cells hold
 * samples and lighter ones less; what is missing is the loudest.
 */
export function coverageFigure(
  ablation: Ablation,
  grid: CoverageGrid,
  options: { readonly id: string },
): Figure {
  const subject = subjectOf(ablation);
  const layout = coverageLayout(grid);
  const pieces: Pieces = new Map();
  for (const band of layout.bands)
    for (const group of band.groups)
      grid.lines.forEach((line, index) => {
        addCells(pieces, group, line.cells[group.index] ?? [], band.tops[index] ?? 0, layout);
      });
  const all = grid.lines.flatMap(({ cells }) => cells.flat(2));
  const hasBeyond = all.some(({ state, isPlanned }) => state === "present" && !isPlanned);
  const key = keyMarks(new Set(all.map(lookOf)), hasBeyond);
  const words = panel(
    0,
    0,
    pixelChart(WIDTH, layout.height, [
      lettering(key.captions, "start", { fontSize: 11 }),
      ...layout.bands.flatMap((band) => [
        headingMarks(band),
        ...nameMarks(subject, grid, band, layout.row),
        ...footMarks(band, layout),
      ]),
    ]),
  );
  const cells = { left: 0, top: 0, markup: `${key.markup}${lookPaths(pieces)}` };
  const numbers = layout.bands.flatMap((band) => runMarks(grid, band, layout));
  const counts = numbers.length === 0 ? [] : [panel(0, 0, pixelChart(WIDTH, layout.height, numbers))];
  const tips = { left: 0, top: 0, markup: tipBoxes(grid, layout) };
  return compose(
    options.id,
    "What has been recorded, and what is missing",
    { width: WIDTH, height: layout.height },
    [words, cells, ...counts, tips],
  );
}
