import { compareText } from "@holdfast/core";
import type { Session } from "../driver/driver.js";
import { readPageRange, type StoredPage } from "../driver/pages.js";
import type { OutcomeRow } from "../record/stored-revision.js";

interface PageRange {
  readonly first: string;
  readonly last: string;
}

/** Ranges of outcome ids that hold about so many cells each, so that memory does not grow with the record. */
function pageRanges(
  rows: readonly Pick<OutcomeRow, "outcomeId" | "level" | "scored" | "unscored">[],
  cellsAtATime: number,
): PageRange[] {
  const ranges: PageRange[] = [];
  let [first, cells]: [string | null, number] = [null, 0];
  const sorted = rows
    .filter((row) => row.level === "samples")
    .sort((a, b) => compareText(a.outcomeId, b.outcomeId));
  sorted.forEach(({ outcomeId, scored, unscored }, index) => {
    first ??= outcomeId;
    cells += scored + unscored;
    if (cells < cellsAtATime && index < sorted.length - 1) return;
    ranges.push({ first, last: outcomeId });
    [first, cells] = [null, 0];
  });
  return ranges;
}

/**
 * Calls `visit` with the pages of sample-level outcomes, some at a time. Several sessions share the work; the pages
 * of one outcome come over one of them, in one order.
 */
export async function visitPages(
  sessions: readonly Session[],
  ablationId: number,
  rows: Parameters<typeof pageRanges>[0],
  visit: (pages: readonly StoredPage[]) => void,
): Promise<void> {
  const [first] = sessions;
  if (first === undefined) return;
  const ranges = pageRanges(rows, first.copiedAtATime);
  await Promise.all(
    sessions.map(async (session) => {
      for (let range = ranges.shift(); range !== undefined; range = ranges.shift())
        for await (const pages of readPageRange(session, ablationId, range.first, range.last)) visit(pages);
    }),
  );
}
