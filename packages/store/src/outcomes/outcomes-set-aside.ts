import type { Run } from "@holdfast/core";
import { and, eq, or, type SQL, sql } from "drizzle-orm";
import { listExclusions } from "../ablation/set-aside.js";
import { isAnyOf } from "../driver/bulk.js";
import type { Session } from "../driver/driver.js";
import { outcomeIdOf } from "../record/outcome-key.js";
import { outcome } from "../schema/outcome.js";
import { checkpoint } from "../schema/run.js";

type SetAside = NonNullable<Run["excluded"]>;

/** What is set aside, by run and by the id of every revision of an outcome. */
export interface OutcomesSetAside {
  readonly of: (outcomeId: string, run: string) => SetAside | null;
  /** The condition by which a query finds them. */
  readonly isAside: SQL;
}

/** An exclusion names the first revision of an outcome and means all of them. */
export async function outcomesSetAside(session: Session, ablationId: number): Promise<OutcomesSetAside> {
  const runs = new Map<string, SetAside>();
  const firsts = new Map<string, SetAside>();
  for (const { what, author, reason } of await listExclusions(session, ablationId)) {
    if (what.kind === "run") runs.set(what.run, { author, reason });
    else firsts.set(what.outcomeId, { author, reason });
  }
  const ids = new Map<string, SetAside>();
  if (firsts.size > 0) {
    const named = session.db
      .select({ id: outcome.checkpointId })
      .from(outcome)
      .where(and(eq(outcome.ablationId, ablationId), isAnyOf(outcome.outcomeId, [...firsts.keys()])));
    const rows = await session.db
      .select()
      .from(outcome)
      .where(and(eq(outcome.ablationId, ablationId), sql`${outcome.checkpointId} in ${named}`));
    for (const row of rows) {
      const aside = firsts.get(outcomeIdOf(row, 1));
      if (aside !== undefined) ids.set(row.outcomeId, aside);
    }
  }
  return {
    of: (outcomeId, run) => ids.get(outcomeId) ?? runs.get(run) ?? null,
    isAside:
      or(isAnyOf(outcome.outcomeId, [...ids.keys()]), isAnyOf(checkpoint.run, [...runs.keys()])) ??
      sql`false`,
  };
}
