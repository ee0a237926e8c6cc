import type { VerdictWord } from "@holdfast/core";
import { and, eq, lt, not, sql } from "drizzle-orm";
import { ablationNamed } from "../ablation/stored-ablation.js";
import type { Session } from "../driver/driver.js";
import { ablation } from "../schema/ablation.js";
import { overview } from "../schema/overview.js";
import { hasEventAfter, hasEvidenceAfter } from "./ablation-events.js";
import { lastEvent } from "./stale-overviews.js";

/** What was counted of an ablation after event `countedEvent`. */
export interface OverviewCounts {
  readonly countedEvent: number;
  readonly observational: boolean;
  readonly expected: number;
  readonly present: number;
  readonly outcomes: number;
}

/** What an analysis said that was made after event `analysedEvent`. */
export interface KeptHeadline {
  readonly analysedEvent: number;
  readonly inputsFingerprint: string;
  readonly sentence: string;
  readonly verdict: VerdictWord | null;
  readonly at: Date;
}

/** Where an analysis stands that is about to be made. */
export interface HeadlineState {
  /** Its evidence will hold what events up to this number tell of. */
  readonly throughEvent: number;
  /** Inputs of the analysis whose headline is kept and still holds; null where there is none. */
  readonly inputsFingerprint: string | null;
}

/** Keeps what was counted, unless somebody counted later. */
export async function keepCounts(session: Session, identity: string, counts: OverviewCounts): Promise<void> {
  const { ablationId } = await ablationNamed(session, identity, "write");
  await session.db
    .insert(overview)
    .values({ ablationId, ...counts })
    .onConflictDoUpdate({
      target: overview.ablationId,
      set: counts,
      setWhere: sql`${overview.countedEvent} <= ${counts.countedEvent}`,
    });
}

/** Keeps what an analysis said, unless one of later evidence did. */
export async function keepHeadline(session: Session, identity: string, kept: KeptHeadline): Promise<void> {
  const { ablationId } = await ablationNamed(session, identity, "write");
  const { at: analysedAt, ...said } = kept;
  const set = { ...said, analysedAt, outdated: false };
  await session.db
    .insert(overview)
    .values({ ablationId, ...set })
    .onConflictDoUpdate({
      target: overview.ablationId,
      set,
      setWhere: sql`${overview.analysedEvent} is null or ${overview.analysedEvent} <= ${kept.analysedEvent}`,
    });
}

/** What is kept of the last analysis of an ablation, and up to which event the next one will reach. */
export async function headlineState(session: Session, ablationId: number): Promise<HeadlineState> {
  const throughEvent = await lastEvent(session);
  const [row] = await session.db
    .select({ inputsFingerprint: overview.inputsFingerprint })
    .from(overview)
    .innerJoin(ablation, eq(ablation.ablationId, overview.ablationId))
    .where(
      and(
        eq(overview.ablationId, ablationId),
        eq(overview.outdated, false),
        not(hasEvidenceAfter(session, sql`${overview.analysedEvent}`)),
      ),
    );
  return { throughEvent, inputsFingerprint: row?.inputsFingerprint ?? null };
}

/**
 * Before events up to a number are removed: what they would have said of counts and headlines is said in the
 * overviews themselves.
 */
export async function settleOverviews(session: Session, through: number): Promise<void> {
  const { db } = session;
  const of = eq(ablation.ablationId, overview.ablationId);
  const told = (happened: ReturnType<typeof hasEventAfter>) =>
    sql`exists ${db.select({ one: sql`1` }).from(ablation).where(and(of, happened))}`;
  await db
    .update(overview)
    .set({ outdated: true })
    .where(told(hasEvidenceAfter(session, sql`${overview.analysedEvent}`, through)));
  await db
    .update(overview)
    .set({ countedEvent: through })
    .where(
      and(
        lt(overview.countedEvent, through),
        not(told(hasEventAfter(session, sql`${overview.countedEvent}`))),
      ),
    );
}
