import * as Plot from "@observablehq/plot";
import { compose, type Figure, label, panel } from "./drawing.js";
import { fitText, spread, textWidth } from "./fit-text.js";
import { type InstantScale, instantScale } from "./instant-scale.js";
import { type Caption, lettering, pixelChart } from "./lettering.js";
import { INK, MUTED, RULE, SURFACE } from "./palette.js";

/** Something that happened at an instant, in milliseconds since 1970. */
export interface TimelineMark {
  readonly at: number;
  /** A sentence, for the tooltip. */
  readonly title: string;
  /** A word or two beside it; marks without one are drawn as strokes. */
  readonly text: string | null;
  /** After results were known, or what turns an answer round. */
  readonly isLoud: boolean;
}

/** Marks of one kind, in a row. */
export interface TimelineLane {
  readonly name: string;
  readonly marks: readonly TimelineMark[];
}

const WIDTH = 960;
const LEFT = 168;
const RIGHT = 936;
const HEAD = 22;
const LANE = 44;
const FOOT = 40;
const LOUD = "var(--hf-arm-2)";
const LABEL_SIZE = 11.5;
/** Pixels of a bin of marks that are too many to be told apart. */
const BIN = 6;

/** The axis of these lanes: what is named on it, and the first outcome, are kept apart. */
function scaleOf(lanes: readonly TimelineLane[], until: number | null): InstantScale | null {
  const marks = lanes.flatMap((lane) => lane.marks);
  const mattering = marks.filter(({ text }) => text !== null).map(({ at }) => at);
  return instantScale(
    marks.map(({ at }) => at),
    until === null ? mattering : [...mattering, until],
    LEFT + 10,
    RIGHT - 10,
  );
}

/** Whether the axis is stretched where what matters lies close together. */
export function isStretchedTimeline(lanes: readonly TimelineLane[], until: number | null): boolean {
  return scaleOf(lanes, until)?.isStretched ?? false;
}

/** Marks without a text: bars whose height is how many fell into their bin. */
function binMarks({ marks }: TimelineLane, y: number, scale: InstantScale): Plot.Markish[] {
  const bins = new Map<number, TimelineMark[]>();
  for (const mark of marks) {
    const bin = Math.floor(scale.pixel(mark.at) / BIN);
    bins.set(bin, [...(bins.get(bin) ?? []), mark]);
  }
  const most = Math.max(1, ...[...bins.values()].map(({ length }) => length));
  return [...bins].map(([bin, members]) => {
    const height = 5 + 19 * Math.sqrt(members.length / most);
    const [first] = members;
    const title =
      members.length === 1
        ? (first?.title ?? "")
        : `${members.length} of them here; the first: ${first?.title ?? ""}`;
    return Plot.rect([0], {
      ...{ x1: bin * BIN + 0.5, x2: (bin + 1) * BIN - 0.5, y1: y + 12 - height, y2: y + 12 },
      fill: members.some(({ isLoud }) => isLoud) ? LOUD : INK,
      fillOpacity: 0.7,
      title: () => label(title),
    });
  });
}

/** Marks with a text: diamonds, hollow where nothing was known yet, their words moved apart. */
function namedMarks(marks: readonly TimelineMark[], y: number, scale: InstantScale): Plot.Markish[] {
  const widest = Math.max(...marks.map(({ text }) => textWidth(text ?? "", LABEL_SIZE)));
  const room = (RIGHT - LEFT) / marks.length;
  const gap = Math.min(widest + 10, room);
  const spots = spread(
    marks.map(({ at }) => scale.pixel(at)),
    gap,
    LEFT + Math.min(gap / 2, 40),
    RIGHT + 20 - gap / 2,
  );
  return [
    ...marks.map(({ at, isLoud, title }) =>
      Plot.dot([0], {
        ...{ x: scale.pixel(at), y: y + 5, r: 5.5, symbol: "diamond", strokeWidth: 1.75 },
        ...(isLoud ? { fill: LOUD, stroke: LOUD } : { fill: SURFACE, stroke: INK }),
        title: () => label(title),
      }),
    ),
    lettering(
      marks.map(({ text, isLoud }, index) => ({
        x: spots[index] ?? 0,
        y: y - 12,
        text: fitText(label(text ?? ""), gap - 6, LABEL_SIZE),
        fill: isLoud ? "var(--hf-arm-2-ink)" : INK,
      })),
      "middle",
      { fontSize: LABEL_SIZE },
    ),
  ];
}

function laneMarks(lane: TimelineLane, y: number, scale: InstantScale): Plot.Markish[] {
  const named = lane.marks.filter(({ text }) => text !== null);
  const strokes = lane.marks.filter(({ text }) => text === null);
  return [
    Plot.link([0], { x1: LEFT, x2: RIGHT, y1: y + 12.5, y2: y + 12.5, stroke: RULE }),
    lettering([{ x: 0, y: y + 6, text: fitText(label(lane.name), LEFT - 14) }], "start", { fontWeight: 600 }),
    ...(strokes.length === 0 ? [] : binMarks({ ...lane, marks: strokes }, y, scale)),
    ...(named.length === 0 ? [] : namedMarks(named, y, scale)),
    ...(lane.marks.length === 0
      ? [lettering([{ x: LEFT + 10, y: y + 4, text: "none", fill: MUTED }], "start")]
      : []),
  ];
}

/**
 * What happened when, one lane for each kind of event on one axis of time: whether the plan was there before the data
 * can be seen.
 *
 * @param until the first outcome; what lies before it is tinted. null where there is none
 * @returns undefined when all of it is one instant
 */
export function recordTimelineFigure(
  lanes: readonly TimelineLane[],
  until: number | null,
  options: { readonly id: string },
): Figure | undefined {
  const scale = scaleOf(lanes, until);
  if (scale === null) return undefined;
  const bottom = HEAD + lanes.length * LANE;
  const height = bottom + FOOT;
  const quiet = until === null ? scale.to : until;
  const width = scale.pixel(quiet) - LEFT;
  const note = until === null ? "no outcome yet" : "before the first outcome";
  const captions: Caption[] =
    width > textWidth(note, 11) + 16 ? [{ x: LEFT + 8, y: 9, text: note, fill: MUTED }] : [];
  const marks = [
    ...(width <= 0
      ? []
      : [
          Plot.rect([0], {
            ...{ x1: LEFT, x2: LEFT + width, y1: 0, y2: bottom, fill: "var(--hf-tint)", fillOpacity: 0.045 },
          }),
        ]),
    lettering(captions, "start", { fontSize: 11 }),
    Plot.link(
      scale.ticks.map(({ at }) => scale.pixel(at)),
      {
        ...{ x1: (x: number) => x, x2: (x: number) => x },
        ...{ y1: HEAD, y2: bottom, stroke: RULE },
      },
    ),
    ...(until === null
      ? []
      : [
          Plot.link([0], {
            ...{ x1: scale.pixel(until), x2: scale.pixel(until), y1: 0, y2: bottom, stroke: INK },
            strokeDasharray: "3,3",
          }),
        ]),
    ...lanes.flatMap((lane, index) => laneMarks(lane, HEAD + index * LANE + LANE / 2, scale)),
    lettering(
      scale.ticks.map(({ at, text }) => ({ x: scale.pixel(at), y: bottom + 13, text, fill: MUTED })),
      "middle",
      { fontSize: 11 },
    ),
    lettering(
      [
        {
          x: LEFT,
          y: bottom + 31,
          text: `UTC, from ${new Date(scale.from).toISOString().slice(0, 10)}`,
          fill: MUTED,
        },
      ],
      "start",
      { fontSize: 11 },
    ),
  ];
  const drawn = panel(0, 0, pixelChart(WIDTH, height, marks));
  return compose(
    options.id,
    "What was registered, recorded, changed and analysed when",
    { width: WIDTH, height },
    [drawn],
  );
}
