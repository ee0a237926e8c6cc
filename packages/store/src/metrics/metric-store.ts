import type { MetricPoint, MetricReceipt, MetricSeries } from "@holdfast/core";
import { noteInAudit } from "../ablation/audit-trail.js";
import { ablationNamed } from "../ablation/stored-ablation.js";
import type { Transactions } from "../driver/transactions.js";
import type { Actor } from "../store.js";
import { listMetrics, listSeries, type MetricQuestion, type SeriesQuestion } from "./list-metrics.js";
import type { MetricPlace, SeriesPlace } from "./metric-place.js";
import { type MetricGiven, recordMetrics } from "./record-metrics.js";

/** Training metrics: key, step and value of runs at their stages. */
export interface MetricStore {
  /**
   * One transaction: all points or none. The same run, stage, key, step, time and value is recognised. Throws
   * `conflict` where a run has another id than it is given, with `[3].run` as the key for the fourth point.
   */
  recordMetrics(identity: string, points: readonly MetricGiven[], actor: Actor): Promise<MetricReceipt>;
  /** By run, stage, key, step, time and value; `next` is where the following page begins, or null at the end. */
  metrics(
    identity: string,
    question: MetricQuestion,
  ): Promise<{ readonly metrics: readonly MetricPoint[]; readonly next: MetricPlace | null }>;
  /** By run, stage and key, each with its latest point. */
  metricSeries(
    identity: string,
    question: SeriesQuestion,
  ): Promise<{ readonly series: readonly MetricSeries[]; readonly next: SeriesPlace | null }>;
}

/** Training metrics over the transactions of a store. */
export function metricStore({ write, readOf }: Transactions): MetricStore {
  return {
    recordMetrics: (identity, points, actor) =>
      write(async (session) => {
        const { ablationId } = await ablationNamed(session, identity, "write");
        const receipt = await recordMetrics(session, ablationId, points);
        const { added, recognised } = receipt;
        if (added > 0)
          await noteInAudit(
            session,
            actor,
            "measure",
            identity,
            `${receipt.points} points of training metrics: ${added} added, ${recognised} recognised`,
          );
        return receipt;
      }),
    metrics: (identity, question) =>
      readOf(identity, (session, ablationId) => listMetrics(session, ablationId, question)),
    metricSeries: (identity, question) =>
      readOf(identity, (session, ablationId) => listSeries(session, ablationId, question)),
  };
}
