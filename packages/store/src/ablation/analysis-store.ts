import { and, eq } from "drizzle-orm";
import type { Session } from "../driver/driver.js";
import { analysisCache } from "../schema/analysis-cache.js";
import type { Actor } from "../store.js";
import { noteInAudit } from "./audit-trail.js";
import { ablationNamed } from "./stored-ablation.js";

/** The analysis with these inputs, or null. */
export async function readAnalysis(
  session: Session,
  identity: string,
  fingerprint: string,
): Promise<unknown> {
  const { ablationId } = await ablationNamed(session, identity);
  const [row] = await session.db
    .select({ analysis: analysisCache.analysis })
    .from(analysisCache)
    .where(and(eq(analysisCache.ablationId, ablationId), eq(analysisCache.inputsFingerprint, fingerprint)));
  return row === undefined ? null : row.analysis;
}

/** Keeps an analysis; the first one with these inputs stays. */
export async function keepAnalysis(
  session: Session,
  identity: string,
  inputsFingerprint: string,
  analysis: unknown,
  actor: Actor,
): Promise<void> {
  const { ablationId } = await ablationNamed(session, identity, "write");
  const inserted = await session.db
    .insert(analysisCache)
    .values({ ablationId, inputsFingerprint, analysis, at: actor.at })
    .onConflictDoNothing()
    .returning({ at: analysisCache.at });
  if (inserted.length > 0) await noteInAudit(session, actor, "analyse", identity, inputsFingerprint);
}
