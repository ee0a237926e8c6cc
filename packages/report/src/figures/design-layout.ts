import type { Ablation, Factor, Level } from "@holdfast/core";
import { formatBare, formatTokens } from "../format.js";
import { label } from "./drawing.js";
import { textWidth } from "./fit-text.js";
import { type TokenBar, tokenBar } from "./token-bar.js";
import { UNKNOWN_WIDTH } from "./token-bar-marks.js";

export const WIDTH = 960;
export const ARM_WIDTH = 186;
const FACTORS_LEFT = 198;
/** Room for all factors together before their names are set aslant. */
const FACTORS_ROOM = 340;
const RUNS_WIDTH = 70;
const CONTROL_WIDTH = 104;
const GAP = 16;
const LEAST_BAR = 80;
const TOTAL_WIDTH = 66;
const STAGE_ROW = 32;
const LEAST_ROW = 40;
const HEADER_SIZE = 12;
const LEVEL_SIZE = 12;
/** Widest name of a factor that is set aslant. */
export const ASLANT_WIDTH = 128;

/** A factor as a column. */
export interface FactorColumn {
  readonly factor: Factor;
  readonly left: number;
  readonly width: number;
}

export interface DesignRow {
  readonly arm: string;
  readonly top: number;
  readonly height: number;
  /** One place for each stage that any arm has a mix at; null where this arm has none. */
  readonly bars: readonly { readonly stage: string; readonly y: number; readonly bar: TokenBar | null }[];
}

export interface DesignLayout {
  readonly columns: readonly FactorColumn[];
  /** Names of factors do not fit side by side. */
  readonly isAslant: boolean;
  readonly head: number;
  readonly runsLeft: number;
  /** null where no arm has a control by design. */
  readonly controlLeft: number | null;
  readonly stageLeft: number;
  readonly barLeft: number;
  readonly barRight: number;
  /** Pixels a token; null where there is no bar. */
  readonly scale: number | null;
  readonly rows: readonly DesignRow[];
  readonly bottom: number;
}

/** What stands in a cell of a factor that is neither there nor not there. */
export function levelText(level: Level | undefined, { unit }: Factor): string {
  if (level === undefined) return "–";
  if (typeof level === "boolean") return level ? "yes" : "no";
  if (typeof level === "string") return level;
  return unit === "tokens" ? formatTokens(level) : formatBare(level);
}

function columnsOf({ factors, arms }: Ablation): { columns: FactorColumn[]; isAslant: boolean } {
  const needs = factors.map((factor) => {
    const texts = arms
      .map(({ levels }) => levels[factor.name])
      .filter((level) => typeof level !== "boolean")
      .map((level) => textWidth(label(levelText(level, factor)), LEVEL_SIZE) + 10);
    return Math.min(76, Math.max(20, ...texts));
  });
  const named = factors.map(({ name }, index) =>
    Math.max(needs[index] ?? 0, textWidth(label(name), HEADER_SIZE) + 14),
  );
  const sum = (widths: readonly number[]) => widths.reduce((total, width) => total + width, 0);
  const isAslant = sum(named) > FACTORS_ROOM;
  const wanted = isAslant ? needs : named;
  const shrink = Math.min(1, FACTORS_ROOM / Math.max(1, sum(wanted)));
  const even = isAslant ? Math.min(34, FACTORS_ROOM / Math.max(1, factors.length)) : 0;
  let left = FACTORS_LEFT;
  const columns = factors.map((factor, index) => {
    const width = Math.max(even * shrink, (wanted[index] ?? 0) * shrink);
    const column = { factor, left, width };
    left += width;
    return column;
  });
  return { columns, isAslant };
}

/** Where everything of the design figure goes, in pixels. */
export function designLayout(ablation: Ablation): DesignLayout {
  const { columns, isAslant } = columnsOf(ablation);
  const last = columns.at(-1);
  const factorsRight = last === undefined ? FACTORS_LEFT - GAP : last.left + last.width;
  const slant = isAslant ? 34 : 0;
  const runsLeft = factorsRight + GAP + slant;
  const isControlled = ablation.design !== "observational";
  const controlLeft = isControlled ? runsLeft + RUNS_WIDTH : null;
  const stageLeft = runsLeft + RUNS_WIDTH + (isControlled ? CONTROL_WIDTH : 0) + GAP;
  const stages = ablation.stages
    .map(({ name }) => name)
    .filter((stage) => ablation.arms.some(({ mixes }) => mixes[stage] !== undefined));
  const names = Math.min(64, Math.max(0, ...stages.map((stage) => textWidth(label(stage), 11))));
  const barLeft = stageLeft + names + 10;
  const barRight = WIDTH - TOTAL_WIDTH;
  const drawn = stages.length > 0 && barRight - barLeft >= LEAST_BAR;
  const bars = ablation.arms.map(({ name }) => stages.map((stage) => tokenBar(ablation, name, stage)));
  const all = bars.flat().filter((bar) => bar !== null);
  const reserves = all.map(
    ({ segments }) =>
      segments.length + segments.filter(({ tokens }) => tokens === "unknown").length * UNKNOWN_WIDTH,
  );
  const most = Math.max(1, ...all.map(({ known }) => known));
  const head = isAslant ? 20 + Math.ceil(ASLANT_WIDTH * 0.6) : 34;
  const height = Math.max(LEAST_ROW, drawn ? stages.length * STAGE_ROW + 12 : 0);
  const rows = ablation.arms.map(({ name }, index): DesignRow => {
    const top = head + index * height;
    return {
      ...{ arm: name, top, height },
      bars: drawn
        ? stages.map((stage, order) => ({
            stage,
            y: top + 15 + order * STAGE_ROW,
            bar: bars[index]?.[order] ?? null,
          }))
        : [],
    };
  });
  return {
    ...{ columns, isAslant, head, runsLeft, controlLeft, stageLeft, barLeft, barRight, rows },
    scale: drawn ? Math.max(0, barRight - barLeft - Math.max(0, ...reserves)) / most : null,
    bottom: head + rows.length * height,
  };
}
