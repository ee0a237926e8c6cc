import { and, eq, isNull, lt, or } from "drizzle-orm";
import type { Session } from "../driver/driver.js";
import { token } from "../schema/token.js";

/** How fine `last used` is: a row that everybody reads is not written at every request. */
export const USE_NOTED_EVERY_MS = 60_000;

/** Notes a use of a token, at most once a minute over all servers. */
export async function noteTokenUse(session: Session, id: string, at: Date): Promise<void> {
  const before = new Date(at.getTime() - USE_NOTED_EVERY_MS);
  await session.db
    .update(token)
    .set({ lastUsedAt: at })
    .where(and(eq(token.tokenId, id), or(isNull(token.lastUsedAt), lt(token.lastUsedAt, before))));
}
