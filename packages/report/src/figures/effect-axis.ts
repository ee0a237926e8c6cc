import * as Plot from "@observablehq/plot";
import { formatNumber } from "../format.js";
import { domainAround, ticksWithin } from "./domain.js";
import { lettering } from "./lettering.js";
import { MUTED, RULE, ZERO } from "./palette.js";

/** Where a quiet axis of effects lies, with its ticks: shared by the figures of drivers. */
export interface EffectAxis {
  readonly domain: readonly [number, number];
  readonly x: (value: number) => number;
  readonly ticks: readonly number[];
}

/** The axis that holds every value and 0, between two pixels. */
export function effectAxis(values: readonly number[], left: number, right: number): EffectAxis {
  const domain = domainAround(values);
  return {
    domain,
    x: (value) => left + ((value - domain[0]) / (domain[1] - domain[0])) * (right - left),
    ticks: ticksWithin(domain[0], domain[1], 6),
  };
}

/** Grid lines, the zero line with its name, ticks and the title of the axis. */
export function effectAxisMarks(
  axis: EffectAxis,
  place: { readonly top: number; readonly bottom: number; readonly head: number },
  text: { readonly zero: string; readonly title: string },
): Plot.Markish[] {
  const { top, bottom, head } = place;
  const [from, to] = axis.domain;
  return [
    Plot.link(
      axis.ticks.filter((tick) => tick !== 0),
      {
        x1: (tick: number) => axis.x(tick),
        x2: (tick: number) => axis.x(tick),
        y1: top,
        y2: bottom,
        stroke: RULE,
      },
    ),
    Plot.link([0], { x1: axis.x(0), x2: axis.x(0), y1: top, y2: bottom, stroke: ZERO, strokeWidth: 1.5 }),
    lettering([{ x: axis.x(0), y: head, text: text.zero, fill: "var(--hf-control-ink)" }], "middle", {
      fontWeight: 600,
    }),
    lettering(
      axis.ticks.map((tick) => ({
        ...{ x: axis.x(tick), y: bottom + 13, fill: MUTED },
        text: `${tick > 0 ? "+" : ""}${formatNumber(tick, Number.isInteger(tick) ? 0 : Math.abs(tick) < 0.1 ? 2 : 1)}`,
      })),
      "middle",
    ),
    lettering([{ x: axis.x((from + to) / 2), y: bottom + 30, text: text.title, fill: MUTED }], "middle"),
  ];
}
