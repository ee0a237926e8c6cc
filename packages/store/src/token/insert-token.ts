import { HoldfastError } from "@holdfast/core";
import { and, eq, isNull } from "drizzle-orm";
import { noteInAudit } from "../ablation/audit-trail.js";
import { ablationNamed } from "../ablation/stored-ablation.js";
import type { Actor } from "../actor.js";
import type { Session } from "../driver/driver.js";
import { token } from "../schema/token.js";
import { storedToken } from "./read-tokens.js";
import type { NewToken, StoredToken } from "./stored-token.js";

function taken(name: string): HoldfastError {
  return new HoldfastError({
    code: "conflict",
    message: `there is a token called \`${name}\` already.`,
    place: { key: "name" },
    remedy: "Choose another name, or revoke that one first: the audit trail tells them apart by name.",
  });
}

/** Keeps a new token. @throws HoldfastError `conflict` on its name, `not-found` on its ablation */
export async function insertToken(session: Session, given: NewToken, actor: Actor): Promise<StoredToken> {
  if (given.ablation !== null) await ablationNamed(session, given.ablation, "write");
  const { id: tokenId, ...rest } = given;
  const [row] = await session.db
    .insert(token)
    .values({ tokenId, ...rest, createdAt: actor.at, createdBy: actor.name })
    .onConflictDoNothing()
    .returning();
  if (row === undefined) {
    const [holder] = await session.db
      .select({ id: token.tokenId })
      .from(token)
      .where(and(eq(token.name, given.name), isNull(token.revokedAt)));
    if (holder !== undefined) throw taken(given.name);
    throw new Error("a token of that id is there already: the generator of randomness repeats itself");
  }
  const { name, role, ablation, expiresAt } = given;
  const until = expiresAt === null ? "without end" : `until ${expiresAt.toISOString()}`;
  await noteInAudit(session, actor, "create-token", ablation, `${tokenId} ${name}: ${role}, ${until}`);
  return storedToken(row);
}
