import { isHoldfastError, type MetricReceipt, type Outcome, type Receipt } from "@holdfast/core";
import type { MetricBatch, OutcomeBatch, Store } from "@holdfast/store";
import { GATHER_LIMITS, type GatherLimits } from "./gather-limits.js";
import { gatherer } from "./gatherer.js";

function scoresOf({ evidence }: Outcome): number {
  return evidence.level === "samples" ? evidence.score.length : 1;
}

/** The batch that holds the outcome or point an error names by its index among those of all batches. */
function namedBatch<Batch>(
  error: unknown,
  batches: readonly Batch[],
  sizeOf: (batch: Batch) => number,
): Batch | undefined {
  const [, index] = isHoldfastError(error) ? (/^\[(\d+)\]/.exec(error.place.key ?? "") ?? []) : [];
  if (index === undefined) return undefined;
  let end = 0;
  return batches.find((batch) => {
    end += sizeOf(batch);
    return Number(index) < end;
  });
}

/** Told how many small writes of a kind one transaction held. */
export type GatheredListener = (kind: "outcomes" | "metrics", writes: number) => void;

/**
 * The same store, which records small batches of outcomes and of training metrics of one ablation together: those that
 * come while a transaction is under way share the next one. Corrections and large batches have their own.
 */
export function gathering(
  store: Store,
  limits: GatherLimits = GATHER_LIMITS,
  told: ReadonlySet<GatheredListener> = new Set(),
): Store {
  const telling = (kind: "outcomes" | "metrics") => (writes: number) => {
    for (const each of told) each(kind, writes);
  };
  const outcomes = gatherer<OutcomeBatch, Receipt>(
    {
      commit: (identity, batches) => store.recordTogether(identity, batches),
      weigh: ({ outcomes: given }) => given.reduce((sum, outcome) => sum + scoresOf(outcome), 0),
      atFault: (error, batches) => namedBatch(error, batches, ({ outcomes: given }) => given.length),
      onCommitted: telling("outcomes"),
    },
    limits,
  );
  const points = gatherer<MetricBatch, MetricReceipt>(
    {
      commit: (identity, batches) => store.recordMetricsTogether(identity, batches),
      weigh: ({ points: given }) => given.length,
      atFault: (error, batches) => namedBatch(error, batches, ({ points: given }) => given.length),
      onCommitted: telling("metrics"),
    },
    limits,
  );
  const gathered: Pick<Store, "record" | "recordMetrics" | "close"> = {
    record: (identity, given, actor, checkedAgainst) =>
      given.some(({ correction }) => correction !== null)
        ? store.record(identity, given, actor, checkedAgainst)
        : outcomes.add(identity, { outcomes: given, actor, checkedAgainst }),
    recordMetrics: (identity, given, actor, checkedAgainst) =>
      points.add(identity, { points: given, actor, checkedAgainst }),
    async close() {
      await Promise.all([outcomes.close(), points.close()]);
      await store.close();
    },
  };
  return new Proxy(store, {
    get: (target, name) => Reflect.get(Object.hasOwn(gathered, name) ? gathered : target, name),
  });
}
