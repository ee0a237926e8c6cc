/** A rectangle in pixels. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

interface Wanted {
  readonly x: number;
  readonly y: number;
  /** Of the text as it is set. */
  readonly width: number;
}

/** A label with its place; a line leads to its point where it is not beside it. */
export interface PlaneLabel {
  readonly x: number;
  readonly y: number;
  readonly anchor: "start" | "end";
  readonly isAway: boolean;
  readonly box: Box;
}

const HEIGHT = 15;
const GAP = 11;
const STEP = 7;

function overlap(a: Box, b: Box): number {
  const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return wide > 0 && high > 0 ? wide * high : 0;
}

/**
 * Places labels beside their points: within the frame and never over each other, each where it covers least of what
 * is drawn. One for which there is no room is null.
 *
 * @param kept what no label may touch
 */
export function planeLabels(
  wanted: readonly Wanted[],
  obstacles: readonly (Box & { readonly weight: number })[],
  frame: Box,
  kept: readonly Box[],
): (PlaneLabel | null)[] {
  const placed: Box[] = [...kept];
  const rises = Array.from({ length: Math.ceil((frame.bottom - frame.top) / STEP) }, (_, index) =>
    index === 0 ? [0] : [-index * STEP, index * STEP],
  ).flat();
  return wanted.map(({ x, y, width }) => {
    let best: { readonly label: PlaneLabel; readonly cost: number } | null = null;
    for (const rise of rises)
      for (const anchor of ["start", "end"] as const) {
        const left = anchor === "start" ? x + GAP : x - GAP - width;
        const box = {
          ...{ left, right: left + width },
          ...{ top: y + rise - HEIGHT / 2, bottom: y + rise + HEIGHT / 2 },
        };
        const isInside =
          box.left >= frame.left &&
          box.right <= frame.right &&
          box.top >= frame.top &&
          box.bottom <= frame.bottom;
        if (!isInside || placed.some((other) => overlap(box, other) > 0)) continue;
        const covered = obstacles.reduce((sum, one) => sum + overlap(box, one) * one.weight, 0);
        const cost = covered + Math.abs(rise) * 2.2 + (anchor === "end" ? 6 : 0);
        if (best !== null && cost >= best.cost) continue;
        const at = anchor === "start" ? left : box.right;
        best = { cost, label: { x: at, y: y + rise, anchor, isAway: Math.abs(rise) > 14, box } };
      }
    if (best === null) return null;
    placed.push(best.label.box);
    return best.label;
  });
}
