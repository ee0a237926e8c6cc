import {
  type Ablation,
  type Amendment,
  ablationFingerprint,
  ablationIdentity,
  HoldfastError,
  type Knowledge,
  type Registration,
} from "@holdfast/core";
import { and, eq } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Actor } from "../actor.js";
import type { Session } from "../driver/driver.js";
import { settleBoundRuns } from "../mlflow/settle-bound-runs.js";
import { ablation } from "../schema/ablation.js";
import { analysisCache } from "../schema/analysis-cache.js";
import { outcome } from "../schema/outcome.js";
import { revision } from "../schema/revision.js";
import { checkpoint, run } from "../schema/run.js";
import { noteInAudit } from "./audit-trail.js";
import { settleEvals } from "./register.js";
import { registrationOf } from "./registration.js";
import { ablationNamed } from "./stored-ablation.js";

async function hasRow(
  session: Session,
  table: PgTable,
  column: PgColumn,
  ablationId: number,
): Promise<boolean> {
  const rows = await session.db.select({ column }).from(table).where(eq(column, ablationId)).limit(1);
  return rows.length > 0;
}

/** What the record shows of the results. */
export async function knowledgeOf(session: Session, ablationId: number): Promise<Knowledge> {
  if (await hasRow(session, analysisCache, analysisCache.ablationId, ablationId)) return "analysed";
  if (await hasRow(session, outcome, outcome.ablationId, ablationId)) return "outcomes-not-analysed";
  return (await hasRow(session, run, run.ablationId, ablationId)) ? "no-outcomes" : "nothing-run";
}

/** What has outcomes must stay named: evidence is excluded, with a reason, and never orphaned. */
async function checkNothingOrphaned(session: Session, ablationId: number, document: Ablation): Promise<void> {
  const used = await session.db
    .selectDistinct({ arm: run.arm, stage: checkpoint.stage, eval: outcome.evalId, metric: outcome.metric })
    .from(outcome)
    .innerJoin(
      checkpoint,
      and(eq(checkpoint.ablationId, outcome.ablationId), eq(checkpoint.checkpointId, outcome.checkpointId)),
    )
    .innerJoin(run, and(eq(run.ablationId, checkpoint.ablationId), eq(run.run, checkpoint.run)))
    .where(eq(outcome.ablationId, ablationId));
  const named = {
    arm: new Set(document.arms.map((arm) => arm.name)),
    stage: new Set(document.stages.map((stage) => stage.name)),
    eval: new Set(document.evals.map((value) => value.id)),
    metric: new Set(
      document.evals.flatMap((value) => value.metrics.map((metric) => `${value.id} ${metric.name}`)),
    ),
  };
  for (const row of used) {
    const lost = [
      ["arm", row.arm],
      ["stage", row.stage],
      ["eval", row.eval],
      ["metric", `${row.eval} ${row.metric}`],
    ] as const;
    for (const [noun, name] of lost) {
      if (named[noun].has(name)) continue;
      throw new HoldfastError({
        code: "conflict",
        message: `the ${noun} \`${name}\` has outcomes, and the amended ablation does not name it.`,
        place: { key: `${noun}s` },
        remedy: `Keep the ${noun}; exclude its runs or outcomes with a reason if they must not count.`,
      });
    }
  }
}

/** Makes the next revision of a registered ablation; the same content again is nothing new. */
export async function amendAblation(
  session: Session,
  identity: string,
  document: Ablation,
  amendment: Amendment,
  actor: Actor,
): Promise<Registration> {
  if (ablationIdentity(document) !== identity) {
    throw new HoldfastError({
      code: "invalid-input",
      message: `the amended document is ${ablationIdentity(document)}, and ${identity} is to be amended.`,
      place: { key: "name" },
      remedy: "Keep name and version in an amendment, or register the document as a new ablation.",
    });
  }
  const stored = await ablationNamed(session, identity, "alone");
  const fingerprint = ablationFingerprint(document);
  if (stored.fingerprint === fingerprint) return registrationOf(session, stored);
  await checkNothingOrphaned(session, stored.ablationId, document);
  const known = await knowledgeOf(session, stored.ablationId);
  const next = stored.revision + 1;
  await session.db.insert(revision).values({
    ablationId: stored.ablationId,
    revision: next,
    fingerprint,
    document,
    author: amendment.author,
    reason: amendment.reason,
    known,
    at: actor.at,
  });
  const { title, question } = document;
  const changes = { title, question, fingerprint, revision: next };
  await session.db.update(ablation).set(changes).where(eq(ablation.ablationId, stored.ablationId));
  await settleEvals(session, stored.ablationId, document);
  await settleBoundRuns(session, stored.ablationId, identity, actor);
  await noteInAudit(
    session,
    actor,
    "amend",
    identity,
    `revision ${next} by ${amendment.author}: ${amendment.reason}`,
  );
  return registrationOf(session, { ...stored, ...changes });
}
