import type { CoverageGrid, CoverageGroup } from "./coverage-grid.js";
import { label } from "./drawing.js";
import { textWidth } from "./fit-text.js";

export const WIDTH = 960;
export const NAME_RIGHT = 196;
const GRID_LEFT = 208;
/** Columns that stand side by side before the next evals begin a new band. */
const MOST_COLUMNS = 140;
const MOST_CELL = 56;
const GROUP_GAP = 14;
const STAGE_GAP = 3;
export const KEY_LINE = 20;
const KEY_HEIGHT = 24 + KEY_LINE;
const BAND_GAP = 26;
export const HEADING_SIZE = 12;
/** Room under a band for the names of its checkpoints, set aslant: single steps, or stretches of them. */
const FOOT = { steps: 52, stretches: 84 };
/** A column is named by itself from this width on. */
export const OWN_NAME = 10.5;
/** Widest heading that is set aslant. */
export const ASLANT_WIDTH = 150;

export interface PlacedStage {
  readonly stage: string;
  /** Left edges of its columns. */
  readonly columns: readonly number[];
}

export interface PlacedGroup {
  readonly group: CoverageGroup;
  /** Its place among the groups of the grid. */
  readonly index: number;
  readonly left: number;
  readonly right: number;
  readonly stages: readonly PlacedStage[];
}

export interface Band {
  readonly groups: readonly PlacedGroup[];
  readonly headY: number;
  /** Top of each line. */
  readonly tops: readonly number[];
  readonly bottom: number;
  readonly isAslant: boolean;
}

export interface CoverageLayout {
  readonly bands: readonly Band[];
  /** Width of a column and height of a line. */
  readonly cell: number;
  readonly row: number;
  readonly height: number;
}

const columnsOf = ({ stages }: CoverageGroup) => stages.reduce((sum, { steps }) => sum + steps.length, 0);

function bandsOf(groups: readonly CoverageGroup[]): CoverageGroup[][] {
  const bands: CoverageGroup[][] = [];
  let room = 0;
  for (const group of groups) {
    const columns = columnsOf(group);
    const band = bands.at(-1);
    if (band === undefined || columns > room) {
      bands.push([group]);
      room = MOST_COLUMNS - columns;
    } else {
      band.push(group);
      room -= columns;
    }
  }
  return bands;
}

/** The lines keep a height at which they can be told apart; many of them keep less. */
function rowHeight({ lines }: CoverageGrid): number {
  const arms = new Set(lines.map(({ arm }) => arm)).size;
  if (lines.length <= 16) return 20;
  return lines.length <= 40 || arms === lines.length ? 15 : 11;
}

/** Where everything of the coverage grid goes, in pixels. */
export function coverageLayout(grid: CoverageGrid): CoverageLayout {
  const bands = bandsOf(grid.groups);
  const row = rowHeight(grid);
  const gapsOf = (band: readonly CoverageGroup[]) =>
    band.reduce((sum, { stages }) => sum + GROUP_GAP + STAGE_GAP * (stages.length - 1), -GROUP_GAP);
  const cells = bands.map((band) => {
    const columns = band.reduce((sum, group) => sum + columnsOf(group), 0);
    return (WIDTH - GRID_LEFT - 8 - gapsOf(band)) / Math.max(1, columns);
  });
  const cell = Math.max(2, Math.min(MOST_CELL, ...cells));
  const armGaps = grid.lines.map(({ arm }, index) =>
    index > 0 && grid.lines[index - 1]?.arm !== arm && grid.lines[index - 1]?.name !== "" ? 5 : 0,
  );
  let index = 0;
  let y = KEY_HEIGHT;
  const placed = bands.map((band): Band => {
    let x = GRID_LEFT;
    const groups = band.map((group): PlacedGroup => {
      const left = x;
      const stages = group.stages.map(({ stage, steps }, order): PlacedStage => {
        if (order > 0) x += STAGE_GAP;
        const columns = steps.map((_, step) => x + step * cell);
        x += steps.length * cell;
        return { stage, columns };
      });
      const one = { group, index, left, right: x, stages };
      index += 1;
      x += GROUP_GAP;
      return one;
    });
    const isAslant = groups.some(
      ({ group, left, right }) => textWidth(label(group.eval), HEADING_SIZE) > right - left + GROUP_GAP - 6,
    );
    const headY = y + (isAslant ? Math.ceil(ASLANT_WIDTH * 0.5) : 12);
    let top = headY + 14;
    const tops = grid.lines.map((_, line) => {
      top += armGaps[line] ?? 0;
      const here = top;
      top += row;
      return here;
    });
    y = top + (cell >= OWN_NAME ? FOOT.steps : FOOT.stretches) + BAND_GAP;
    return { groups, headY, tops, bottom: top, isAslant };
  });
  return { bands: placed, cell, row, height: Math.ceil(y - BAND_GAP) };
}
