import { HoldfastError, parseIdentity } from "@holdfast/core";
import { and, eq } from "drizzle-orm";
import type { Session } from "../driver/driver.js";
import { INBOX_ID } from "../mlflow/inbox.js";
import { ablation } from "../schema/ablation.js";

export type StoredAblation = typeof ablation.$inferSelect;

/** `read`: no lock. `write`: the ablation cannot be amended or deleted meanwhile. `alone`: nobody else writes meanwhile. */
export type AblationLock = "read" | "write" | "alone";

/** The row of `name@version`, or undefined. */
export async function findAblation(
  session: Session,
  identity: string,
  lock: AblationLock = "read",
): Promise<StoredAblation | undefined> {
  const { name, version } = parseIdentity(identity);
  const query = session.db
    .select()
    .from(ablation)
    .where(and(eq(ablation.name, name), eq(ablation.version, version)));
  const rows = await (lock === "read" ? query : query.for(lock === "write" ? "key share" : "update"));
  return rows.find(({ ablationId }) => ablationId !== INBOX_ID);
}

/** The row of `name@version`. @throws HoldfastError `not-found` */
export async function ablationNamed(
  session: Session,
  identity: string,
  lock: AblationLock = "read",
): Promise<StoredAblation> {
  const row = await findAblation(session, identity, lock);
  if (row !== undefined) return row;
  throw new HoldfastError({
    code: "not-found",
    message: `there is no ablation ${identity}.`,
    remedy: "List the ablations to see what is registered, or register this one first.",
  });
}
