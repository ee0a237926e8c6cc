import { formatCheckpoint, type OutcomeValue, type RunRecord } from "@holdfast/core";
import { formatBare, formatCount, formatQuantity } from "@holdfast/report";

/** A run for people: `principles, seed 0`, with its branch where it is one. */
export function runName({ arm, seed, branch, callerId }: RunRecord): string {
  const which = seed === null ? `seed unknown${callerId === null ? "" : ` (${callerId})`}` : `seed ${seed}`;
  return [arm, which, ...(branch === 0 ? [] : [`branch ${branch}`])].join(", ");
}

/** Minutes as `3 h 20 min`. */
function lastedText(startedAt: string, endedAt: string): string {
  const minutes = Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 60_000);
  if (minutes < 1) return "less than a minute";
  if (minutes < 60) return `${minutes} min`;
  return `${formatCount(Math.floor(minutes / 60))} h ${minutes % 60} min`;
}

/** A moment to the minute, in UTC as it was recorded. */
export function momentText(time: string): string {
  return `${time.slice(0, 16).replace("T", " ")} UTC`;
}

/** How a run stands, as the newest statement about it says. */
export function stateText({ state }: RunRecord): string {
  if (state === null) return "Nobody said how it stands";
  const { status, startedAt, endedAt } = state;
  const started = startedAt === null ? "" : `, started ${momentText(startedAt)}`;
  const lasted = startedAt !== null && endedAt !== null ? `, took ${lastedText(startedAt, endedAt)}` : "";
  return `${status.charAt(0).toUpperCase()}${status.slice(1)}${started}${lasted}`;
}

/** Where a run was branched from, or null. */
export function parentText({ parent }: RunRecord): string | null {
  return parent === null ? null : formatCheckpoint(parent);
}

/** What an outcome holds, and on what: `0.412`, `22 of 100`. */
export function valueText(value: OutcomeValue): { readonly value: string; readonly of: string } {
  switch (value.level) {
    case "samples":
      return {
        value: value.mean === null ? "unscored" : formatBare(value.mean),
        of: `${formatQuantity(value.scored, "score")}${value.unscored === 0 ? "" : `, ${formatCount(value.unscored)} unscored`}`,
      };
    case "counts":
      return {
        value: formatBare(value.counts.k / value.counts.n),
        of: `${formatCount(value.counts.k)} of ${formatCount(value.counts.n)}`,
      };
    case "summary": {
      const { mean, standardError } = value.summary;
      const error =
        standardError === null || standardError === undefined ? "" : `, SE ${formatBare(standardError)}`;
      return { value: formatBare(mean), of: `a summary${error}` };
    }
    case "point":
      return { value: formatBare(value.point), of: "a point" };
  }
}

/** A number of a training metric in four digits, however small. */
export function metricText(value: number | string): string {
  return typeof value === "number" ? String(Number(value.toPrecision(4))) : value;
}
