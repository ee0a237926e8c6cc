import { and, eq, isNull, lt } from "drizzle-orm";
import type { Session } from "../driver/driver.js";
import { idempotencyKey } from "../schema/idempotency-key.js";
import type { BegunRequest, KeptAnswer, KeyedRequest } from "./keyed-request.js";

/** How long the first answer to a key is given again. */
export const KEPT_MS = 24 * 60 * 60 * 1000;

/** After this long without an answer, whoever began is taken to have died, and another may begin. */
export const ABANDONED_MS = 10 * 60 * 1000;

const isOf = ({ caller, key }: Pick<KeyedRequest, "caller" | "key">) =>
  and(eq(idempotencyKey.caller, caller), eq(idempotencyKey.key, key));

/** Begins a keyed request, or says what became of the one that began before. */
export async function beginKeyed(session: Session, asked: KeyedRequest): Promise<BegunRequest> {
  const { caller, key, request, at } = asked;
  const begun = { caller, key, request, begunAt: at, status: null, contentType: null, body: null };
  const inserted = await session.db
    .insert(idempotencyKey)
    .values(begun)
    .onConflictDoNothing()
    .returning({ key: idempotencyKey.key });
  if (inserted.length > 0) return { became: "begun" };
  const [known] = await session.db.select().from(idempotencyKey).where(isOf(asked)).for("update");
  // it ended in this very moment, without an answer that is kept
  if (known === undefined) return { became: "in-flight" };
  // a clock that was set back must not keep a key for as long as it was ahead
  const age = Math.abs(at.getTime() - known.begunAt.getTime());
  const isOver = age > (known.status === null ? ABANDONED_MS : KEPT_MS);
  if (isOver) {
    await session.db.update(idempotencyKey).set(begun).where(isOf(asked));
    return { became: "begun" };
  }
  if (known.request !== request) return { became: "another" };
  if (known.status === null) return { became: "in-flight" };
  const { status, contentType, body } = known;
  return { became: "answered", answer: { status, contentType, body: body ?? "" } };
}

/** Keeps the answer to a request that this caller began at `at`. */
export async function keepKeyed(session: Session, asked: KeyedRequest, answer: KeptAnswer): Promise<void> {
  await session.db
    .update(idempotencyKey)
    .set(answer)
    .where(and(isOf(asked), eq(idempotencyKey.begunAt, asked.at), isNull(idempotencyKey.status)));
}

/** Frees the key of a request that this caller began at `at` and that has no answer to keep. */
export async function freeKeyed(session: Session, asked: KeyedRequest): Promise<void> {
  await session.db
    .delete(idempotencyKey)
    .where(and(isOf(asked), eq(idempotencyKey.begunAt, asked.at), isNull(idempotencyKey.status)));
}

/** Forgets what is older than it is kept. */
export async function pruneKeyed(session: Session, at: Date): Promise<number> {
  const gone = await session.db
    .delete(idempotencyKey)
    .where(lt(idempotencyKey.begunAt, new Date(at.getTime() - KEPT_MS)))
    .returning({ key: idempotencyKey.key });
  return gone.length;
}
