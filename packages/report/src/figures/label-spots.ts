import { textWidth } from "./fit-text.js";

/** Something that a label must keep off, in pixels. */
export interface Obstacle {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** How bad it is to lie on it. */
  readonly weight: number;
}

interface Wanted {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

/** A label with its place; a line leads to its point where it is not beside it. */
export interface LabelSpot {
  readonly x: number;
  readonly y: number;
  readonly anchor: "start" | "end";
  readonly isAway: boolean;
}

const HEIGHT = 14;
const GAP = 9;
const RISES = [0, -13, 13, -26, 26, -39, 39, -54, 54, -70, 70] as const;

function overlap(a: Omit<Obstacle, "weight">, b: Omit<Obstacle, "weight">): number {
  const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return wide > 0 && high > 0 ? wide * high : 0;
}

/**
 * Places labels beside their points, each where it covers least of what is there already: right of the point, then
 * left of it, then further up and down. Same input, same places.
 */
export function labelSpots(
  wanted: readonly Wanted[],
  obstacles: readonly Obstacle[],
  frame: Omit<Obstacle, "weight">,
  fontSize: number,
): LabelSpot[] {
  const taken: Obstacle[] = [...obstacles];
  return wanted.map(({ x, y, text }) => {
    const width = textWidth(text, fontSize);
    const candidates = RISES.flatMap((rise) =>
      (["start", "end"] as const).map((anchor) => {
        const left = anchor === "start" ? x + GAP : x - GAP - width;
        const box = { left, right: left + width, top: y + rise - HEIGHT / 2, bottom: y + rise + HEIGHT / 2 };
        const out = width * HEIGHT - overlap(box, frame);
        const covered = taken.reduce((sum, obstacle) => sum + overlap(box, obstacle) * obstacle.weight, 0);
        return {
          anchor,
          rise,
          box,
          cost: out * 20 + covered + Math.abs(rise) * 0.9 + (anchor === "end" ? 6 : 0),
        };
      }),
    );
    const best = candidates.reduce((least, one) => (one.cost < least.cost ? one : least));
    taken.push({ ...best.box, weight: 8 });
    return {
      x: best.anchor === "start" ? x + GAP : x - GAP,
      y: y + best.rise,
      anchor: best.anchor,
      isAway: Math.abs(best.rise) > 13,
    };
  });
}
