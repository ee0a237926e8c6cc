import { desc, eq } from "drizzle-orm";
import type { Session } from "../driver/driver.js";
import { token } from "../schema/token.js";
import type { StoredToken } from "./stored-token.js";

/** A row without what must not leave this room by accident. */
export function storedToken(row: typeof token.$inferSelect): StoredToken {
  const { tokenId: id, secretHash: _secret, ...rest } = row;
  return { id, ...rest };
}

/** All tokens, newest first. */
export async function listTokens(session: Session): Promise<StoredToken[]> {
  const rows = await session.db.select().from(token).orderBy(desc(token.createdAt), desc(token.tokenId));
  return rows.map(storedToken);
}

/** The token of an id with the hash of its secret, or null. */
export async function findToken(
  session: Session,
  id: string,
): Promise<(StoredToken & { readonly secretHash: string }) | null> {
  const [row] = await session.db.select().from(token).where(eq(token.tokenId, id));
  return row === undefined ? null : { ...storedToken(row), secretHash: row.secretHash };
}
