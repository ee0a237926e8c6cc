import { compareText } from "@holdfast/core";
import type { Session } from "../driver/driver.js";
import { readPageRange, type StoredPage } from "../driver/pages.js";
import type { OutcomeRow } from "../record/stored-revision.js";

const CELLS_AT_A_TIME = 1_000_000;

/** The pages of sample-level outcomes, about a million cells at a time, so that memory does not grow with the record. */
export async function* streamPages(
  session: Session,
  ablationId: number,
  rows: readonly Pick<OutcomeRow, "outcomeId" | "level" | "scored" | "unscored">[],
): AsyncGenerator<readonly StoredPage[]> {
  const sorted = rows
    .filter((row) => row.level === "samples")
    .sort((a, b) => compareText(a.outcomeId, b.outcomeId));
  let start = 0;
  while (start < sorted.length) {
    let [end, cells] = [start, 0];
    while (end < sorted.length && (end === start || cells < CELLS_AT_A_TIME)) {
      const row = sorted[end];
      cells += row === undefined ? 0 : row.scored + row.unscored;
      end += 1;
    }
    const [first, last] = [sorted[start], sorted[end - 1]];
    if (first !== undefined && last !== undefined)
      yield* readPageRange(session, ablationId, first.outcomeId, last.outcomeId);
    start = end;
  }
}
