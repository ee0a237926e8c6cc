import * as Plot from "@observablehq/plot";
import { label } from "./drawing.js";
import { fitText, textWidth } from "./fit-text.js";
import { type Caption, lettering } from "./lettering.js";
import { type ArmStyle, MUTED } from "./palette.js";
import { segmentSentence, segmentText, type TokenBar, type TokenSegment } from "./token-bar.js";

/** How wide a segment of unknown size is drawn. */
export const UNKNOWN_WIDTH = 30;
const HEIGHT = 9;
const LABEL_SIZE = 11;
const GAP = 1;
const NAME_GAP = 8;
/** Between strokes of a hatching. */
const STROKE_GAP = 5;

interface Placed {
  readonly segment: TokenSegment;
  readonly x1: number;
  readonly x2: number;
}

/** Where a bar is drawn; `scale` is in pixels a token. */
export interface BarPlace {
  readonly left: number;
  readonly right: number;
  /** Middle of the bar itself. */
  readonly y: number;
  readonly scale: number;
}

function placedSegments({ segments }: TokenBar, { left, scale }: BarPlace): Placed[] {
  let x = left;
  return segments.map((segment) => {
    const width = segment.tokens === "unknown" ? UNKNOWN_WIDTH : Math.max(1.5, segment.tokens * scale);
    const x1 = x;
    x += width + GAP;
    return { segment, x1, x2: x1 + width };
  });
}

/** Strokes that fill a box from one side to the other; what is hatched has no size that anyone stated. */
function hatching({ x1, x2 }: Placed, y: number): { x1: number; x2: number; y1: number; y2: number }[] {
  const [top, bottom] = [y - HEIGHT / 2, y + HEIGHT / 2];
  const strokes: { x1: number; x2: number; y1: number; y2: number }[] = [];
  for (let foot = x1; foot + HEIGHT <= x2 + 0.01; foot += STROKE_GAP)
    strokes.push({ x1: foot, x2: foot + HEIGHT, y1: bottom, y2: top });
  return strokes;
}

/** The names of the segments beneath the bar, as many as fit; of the others, how many there are. */
function nameCaptions({ segments }: TokenBar, { left, right, y }: BarPlace, style: ArmStyle): Caption[] {
  const captions: Caption[] = [];
  let x = left;
  for (const [index, segment] of segments.entries()) {
    const after = segments.length - index - 1;
    const room = right - x - (after > 0 ? textWidth(`+ ${after} more`, LABEL_SIZE) + NAME_GAP : 0);
    const text = label(segmentText(segment));
    const isCut = textWidth(text, LABEL_SIZE) > room;
    if (isCut && index > 0) return [...captions, { x, y: y + 13, text: `+ ${after + 1} more`, fill: MUTED }];
    const shown = isCut ? fitText(text, room, LABEL_SIZE) : text;
    captions.push({ x, y: y + 13, text: shown, fill: segment.isOwn ? style.ink : MUTED });
    x += textWidth(shown, LABEL_SIZE) + NAME_GAP;
  }
  return captions;
}

/** A mix as a bar: grey for what the control has too, the arm's colour for what it has not, hatched what is unknown. */
export function tokenBarMarks(bar: TokenBar, place: BarPlace, style: ArmStyle): Plot.Markish[] {
  const placed = placedSegments(bar, place);
  const { y } = place;
  const colourOf = ({ isOwn }: TokenSegment) => (isOwn ? style.colour : "var(--hf-control)");
  return [
    ...placed.map((one) => {
      const { segment, x1, x2 } = one;
      const isKnown = segment.tokens !== "unknown";
      return Plot.rect([0], {
        ...{ x1, x2, y1: y - HEIGHT / 2, y2: y + HEIGHT / 2 },
        fill: colourOf(segment),
        fillOpacity: isKnown ? (segment.isOwn ? 1 : 0.55) : 0.12,
        ...(isKnown ? {} : { stroke: colourOf(segment), strokeWidth: 1 }),
        title: () => label(segmentSentence(bar, segment)),
      });
    }),
    ...placed
      .filter(({ segment }) => segment.tokens === "unknown")
      .map((one) =>
        Plot.link(hatching(one, y), {
          ...{ x1: "x1", x2: "x2", y1: "y1", y2: "y2" },
          stroke: colourOf(one.segment),
          strokeWidth: 1,
        }),
      ),
    lettering(nameCaptions(bar, place, style), "start", { fontSize: LABEL_SIZE }),
  ];
}
