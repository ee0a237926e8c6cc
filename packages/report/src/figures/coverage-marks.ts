import type { EvidenceLevel } from "@holdfast/core";
import type { CoverageCell } from "./coverage-grid.js";

/** How a place is drawn: by what is most worth seeing of it. */
export type CellLook =
  | EvidenceLevel
  | "missing"
  | "gap"
  | "none"
  | "late"
  | "corrected"
  | "aside"
  | "partial"
  | "crashed";

export const LOUD = "var(--hf-arm-2)";

/** Attributes of the path that holds all cells of one look. */
const ATTRIBUTES: Readonly<Record<CellLook, string>> = {
  samples: 'fill="var(--hf-tint)" fill-opacity="0.8"',
  counts: 'fill="var(--hf-tint)" fill-opacity="0.52"',
  summary: 'fill="var(--hf-tint)" fill-opacity="0.3"',
  point: 'fill="var(--hf-tint)" fill-opacity="0.16"',
  missing: `fill="${LOUD}" fill-opacity="0.14" stroke="${LOUD}" stroke-width="1.75"`,
  gap: `fill="none" stroke="${LOUD}" stroke-width="1" stroke-opacity="0.75"`,
  none: 'fill="var(--hf-tint)" fill-opacity="0.045"',
  late: 'fill="var(--hf-arm-6)"',
  corrected: 'fill="var(--hf-arm-3)"',
  aside: 'fill="none" stroke="var(--hf-arm-5)" stroke-width="1.75"',
  partial: 'fill="var(--hf-tint)" fill-opacity="0.6"',
  crashed: `fill="none" stroke="${LOUD}" stroke-width="1.5"`,
};

/** The order in which the key names them. */
export const KEY = [
  ...(["samples", "counts", "summary", "point", "missing", "gap", "late", "corrected"] as const),
  ...(["aside", "partial", "crashed"] as const),
];

/** The order in which looks are drawn. */
const LOOKS = [
  ...(["none", "samples", "counts", "summary", "point", "partial", "late", "corrected", "aside"] as const),
  ...(["crashed", "gap", "missing"] as const),
];

export const LOOK_NAMES: Readonly<Record<CellLook, string>> = {
  samples: "samples",
  counts: "counts",
  summary: "summary",
  point: "point",
  missing: "missing",
  gap: "checkpoint lacking",
  none: "not asked for",
  late: "came late",
  corrected: "corrected",
  aside: "set aside",
  partial: "partial",
  crashed: "crashed",
};

/** What is most worth seeing of a place. */
export function lookOf(cell: CoverageCell): CellLook {
  if (cell.state !== "present") return cell.state;
  if (cell.isCrashed) return "crashed";
  if (cell.isSetAside) return "aside";
  if (cell.isCorrected) return "corrected";
  if (cell.isLate) return "late";
  if (cell.isPartial) return "partial";
  return cell.level ?? "point";
}

const pixel = (value: number) => Number(value.toFixed(1)).toString();

/** A box as a piece of a path; what is beyond the plan is drawn small. */
export function boxPath(
  look: CellLook,
  { left, top, width, height }: { left: number; top: number; width: number; height: number },
  isSmall = false,
): string {
  const air = isSmall ? Math.min(width, height) * 0.24 : 0.75;
  const [x, y] = [left + air, top + air];
  const [w, h] = [Math.max(1, width - 2 * air), Math.max(1, height - 2 * air)];
  const box = `M${pixel(x)} ${pixel(y)}h${pixel(w)}v${pixel(h)}h${pixel(-w)}z`;
  const [right, bottom] = [pixel(x + w), pixel(y + h)];
  switch (look) {
    case "partial":
      return `M${pixel(x)} ${pixel(y)}L${right} ${bottom}H${pixel(x)}z`;
    case "crashed":
      return `M${pixel(x)} ${pixel(y)}L${right} ${bottom}M${right} ${pixel(y)}L${pixel(x)} ${bottom}`;
    case "aside":
      return `${box}M${pixel(x)} ${bottom}L${right} ${pixel(y)}`;
    default:
      return box;
  }
}

/** One path for all cells of each look: thousands of cells in a few elements. */
export function lookPaths(pieces: ReadonlyMap<CellLook, readonly string[]>): string {
  return LOOKS.map((look) => {
    const path = pieces.get(look) ?? [];
    return path.length === 0 ? "" : `<path ${ATTRIBUTES[look]} d="${path.join("")}"/>`;
  }).join("");
}
