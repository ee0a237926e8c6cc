import { compareText, HoldfastError, type OutcomeHistory, type SampleScore } from "@holdfast/core";
import { and, eq } from "drizzle-orm";
import type { Session } from "../driver/driver.js";
import { forEachScore, readAllPages } from "../driver/pages.js";
import { PAGE_SAMPLES } from "../record/score-page.js";
import type { OutcomeRow } from "../record/stored-revision.js";
import { sample } from "../schema/eval.js";
import { outcome } from "../schema/outcome.js";
import { placedOutcomes } from "./list-outcomes.js";
import { outcomeRecords } from "./outcome-records.js";
import { outcomesSetAside } from "./outcomes-set-aside.js";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

async function outcomeWithId(session: Session, ablationId: number, outcomeId: string): Promise<OutcomeRow> {
  const [row] = UUID.test(outcomeId)
    ? await session.db
        .select()
        .from(outcome)
        .where(and(eq(outcome.ablationId, ablationId), eq(outcome.outcomeId, outcomeId)))
    : [];
  if (row !== undefined) return row;
  throw new HoldfastError({
    code: "not-found",
    message: `there is no outcome \`${outcomeId}\`.`,
    place: { key: "outcomeId" },
    remedy: "List the outcomes of the ablation to see those that are there.",
  });
}

/** One revision of an outcome with all revisions of the same key. @throws HoldfastError `not-found` */
export async function readOutcome(
  session: Session,
  ablationId: number,
  outcomeId: string,
): Promise<OutcomeHistory> {
  const row = await outcomeWithId(session, ablationId, outcomeId);
  const rows = await placedOutcomes(session, ablationId, [
    eq(outcome.checkpointId, row.checkpointId),
    eq(outcome.evalId, row.evalId),
    eq(outcome.judgeId, row.judgeId),
    eq(outcome.metric, row.metric),
    eq(outcome.condition, row.condition),
  ]);
  const revisions = await outcomeRecords(
    session,
    ablationId,
    rows,
    await outcomesSetAside(session, ablationId),
  );
  const found = revisions.find((revision) => revision.outcomeId === outcomeId);
  if (found === undefined) throw new Error(`outcome ${outcomeId} came and went while it was read`);
  return { outcome: found, revisions };
}

/** A cell of an outcome. */
export interface ScorePlace {
  readonly sample: string;
  readonly epoch: number;
}

function compareCells(a: ScorePlace, b: ScorePlace): number {
  return compareText(a.sample, b.sample) || a.epoch - b.epoch;
}

/**
 * What each sample scored in each epoch, by the bytes of its id, a page of them. Below sample level there are none.
 *
 * @throws HoldfastError `not-found`
 */
export async function listScores(
  session: Session,
  ablationId: number,
  outcomeId: string,
  { limit, after }: { readonly limit: number; readonly after?: ScorePlace | undefined },
): Promise<{ readonly scores: SampleScore[]; readonly next: ScorePlace | null }> {
  const row = await outcomeWithId(session, ablationId, outcomeId);
  const pages = await readAllPages(session, ablationId, [outcomeId]);
  const samples = await session.db
    .select()
    .from(sample)
    .where(and(eq(sample.ablationId, ablationId), eq(sample.evalId, row.evalId)));
  const named = new Map(samples.map((one) => [one.sampleNo, one]));
  const cells: SampleScore[] = [];
  for (const { page, epochs, scores } of pages)
    forEachScore(scores, (index, score) => {
      const one = named.get(page * PAGE_SAMPLES + Math.floor(index / epochs));
      if (one === undefined) throw new Error(`a score of ${outcomeId} has no sample`);
      cells.push({
        sample: one.sample,
        cluster: one.cluster ?? one.sample,
        epoch: index % epochs,
        score: Number.isNaN(score) ? null : score,
      });
    });
  cells.sort(compareCells);
  const rest = after === undefined ? cells : cells.filter((cell) => compareCells(cell, after) > 0);
  const shown = rest.slice(0, limit);
  const last = rest.length > limit ? shown.at(-1) : undefined;
  return { scores: shown, next: last === undefined ? null : { sample: last.sample, epoch: last.epoch } };
}
