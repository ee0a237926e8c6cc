import type { DoseSeries, Interval } from "@holdfast/core";
import * as Plot from "@observablehq/plot";
import { formatShare, formatTokens } from "../format.js";
import { doseText } from "../sentences/efficiency-sentence.js";
import { fitText } from "./fit-text.js";
import { lettering } from "./lettering.js";
import { INK, MUTED, SURFACE } from "./palette.js";

/** A dose that reaches so much of the effect, and the doses that cannot be excluded. */
export interface DoseReach {
  readonly name: string;
  readonly dose: number;
  readonly interval: Interval | null;
}

const LINE = 21;
const NAME_WIDTH = 172;

/** The axis names the unit already. */
function shortText(dose: number, unit: string): string {
  return unit === "tokens" ? formatTokens(dose) : doseText(dose, unit);
}

/** Half of the way of the saturating curve, and the shares of the best effect that some dose reaches. */
export function dosesReached({ emax, shares, unit }: DoseSeries): DoseReach[] {
  return [
    ...(emax.status === "estimated"
      ? [
          {
            name: `half of the curve: ${shortText(emax.ed50, unit)}`,
            dose: emax.ed50,
            interval: emax.ed50Interval,
          },
        ]
      : []),
    ...shares.flatMap(({ share, dose, interval }) =>
      dose === null
        ? []
        : [{ name: `${formatShare(share)} of the best: ${shortText(dose, unit)}`, dose, interval }],
    ),
  ];
}

/** How high they stand together, in pixels. */
export function reachesHeight(reaches: readonly DoseReach[]): number {
  return reaches.length * LINE;
}

/** One line each under the doses: the dose, its interval, an arrowhead where it goes beyond the doses tried. */
export function reachMarks(
  reaches: readonly DoseReach[],
  place: {
    readonly top: number;
    readonly right: number;
    readonly most: number;
    readonly at: (dose: number) => number;
  },
): Plot.Markish[] {
  const { top, right, most, at } = place;
  const xOf = (dose: number) => Math.min(right - 6, at(dose));
  const lines = reaches.map(({ name, dose, interval }, index) => {
    const upper = interval?.upper ?? null;
    return {
      ...{
        name,
        y: top + (index + 0.5) * LINE,
        x: xOf(dose),
        isSeen: dose <= most,
        isBarred: interval !== null,
      },
      ...{ low: xOf(interval?.lower ?? 0), high: upper === null ? right - 6 : xOf(upper) },
      isBeyond: interval !== null && (upper === null || upper > most),
    };
  });
  return [
    Plot.link(
      lines.filter(({ isBarred }) => isBarred),
      { x1: "low", x2: "high", y1: "y", y2: "y", stroke: INK, strokeWidth: 3, strokeOpacity: 0.5 },
    ),
    Plot.dot(
      lines.filter(({ isBeyond, isSeen }) => isBeyond || !isSeen),
      { x: right - 4, y: "y", symbol: "triangle", rotate: 90, r: 4, fill: INK },
    ),
    Plot.dot(
      lines.filter(({ isSeen }) => isSeen),
      { x: "x", y: "y", r: 4.5, fill: SURFACE, stroke: INK, strokeWidth: 1.75 },
    ),
    lettering(
      lines.map(({ name, y }) => ({ x: right + 8, y, text: fitText(name, NAME_WIDTH, 11), fill: MUTED })),
      "start",
      { fontSize: 11 },
    ),
  ];
}
