import { compareText } from "@holdfast/core";
import { ROLE_TITLES, roleOf, type Subject, unitFor } from "../subject.js";
import type { Unit } from "../unit.js";
import { domainAround } from "./domain.js";
import type { DurabilityRow, Series } from "./durability-rows.js";
import { textWidth } from "./fit-text.js";
import type { RetentionChoice } from "./retention-choice.js";

export const WIDTH = 960;
export const AXIS_LEFT = 44;
export const PLOT_RIGHT = 600;
export const LABEL_LEFT = 610;
export const SHARE_LEFT = 752;
export const SHARE_RIGHT = 948;
export const GAUGE = 18;

const TITLE = 34;
const STRIP = 40;
const STRIP_GAP = 12;
const ROW_GAP = 30;
const GROUP = 27;
const LANE = 44;
export const NOTE = 14;
export const NOTE_SIZE = 10.5;
const TALLEST = 190;
/** Rows that are arms stand one under the other, to be compared. */
const TALLEST_OF_ARMS = 120;
const LOWEST = 96;

const LOG_ODDS: Unit = { factor: 1, levelSuffix: "", difference: "log odds" };

/** One verdict at the right edge of a row. */
export interface Lane {
  readonly series: Series;
  readonly judged: Series["judged"][number];
  readonly notes: readonly string[];
  readonly top: number;
}

/** A row with its place: pixels from the top of the figure. */
export interface PlacedRow {
  readonly row: DurabilityRow;
  /** Of the lead. */
  readonly unit: Unit;
  readonly levelUnit: Unit;
  /** Heading of the group that begins with this row, or null. */
  readonly group: string | null;
  readonly groupTop: number;
  readonly titleY: number;
  /** Whether the row before it does not say already what this one is measured under. */
  readonly isNewContext: boolean;
  readonly top: number;
  readonly bottom: number;
  readonly domain: readonly [number, number];
  readonly y: (lead: number) => number;
  readonly stripTop: number;
  readonly stripBottom: number;
  readonly level: (level: number) => number;
  readonly levelDomain: readonly [number, number];
  readonly lanes: readonly Lane[];
}

/** Whether every verdict of the figure is about these checkpoints alone, so that its heading can say so once. */
export function onlyCheckpoints(rows: readonly DurabilityRow[]): boolean {
  const scopes = rows.flatMap(({ series }) =>
    series.flatMap(({ judged }) => judged.map(({ durability }) => durability.scope)),
  );
  return scopes.length > 0 && scopes.every((scope) => scope === "checkpoint");
}

/** What stands under the bar: on two lines where one is too long. */
function notesOf(
  row: DurabilityRow,
  series: Series,
  judged: Series["judged"][number],
  always: boolean,
): string[] {
  const { durability } = judged;
  const arm = row.series.length > 1 ? [series.arm] : [];
  const rest = [
    series.judged.length > 1 ? `${durability.from.stage} → ${durability.to.stage}` : "",
    durability.scope === "checkpoint" && !always ? "these checkpoints" : "",
    durability.verdict.flags.includes("condition-change") ? "condition changes" : "",
    durability.verdict.flags.includes("judge-change") ? "judge changes" : "",
  ].filter((part) => part !== "");
  const together = [...arm, ...rest].join(" · ");
  if (together === "") return [];
  const fits = textWidth(together, NOTE_SIZE) <= SHARE_RIGHT - SHARE_LEFT + 10;
  return fits || arm.length === 0 || rest.length === 0 ? [together] : [...arm, rest.join(" · ")];
}

function leadsOf({ series }: DurabilityRow, factor: number): number[] {
  return series.flatMap(({ points }) =>
    points.flatMap(({ lead, band, interval }) => {
      const around = band ?? interval;
      return [lead, around?.lower ?? lead, around?.upper ?? lead].map((value) => value * factor);
    }),
  );
}

function levelsOf({ series }: DurabilityRow, factor: number): number[] {
  return series.flatMap(({ points }) =>
    points.flatMap(({ armLevel, controlLevel }) =>
      [armLevel, controlLevel].flatMap((level) => (level === null ? [] : [level * factor])),
    ),
  );
}

/** Gives every row its place; rows of one unit have one scale, so that equal slopes mean equal changes. */
export function layOut(
  subject: Subject,
  rows: readonly DurabilityRow[],
  top: number,
  { scale: shownScale }: Pick<RetentionChoice, "scale">,
): { rows: PlacedRow[]; bottom: number } {
  const levelUnits = rows.map((row) => unitFor(subject, row));
  const units = shownScale === "log-odds" ? rows.map(() => LOG_ODDS) : levelUnits;
  const tallest = rows.some(({ arm }) => arm !== null) ? TALLEST_OF_ARMS : TALLEST;
  const wanted = rows.map((row, index) => domainAround(leadsOf(row, units[index]?.factor ?? 1), 0.1));
  const scaleOf = (unit: Unit) => {
    const ranges = wanted.filter(
      (_, index) => compareText(units[index]?.difference ?? "", unit.difference) === 0,
    );
    return tallest / Math.max(...ranges.map(([lower, upper]) => upper - lower));
  };
  const always = onlyCheckpoints(rows);
  let cursor = top;
  const placed = rows.map((row, index): PlacedRow => {
    const unit = units[index] ?? { factor: 1, levelSuffix: "", difference: "" };
    const levelUnit = levelUnits[index] ?? unit;
    const [lower, upper] = wanted[index] ?? [-1, 1];
    const before = rows[index - 1];
    const role = roleOf(subject, row.eval);
    const opens = before === undefined || roleOf(subject, before.eval) !== role;
    const heading = row.arm === null ? ROLE_TITLES[role] : (subject.evals.get(row.eval)?.title ?? row.eval);
    const group = opens ? heading : null;
    const groupTop = cursor;
    if (opens) cursor += GROUP;
    const titleY = cursor + 12;
    const rowTop = cursor + TITLE;
    let laneTop = rowTop - 4;
    const lanes = row.series.flatMap((series) =>
      series.judged.map((judged): Lane => {
        const notes = notesOf(row, series, judged, always);
        const lane = { series, judged, notes, top: laneTop };
        laneTop += LANE + notes.length * NOTE;
        return lane;
      }),
    );
    const scale = scaleOf(unit);
    const height = Math.max(LOWEST, (upper - lower) * scale, laneTop - rowTop - STRIP - STRIP_GAP);
    const spare = height / scale - (upper - lower);
    const domain = [lower - spare / 2, upper + spare / 2] as const;
    const bottom = rowTop + height;
    const stripTop = bottom + STRIP_GAP;
    const stripBottom = stripTop + STRIP;
    const levels = levelsOf(row, levelUnit.factor);
    const floor = levelUnit.levelSuffix === "%" || levels.length === 0 ? 0 : Math.min(...levels);
    const ceiling = Math.max(floor, ...levels);
    const levelDomain = [floor, ceiling > floor ? ceiling : floor + 1] as const;
    cursor = stripBottom + ROW_GAP;
    return {
      row,
      unit,
      levelUnit,
      group,
      groupTop,
      titleY,
      isNewContext: before?.context !== row.context || opens,
      top: rowTop,
      bottom,
      domain,
      y: (lead) => bottom - ((lead * unit.factor - domain[0]) / (domain[1] - domain[0])) * height,
      stripTop,
      stripBottom,
      level: (level) =>
        stripBottom -
        3 -
        ((level * levelUnit.factor - levelDomain[0]) / (levelDomain[1] - levelDomain[0])) * (STRIP - 8),
      levelDomain,
      lanes,
    };
  });
  return { rows: placed, bottom: cursor - ROW_GAP };
}
