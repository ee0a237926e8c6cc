import { HoldfastError } from "@holdfast/core";
import { and, eq, isNull } from "drizzle-orm";
import { noteInAudit } from "../ablation/audit-trail.js";
import type { Actor } from "../actor.js";
import type { Session } from "../driver/driver.js";
import { token } from "../schema/token.js";
import { findToken, storedToken } from "./read-tokens.js";
import type { StoredToken } from "./stored-token.js";

/** Ends a token for good; one that has ended stays as it is. @throws HoldfastError `not-found` */
export async function revokeToken(session: Session, id: string, actor: Actor): Promise<StoredToken> {
  const [row] = await session.db
    .update(token)
    .set({ revokedAt: actor.at })
    .where(and(eq(token.tokenId, id), isNull(token.revokedAt)))
    .returning();
  if (row !== undefined) {
    await noteInAudit(session, actor, "revoke-token", row.ablation, `${id} ${row.name}: ${row.role}`);
    return storedToken(row);
  }
  const known = await findToken(session, id);
  if (known === null)
    throw new HoldfastError({
      code: "not-found",
      message: `there is no token ${id}.`,
      remedy: "`holdfast token list` shows the ids.",
    });
  const { secretHash: _secret, ...ended } = known;
  return ended;
}
