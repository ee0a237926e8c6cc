import { usedCells } from "../driver/binary-copy.js";
import { bulkInsert, bulkUpdate } from "../driver/bulk.js";
import type { Session } from "../driver/driver.js";
import { insertPages } from "../driver/pages.js";
import { outcomePage } from "../schema/outcome.js";
import type { Revision } from "./merge-outcome.js";
import { type FiledOutcome, revisionIdOf } from "./outcome-key.js";
import { pageLiteral, type ScorePage } from "./score-page.js";

/** A page, and the revision of an outcome that it belongs to. */
export interface PlacedPage {
  readonly outcomeId: string;
  readonly page: ScorePage;
}

/** The changed pages of an outcome's revisions that are stored already, or those that are not. */
export function changedPages(
  group: FiledOutcome & { readonly revisions: readonly Revision[] },
  stored: boolean,
): PlacedPage[] {
  return group.revisions.flatMap(({ revision, value }) => {
    if (value.level !== "samples") return [];
    const outcomeId = revisionIdOf(group, revision);
    return [...value.pages.values()]
      .filter((page) => page.changed && page.stored === stored)
      .map((page) => ({ outcomeId, page }));
  });
}

/** Below so many cells one statement is sooner done than a COPY, which asks the server three times. */
const COPIED_FROM = 4000;

/** Inserts pages that nobody can have stored meanwhile, since the caller holds the lock of their outcome. */
export async function insertNewPages(
  session: Session,
  ablationId: number,
  pages: readonly PlacedPage[],
): Promise<void> {
  const rows = pages.map(({ outcomeId, page: { page, epochs, state, score } }) => ({
    ablationId,
    outcomeId,
    page,
    epochs,
    state,
    score,
  }));
  const cells = rows.reduce((sum, row) => sum + usedCells(row), 0);
  if (cells >= COPIED_FROM) await insertPages(session, rows);
  else
    await bulkInsert(
      session,
      outcomePage,
      pages.map((placed) => rowOf(ablationId, placed)),
    );
}

function rowOf(ablationId: number, { outcomeId, page }: PlacedPage) {
  return { ablationId, outcomeId, page: page.page, epochs: page.epochs, score: pageLiteral(page) };
}

/** Overwrites pages that are stored already. */
export async function updatePages(
  session: Session,
  ablationId: number,
  pages: readonly PlacedPage[],
): Promise<void> {
  await bulkUpdate(
    session,
    outcomePage,
    [outcomePage.ablationId, outcomePage.outcomeId, outcomePage.page],
    pages.map((placed) => rowOf(ablationId, placed)),
  );
}
