import { and, eq } from "drizzle-orm";
import { isAnyOf } from "../driver/bulk.js";
import type { Session } from "../driver/driver.js";
import { readAllPages } from "../driver/pages.js";
import { outcomeIdOf } from "../record/outcome-key.js";
import { revisionOf } from "../record/stored-revision.js";
import { exclusion } from "../schema/exclusion.js";
import { outcome } from "../schema/outcome.js";
import { checkpoint } from "../schema/run.js";
import type { MlflowBinding } from "./mlflow-run.js";
import { type StoredScore, sourceOf } from "./plan-scores.js";

/** A bound run and where it is kept. */
export interface BoundPlace {
  readonly ablationId: number;
  readonly runId: string;
  readonly binding: MlflowBinding;
}

type OutcomeRow = typeof outcome.$inferSelect;

/** The outcomes that a person set aside, by the id of their first revision. */
async function setAside(session: Session, ablationId: number, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await session.db
    .select({ target: exclusion.target })
    .from(exclusion)
    .where(
      and(
        eq(exclusion.ablationId, ablationId),
        eq(exclusion.kind, "outcome"),
        isAnyOf(exclusion.target, ids),
      ),
    );
  return new Set(rows.map(({ target }) => target));
}

/**
 * What is recorded for the run and stage at the steps in question.
 *
 * @param compared ids of the outcomes whose scores by sample are wanted too
 */
export async function storedScores(
  session: Session,
  { ablationId, runId, binding }: BoundPlace,
  steps: readonly number[] | null,
  compared: ReadonlySet<string>,
): Promise<StoredScore[]> {
  const rows = await session.db
    .select({ outcome, step: checkpoint.step })
    .from(checkpoint)
    .innerJoin(
      outcome,
      and(eq(outcome.ablationId, checkpoint.ablationId), eq(outcome.checkpointId, checkpoint.checkpointId)),
    )
    .where(
      and(
        eq(checkpoint.ablationId, ablationId),
        eq(checkpoint.run, binding.run),
        eq(checkpoint.stage, binding.stage),
        steps === null ? undefined : isAnyOf(checkpoint.step, steps),
      ),
    )
    .orderBy(outcome.revision);
  const byId = new Map<string, { readonly step: number; readonly revisions: OutcomeRow[] }>();
  for (const { outcome: row, step } of rows) {
    const id = outcomeIdOf(row, 1);
    const known = byId.get(id) ?? { step, revisions: [] };
    known.revisions.push(row);
    byId.set(id, known);
  }
  const pages = await readAllPages(
    session,
    ablationId,
    rows.flatMap(({ outcome: row }) =>
      row.level === "samples" && compared.has(outcomeIdOf(row, 1)) ? [row.outcomeId] : [],
    ),
  );
  const isOwn = ({ level, source }: OutcomeRow) => level !== "samples" && source?.uri === sourceOf(runId);
  const own = [...byId].filter(([, { revisions }]) => revisions.some(isOwn)).map(([id]) => id);
  const aside = await setAside(session, ablationId, own);
  return [...byId].flatMap(([outcomeId, { step, revisions }]) => {
    const [first] = revisions;
    if (first === undefined) return [];
    const values = revisions.map(
      (row) =>
        revisionOf(
          row,
          pages.filter((page) => page.outcomeId === row.outcomeId),
        ).value,
    );
    const { evalId, metric } = first;
    const isHeld = revisions.length > 1 || aside.has(outcomeId);
    return [{ outcomeId, step, eval: evalId, metric, values, isOwn: isOwn(first), isHeld }];
  });
}
