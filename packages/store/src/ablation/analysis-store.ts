import { and, eq, sql } from "drizzle-orm";
import type { Actor } from "../actor.js";
import type { Session } from "../driver/driver.js";
import { analysisCache } from "../schema/analysis-cache.js";
import { noteInAudit } from "./audit-trail.js";
import { unpackedAnalysis } from "./packed-analysis.js";
import { ablationNamed } from "./stored-ablation.js";

/** The JSON of the analysis with these inputs, or null. */
export async function readAnalysis(
  session: Session,
  identity: string,
  fingerprint: string,
): Promise<string | null> {
  const { ablationId } = await ablationNamed(session, identity);
  const [row] = await session.db
    .select({ analysis: sql<string>`${analysisCache.analysis}::text` })
    .from(analysisCache)
    .where(and(eq(analysisCache.ablationId, ablationId), eq(analysisCache.inputsFingerprint, fingerprint)));
  return row === undefined ? null : unpackedAnalysis(row.analysis);
}

/** Keeps the JSON of an analysis, as `packedAnalysis` made it; the first one with these inputs stays. */
export async function keepAnalysis(
  session: Session,
  identity: string,
  inputsFingerprint: string,
  packed: string,
  actor: Actor,
): Promise<void> {
  const { ablationId } = await ablationNamed(session, identity, "write");
  const inserted = await session.db
    .insert(analysisCache)
    .values({ ablationId, inputsFingerprint, analysis: sql`${packed}::text::json`, at: actor.at })
    .onConflictDoNothing()
    .returning({ at: analysisCache.at });
  if (inserted.length > 0) await noteInAudit(session, actor, "analyse", identity, inputsFingerprint);
}
