import { HoldfastError } from "@holdfast/core";
import type { Inserted } from "../driver/bulk.js";
import { forEachScore, type StoredPage } from "../driver/pages.js";
import type { outcome } from "../schema/outcome.js";
import type { StoredValue } from "./derivable.js";
import { noPages } from "./merge-cells.js";
import type { Revision } from "./merge-outcome.js";
import { type FiledOutcome, revisionIdOf } from "./outcome-key.js";
import { CELL, emptyPage, type ScorePage } from "./score-page.js";

export type OutcomeRow = typeof outcome.$inferSelect;

type ValueColumns = Pick<
  OutcomeRow,
  | "level"
  | "k"
  | "n"
  | "mean"
  | "standardError"
  | "seOver"
  | "units"
  | "point"
  | "scored"
  | "unscored"
  | "epochs"
>;

function broken(row: Pick<OutcomeRow, "outcomeId" | "level">): never {
  throw new HoldfastError({
    code: "internal",
    message: `the outcome ${row.outcomeId} lacks the value of its level ${row.level}.`,
    remedy: "Restore the database from a backup or an archive, and report how this came about.",
  });
}

/** The evidence in a row; pages are added by the reader. */
export function storedValueOf(row: Pick<OutcomeRow, keyof ValueColumns | "outcomeId">): StoredValue {
  switch (row.level) {
    case "samples":
      return { ...noPages(), scored: row.scored, unscored: row.unscored, epochs: row.epochs };
    case "counts":
      return row.k === null || row.n === null
        ? broken(row)
        : { level: "counts", counts: { k: row.k, n: row.n } };
    case "point":
      return row.point === null ? broken(row) : { level: "point", point: row.point };
    case "summary":
      if (row.mean === null || row.seOver === null) return broken(row);
      return {
        level: "summary",
        summary: {
          mean: row.mean,
          ...(row.standardError === null ? {} : { standardError: row.standardError }),
          seOver: row.seOver,
          ...(row.units === null ? {} : { units: row.units }),
          ...(row.n === null ? {} : { n: row.n }),
        },
      };
  }
}

const NOTHING = { k: null, n: null, mean: null, standardError: null, seOver: null, units: null, point: null };

function columnsOf(value: StoredValue): ValueColumns {
  const none = { ...NOTHING, unscored: 0, epochs: 0 };
  switch (value.level) {
    case "samples": {
      const { level, scored, unscored, epochs } = value;
      return { ...NOTHING, level, scored, unscored, epochs };
    }
    case "counts":
      return { ...none, level: "counts", ...value.counts, scored: value.counts.n };
    case "point":
      return { ...none, level: "point", point: value.point, scored: 0 };
    case "summary": {
      const { mean, standardError = null, seOver, units = null, n = null } = value.summary;
      return { ...none, level: "summary", mean, standardError, seOver, units, n, scored: n ?? 0 };
    }
  }
}

/** The row of a revision. */
export function rowOf(
  ablationId: number,
  filed: FiledOutcome,
  revision: Revision,
  current: boolean,
): Inserted<typeof outcome> {
  return {
    ablationId,
    outcomeId: revisionIdOf(filed, revision.revision),
    ...filed.key,
    revision: revision.revision,
    current,
    ...columnsOf(revision.value),
    status: revision.status,
    harness: revision.harness ?? null,
    source: revision.source ?? null,
    evaluatedAt: revision.evaluatedAt,
    author: revision.correction?.author ?? null,
    reason: revision.correction?.reason ?? null,
    recordedAt: revision.recordedAt,
  };
}

/** A revision as it is stored, with those of its pages that were read. */
export function revisionOf(row: OutcomeRow, pages: readonly StoredPage[]): Revision {
  const value = storedValueOf(row);
  if (value.level === "samples") for (const page of pages) value.pages.set(page.page, pageOf(page));
  return {
    revision: row.revision,
    value,
    status: row.status,
    harness: row.harness,
    source: row.source,
    evaluatedAt: row.evaluatedAt,
    correction:
      row.author === null || row.reason === null ? null : { author: row.author, reason: row.reason },
    recordedAt: row.recordedAt,
    stored: true,
    changed: false,
  };
}

function pageOf({ page: number, epochs, scores }: StoredPage): ScorePage {
  const page = emptyPage(number, epochs, true);
  forEachScore(scores, (index, score) => {
    page.state[index] = Number.isNaN(score) ? CELL.unscored : CELL.scored;
    page.score[index] = score;
  });
  return page;
}
