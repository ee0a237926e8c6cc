import { compareText } from "@holdfast/core";
import type { Session } from "../driver/driver.js";
import { readAllPages, readPageRange, type StoredPage } from "../driver/pages.js";
import type { OutcomeRow } from "../record/stored-revision.js";

/** Outcomes whose ids follow one another among those that were given. */
interface PageRange {
  readonly first: string;
  readonly last: string;
  readonly outcomeIds: readonly string[];
}

/** Ranges of outcome ids that hold about so many cells each, so that memory does not grow with the record. */
function pageRanges(
  rows: readonly Pick<OutcomeRow, "outcomeId" | "level" | "scored" | "unscored">[],
  cellsAtATime: number,
): PageRange[] {
  const ranges: PageRange[] = [];
  let [outcomeIds, cells]: [string[], number] = [[], 0];
  const sorted = rows
    .filter((row) => row.level === "samples")
    .sort((a, b) => compareText(a.outcomeId, b.outcomeId));
  sorted.forEach(({ outcomeId, scored, unscored }, index) => {
    outcomeIds.push(outcomeId);
    cells += scored + unscored;
    if (cells < cellsAtATime && index < sorted.length - 1) return;
    ranges.push({ first: outcomeIds[0] ?? outcomeId, last: outcomeId, outcomeIds });
    [outcomeIds, cells] = [[], 0];
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

/** The same for outcomes between whose ids lie many others, whose pages are not read. */
export async function visitNamedPages(
  session: Session,
  ablationId: number,
  rows: Parameters<typeof pageRanges>[0],
  visit: (pages: readonly StoredPage[]) => void,
): Promise<void> {
  for (const { outcomeIds } of pageRanges(rows, session.copiedAtATime))
    visit(await readAllPages(session, ablationId, outcomeIds));
}
