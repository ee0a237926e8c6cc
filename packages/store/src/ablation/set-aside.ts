import { type Exclusion, HoldfastError } from "@holdfast/core";
import { and, asc, eq } from "drizzle-orm";
import type { Actor } from "../actor.js";
import type { Session } from "../driver/driver.js";
import { outcomeIdOf } from "../record/outcome-key.js";
import { exclusion } from "../schema/exclusion.js";
import { outcome } from "../schema/outcome.js";
import { run } from "../schema/run.js";
import { noteInAudit } from "./audit-trail.js";
import { ablationNamed } from "./stored-ablation.js";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function whatOf(kind: Exclusion["what"]["kind"], target: string): Exclusion["what"] {
  return kind === "run" ? { kind, run: target } : { kind, outcomeId: target };
}

function notFound(what: string): HoldfastError {
  return new HoldfastError({
    code: "not-found",
    message: `there is no ${what}.`,
    place: { key: "what" },
    remedy: "See the status of the ablation for its runs, and its analysis for the ids of its outcomes.",
  });
}

/** What an exclusion is kept under: the key of the run, or revision 1 of the outcome. @throws HoldfastError `not-found` */
async function targetOf(session: Session, ablationId: number, what: Exclusion["what"]): Promise<string> {
  if (what.kind === "run") {
    const [found] = await session.db
      .select({ run: run.run })
      .from(run)
      .where(and(eq(run.ablationId, ablationId), eq(run.run, what.run)));
    if (found === undefined) throw notFound(`run \`${what.run}\``);
    return found.run;
  }
  const [found] = UUID.test(what.outcomeId)
    ? await session.db
        .select()
        .from(outcome)
        .where(and(eq(outcome.ablationId, ablationId), eq(outcome.outcomeId, what.outcomeId)))
    : [];
  if (found === undefined) throw notFound(`outcome \`${what.outcomeId}\``);
  return outcomeIdOf(found, 1);
}

function isTarget(ablationId: number, kind: Exclusion["what"]["kind"], target: string) {
  return and(eq(exclusion.ablationId, ablationId), eq(exclusion.kind, kind), eq(exclusion.target, target));
}

/** Sets a run or an outcome aside; the same again is nothing new. */
export async function exclude(
  session: Session,
  identity: string,
  given: Exclusion,
  actor: Actor,
): Promise<void> {
  const { ablationId } = await ablationNamed(session, identity, "write");
  const { kind } = given.what;
  const target = await targetOf(session, ablationId, given.what);
  const { author, reason } = given;
  const inserted = await session.db
    .insert(exclusion)
    .values({ ablationId, kind, target, author, reason, at: actor.at })
    .onConflictDoNothing()
    .returning({ target: exclusion.target });
  if (inserted.length > 0) {
    const said = `${kind} ${target} by ${author}: ${reason}`;
    await noteInAudit(session, actor, "exclude", identity, said, { what: whatOf(kind, target) });
    return;
  }
  const [stored] = await session.db
    .select()
    .from(exclusion)
    .where(isTarget(ablationId, kind, target));
  if (stored === undefined || (stored.author === author && stored.reason === reason)) return;
  throw new HoldfastError({
    code: "conflict",
    message: `the ${kind} ${target} is set aside already, by ${stored.author}: ${stored.reason}`,
    place: { key: "what" },
    remedy: "Readmit it first, then exclude it with the new reason.",
  });
}

/** Takes an exclusion back. */
export async function readmit(
  session: Session,
  identity: string,
  what: Exclusion["what"],
  actor: Actor,
): Promise<void> {
  const { ablationId } = await ablationNamed(session, identity, "write");
  const target = await targetOf(session, ablationId, what);
  const deleted = await session.db
    .delete(exclusion)
    .where(isTarget(ablationId, what.kind, target))
    .returning({ author: exclusion.author, reason: exclusion.reason });
  const [was] = deleted;
  if (was === undefined) throw notFound(`exclusion of the ${what.kind} \`${target}\``);
  await noteInAudit(
    session,
    actor,
    "readmit",
    identity,
    `${what.kind} ${target}, set aside by ${was.author}: ${was.reason}`,
    { what: whatOf(what.kind, target) },
  );
}

/** What is set aside, by kind and target. */
export async function listExclusions(session: Session, ablationId: number): Promise<Exclusion[]> {
  const rows = await session.db
    .select()
    .from(exclusion)
    .where(eq(exclusion.ablationId, ablationId))
    .orderBy(asc(exclusion.kind), asc(exclusion.target));
  return rows.map(({ kind, target, author, reason }) => ({
    what: whatOf(kind, target),
    author,
    reason,
  }));
}
