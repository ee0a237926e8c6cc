import { and, eq, isNull, ne, or, sql } from "drizzle-orm";
import type { Session } from "../driver/driver.js";
import { INBOX_ID } from "../mlflow/inbox.js";
import { ablation } from "../schema/ablation.js";
import { eventCounter } from "../schema/event.js";
import { overview } from "../schema/overview.js";
import { hasEventAfter } from "./ablation-events.js";

/** Up to which number events are told, and up to which they were removed. */
async function counterOf({ db }: Session): Promise<{ readonly last: number; readonly pruned: number }> {
  const [counter] = await db.select().from(eventCounter);
  return counter ?? { last: 0, pruned: 0 };
}

/** The number of the newest event: whatever is read from now on holds what events up to it tell of. */
export async function lastEvent(session: Session): Promise<number> {
  return (await counterOf(session)).last;
}

/** The ablations of which something happened since they were counted, or of which nothing says that nothing did. */
export async function staleOverviews(session: Session): Promise<string[]> {
  const { pruned } = await counterOf(session);
  const rows = await session.db
    .select({ name: ablation.name, version: ablation.version })
    .from(ablation)
    .leftJoin(overview, eq(overview.ablationId, ablation.ablationId))
    .where(
      and(
        ne(ablation.ablationId, INBOX_ID),
        or(
          isNull(overview.ablationId),
          sql`${overview.countedEvent} < ${pruned}`,
          hasEventAfter(session, sql`${overview.countedEvent}`),
        ),
      ),
    );
  return rows.map(({ name, version }) => `${name}@${version}`);
}
