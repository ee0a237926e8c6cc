import type { Standard } from "./effect-scenarios.js";
import { FLOORS, holds, isAtLeast } from "./gates.js";
import type { Share, Tally } from "./tally.js";

/**
 * Whether a row of a default keeps to what it is held to; `weak`: it says more than is right, and no gate holds it. Or
 * whether a number comes out as it was printed. `shown` rows are there to be seen beside them.
 */
export type RowVerdict = "holds" | "MISSES" | "weak" | "agrees" | "differs" | "shown";

/** Rows of a simulated table, ready to be printed. */
export interface CalibrationTable {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly cells: readonly string[]; readonly verdict: RowVerdict }[];
}

/** `.951`, without the 0 before the point; a dash where nothing was counted. */
export function shareText({ share }: Share): string {
  return share === null ? "-" : share.toFixed(3).replace(/^0/, "");
}

/** `.951 ± .004`. */
export function shareWithError(one: Share): string {
  return one.error === null
    ? shareText(one)
    : `${shareText(one)} ± ${one.error.toFixed(3).replace(/^0/, "")}`;
}

/** A width in points. */
export function widthText(width: number | null, factor = 100): string {
  if (width === null) return "-";
  return Number.isFinite(width) ? (width * factor).toFixed(1) : "no end";
}

/** The floor that a row is held to, as it is printed. */
export function floorText(standard: Standard): string {
  return FLOORS[standard].toFixed(3).replace(/^0/, "");
}

/** The verdict on a default's intervals. */
export function tallyVerdict(tally: Tally | undefined, standard: Standard, isNull: boolean): RowVerdict {
  return tally !== undefined && holds(tally, standard, isNull) ? "holds" : "MISSES";
}

/** The verdict on a share that is to be at least so much. */
export function shareVerdict(share: Share, least: number): RowVerdict {
  return isAtLeast(share, least) ? "holds" : "MISSES";
}

/** A table in Markdown. */
export function markdownTable({ title, note, columns, rows }: CalibrationTable): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const shown = rows.map(({ cells, verdict }) => line([...cells, verdict === "shown" ? "" : verdict]));
  return [
    `## ${title}`,
    "",
    note,
    "",
    line([...columns, ""]),
    line([...columns, ""].map(() => "---")),
    ...shown,
  ].join("\n");
}
