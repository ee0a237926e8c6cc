import { HoldfastError, type Intervention } from "@holdfast/core";
import { and, asc, eq } from "drizzle-orm";
import type { Actor } from "../actor.js";
import type { Session } from "../driver/driver.js";
import { contentUuid } from "../record/outcome-key.js";
import { intervention, run } from "../schema/run.js";
import { noteInAudit } from "./audit-trail.js";
import { ablationNamed } from "./stored-ablation.js";

/** Notes an event in a run's life; the same again is nothing new. */
export async function intervene(
  session: Session,
  identity: string,
  given: Intervention,
  actor: Actor,
): Promise<void> {
  const { ablationId } = await ablationNamed(session, identity, "write");
  const [known] = await session.db
    .select({ run: run.run })
    .from(run)
    .where(and(eq(run.ablationId, ablationId), eq(run.run, given.run)));
  if (known === undefined) {
    throw new HoldfastError({
      code: "unknown-name",
      message: `there is no run \`${given.run}\`.`,
      place: { key: "run" },
      remedy: "A run comes into being with its first outcome, and is named arm/seed/branch.",
    });
  }
  const { stage, step, author, reason, change } = given;
  const interventionId = contentUuid(["intervention", given.run, stage, step, author, reason, change]);
  const inserted = await session.db
    .insert(intervention)
    .values({ ablationId, interventionId, run: given.run, stage, step, author, reason, change })
    .onConflictDoNothing()
    .returning({ id: intervention.interventionId });
  if (inserted.length === 0) return;
  await noteInAudit(
    session,
    actor,
    "intervene",
    identity,
    `${given.run} at ${stage} ${step} by ${author}: ${change} (${reason})`,
    { intervention: given },
  );
}

/** By run, stage name, step and id; of one run, where it is named. */
export async function listInterventions(
  session: Session,
  ablationId: number,
  only?: string,
): Promise<Intervention[]> {
  const rows = await session.db
    .select()
    .from(intervention)
    .where(
      and(
        eq(intervention.ablationId, ablationId),
        only === undefined ? undefined : eq(intervention.run, only),
      ),
    )
    .orderBy(
      asc(intervention.run),
      asc(intervention.stage),
      asc(intervention.step),
      asc(intervention.interventionId),
    );
  return rows.map(({ ablationId: _ablation, interventionId: _id, ...rest }) => rest);
}
