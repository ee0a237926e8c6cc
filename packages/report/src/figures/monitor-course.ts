import type { Ablation, MonitorGuarantee, MonitorRow } from "@holdfast/core";
import type * as Plot from "@observablehq/plot";
import { contextOf, subjectOf } from "../subject.js";
import { printBareLevel, type Unit } from "../unit.js";
import { ticksWithin } from "./domain.js";
import { compose, type Figure, panel } from "./drawing.js";
import { lettering } from "./lettering.js";
import { monitorPanel } from "./monitor-panel.js";
import { armStyle, INK, MUTED } from "./palette.js";

const WIDTH = 960;
const LEFT = 44;
const GAP = 34;
const TOP = 24;
const PANEL = 142;
const ROW_GAP = 22;
const MOST_COLUMNS = 4;
/** More runs than this are in the table alone: those with alarms come first. */
export const MOST_PANELS = 24;

/** Runs in the order in which they are looked at: alarms first, then by evidence; those that fit. */
export function watchedOrder(rows: readonly MonitorRow[]): MonitorRow[] {
  const rank = (row: MonitorRow) => (row.alarm === null ? 0 : 1);
  return rows
    .map((row, index) => ({ row, index }))
    .sort(
      (one, other) =>
        rank(other.row) - rank(one.row) || other.row.evidence - one.row.evidence || one.index - other.index,
    )
    .map(({ row }) => row);
}

function ratesDomain(rows: readonly MonitorRow[], limit: number, unit: Unit): readonly [number, number] {
  const rates = [limit, ...rows.flatMap(({ points }) => points.map(({ rate }) => rate * unit.factor))];
  const [low, high] = [Math.min(...rates), Math.max(...rates)];
  if (unit.levelSuffix === "%") return [0, Math.min(100, Math.max(high * 1.15, limit * 1.4))];
  const air = (high - low || Math.abs(high) || 1) * 0.15;
  return [low - air, high + air];
}

/** Every watched run over the steps of its stage in a panel of its own, all on one scale; null where nothing is scored. */
export function monitorCourseFigure(
  ablation: Ablation,
  guarantee: MonitorGuarantee,
  rows: readonly MonitorRow[],
  unit: Unit,
  { id }: { readonly id: string },
): Figure | null {
  const shown = watchedOrder(rows).slice(0, MOST_PANELS);
  if (shown.length === 0) return null;
  const subject = subjectOf(ablation);
  const columns = Math.min(MOST_COLUMNS, shown.length);
  const width = (WIDTH - LEFT - GAP * (columns - 1)) / columns;
  const limit = guarantee.limit * unit.factor;
  const domain = ratesDomain(shown, limit, unit);
  const steps = shown.flatMap(({ points, interventions }) => [
    ...points.flatMap(({ step }) => (step === null ? [] : [step])),
    ...interventions.map(({ step }) => step),
  ]);
  const range: readonly [number, number] =
    steps.length === 0 ? [0, 0] : [Math.min(...steps), Math.max(...steps)];
  const ticks = ticksWithin(domain[0], domain[1], 3);
  const lines = Math.ceil(shown.length / columns);
  const height = TOP + lines * PANEL + (lines - 1) * ROW_GAP + 4;
  const bad = shown[0]?.bad === "below" ? "below" : "above";
  const stage = ablation.stages.find(({ name }) => name === guarantee.stage);
  const marks: Plot.Markish[] = shown.flatMap((row, index) => {
    const column = index % columns;
    return monitorPanel(
      row,
      contextOf(subject, row, row.condition),
      {
        ...{
          left: LEFT + column * (width + GAP),
          top: TOP + Math.floor(index / columns) * (PANEL + ROW_GAP),
        },
        ...{ width, height: PANEL, domain, ticks, steps: range, limit, hasScale: column === 0 },
        needed: 1 / guarantee.alphaEach,
      },
      unit,
      armStyle(subject, row.arm),
    );
  });
  const drawn = panel(0, 0, {
    ...{ width: WIDTH, height, margin: 0 },
    x: { domain: [0, WIDTH], range: [0, WIDTH], axis: null },
    y: { domain: [0, height], range: [0, height], axis: null },
    marks: [
      lettering(
        [
          {
            ...{ x: 0, y: 8, fill: INK },
            text: `dashed: ${printBareLevel(guarantee.limit, unit)}, and ${bad} it is bad`,
          },
        ],
        "start",
        { fontWeight: 600 },
      ),
      lettering(
        [{ x: WIDTH, y: 8, text: stage?.stepUnit ?? `steps of ${guarantee.stage}`, fill: MUTED }],
        "end",
      ),
      ...marks,
    ],
  });
  return compose(id, "Watched runs over the steps of their stage", { width: WIDTH, height }, [drawn]);
}
