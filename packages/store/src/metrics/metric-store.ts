import type { MetricPoint, MetricReceipt, MetricSeries } from "@holdfast/core";
import { type AuditNote, noteAllInAudit } from "../ablation/audit-trail.js";
import { checkStillRegistered } from "../ablation/check-still-registered.js";
import { ablationNamed } from "../ablation/stored-ablation.js";
import type { Actor } from "../actor.js";
import type { Transactions } from "../driver/transactions.js";
import { listMetrics, listSeries, type MetricQuestion, type SeriesQuestion } from "./list-metrics.js";
import type { MetricPlace, SeriesPlace } from "./metric-place.js";
import { type MetricGiven, recordMetrics } from "./record-metrics.js";

/** What one caller measured. */
export interface MetricBatch {
  readonly points: readonly MetricGiven[];
  readonly actor: Actor;
  /** The fingerprint of the ablation that they were checked against; throws `conflict` when it has another by now. */
  readonly checkedAgainst?: string | undefined;
}

/** Training metrics: key, step and value of runs at their stages. */
export interface MetricStore {
  /**
   * One transaction: all points or none. The same run, stage, key, step, time and value is recognised. Throws
   * `conflict` where a run has another id than it is given, with `[3].run` as the key for the fourth point, and where
   * the ablation has another fingerprint than `checkedAgainst`.
   */
  recordMetrics(
    identity: string,
    points: readonly MetricGiven[],
    actor: Actor,
    checkedAgainst?: string,
  ): Promise<MetricReceipt>;
  /**
   * Points of several callers in one transaction, as if one came after the other: all or none. Throws as
   * `recordMetrics` does, with the index among all points.
   */
  recordMetricsTogether(identity: string, batches: readonly MetricBatch[]): Promise<readonly MetricReceipt[]>;
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

function noteOf(identity: string, actor: Actor, { points, added, recognised }: MetricReceipt): AuditNote[] {
  if (added === 0) return [];
  const detail = `${points} points of training metrics: ${added} added, ${recognised} recognised`;
  return [{ actor, action: "measure", identity, detail }];
}

/** Training metrics over the transactions of a store. */
export function metricStore({ write, readOf }: Transactions): MetricStore {
  const recordMetricsTogether: MetricStore["recordMetricsTogether"] = (identity, batches) =>
    write(async (session) => {
      const stored = await ablationNamed(session, identity, "write");
      for (const { checkedAgainst } of batches) checkStillRegistered(stored, checkedAgainst);
      const lists = batches.map(({ points }) => points);
      const receipts = await recordMetrics(session, stored.ablationId, lists);
      const notes = batches.flatMap(({ actor }, index) => {
        const receipt = receipts[index];
        return receipt === undefined ? [] : noteOf(identity, actor, receipt);
      });
      await noteAllInAudit(session, notes);
      return receipts;
    });
  return {
    recordMetrics: async (identity, points, actor, checkedAgainst) => {
      const [receipt] = await recordMetricsTogether(identity, [{ points, actor, checkedAgainst }]);
      if (receipt === undefined) throw new Error("a batch has a receipt");
      return receipt;
    },
    recordMetricsTogether,
    metrics: (identity, question) =>
      readOf(identity, (session, ablationId) => listMetrics(session, ablationId, question)),
    metricSeries: (identity, question) =>
      readOf(identity, (session, ablationId) => listSeries(session, ablationId, question)),
  };
}
