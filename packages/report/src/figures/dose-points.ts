import * as Plot from "@observablehq/plot";
import type { Subject } from "../subject.js";
import { label } from "./drawing.js";
import { fitName } from "./fit-text.js";
import { labelSpots, type Obstacle } from "./label-spots.js";
import { lettering } from "./lettering.js";
import { armStyle, MUTED, SURFACE } from "./palette.js";

/** An arm at its dose, in pixels. */
interface DosePlace {
  readonly arm: string;
  readonly x: number;
  readonly y: number;
  readonly bar: { readonly low: number; readonly high: number } | null;
  readonly title: string;
}

const LABEL_SIZE = 12.5;

/** What arms scored at their doses, each named beside its mark. */
export function dosePointMarks(
  subject: Subject,
  places: readonly DosePlace[],
  frame: Omit<Obstacle, "weight">,
): Plot.Markish[] {
  const names = places.map(({ arm }) => fitName(label(arm), 120, LABEL_SIZE));
  const spots = labelSpots(
    places.map(({ x, y }, index) => ({ x, y, text: names[index] ?? "" })),
    places.flatMap(({ x, y, bar }) => [
      { left: x - 6, right: x + 6, top: y - 6, bottom: y + 6, weight: 12 },
      ...(bar === null ? [] : [{ left: x - 2, right: x + 2, top: bar.high, bottom: bar.low, weight: 3 }]),
    ]),
    frame,
    LABEL_SIZE,
  );
  const captions = (anchor: "start" | "end") =>
    lettering(
      spots.flatMap((spot, index) => {
        const ink = armStyle(subject, places[index]?.arm ?? "").ink;
        return spot.anchor === anchor ? [{ x: spot.x, y: spot.y, text: names[index] ?? "", fill: ink }] : [];
      }),
      anchor,
      { fontSize: 12, fontWeight: 600, stroke: SURFACE, strokeWidth: 3 },
    );
  return [
    ...spots.map((spot, index) =>
      Plot.link(spot.isAway ? [0] : [], {
        x1: places[index]?.x ?? 0,
        x2: spot.x,
        y1: places[index]?.y ?? 0,
        y2: spot.y,
        stroke: MUTED,
        strokeOpacity: 0.6,
        strokeWidth: 0.8,
      }),
    ),
    ...places.flatMap(({ arm, x, y, bar, title }): Plot.Markish[] => {
      const { colour, symbol } = armStyle(subject, arm);
      return [
        ...(bar === null
          ? []
          : [
              Plot.link([0], {
                ...{
                  x1: x,
                  x2: x,
                  y1: bar.low,
                  y2: bar.high,
                  stroke: colour,
                  strokeWidth: 2,
                  strokeOpacity: 0.6,
                },
                title: () => title,
              }),
            ]),
        Plot.dot([0], {
          ...{ x, y, r: 5, symbol: bar === null ? "diamond" : symbol, fill: bar === null ? SURFACE : colour },
          ...{ stroke: colour, strokeWidth: 1.5, title: () => title },
        }),
      ];
    }),
    captions("start"),
    captions("end"),
  ];
}
