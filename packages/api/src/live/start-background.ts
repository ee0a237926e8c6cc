import { isHoldfastError } from "@holdfast/core";
import type { Actor, DueWatch, LiveStore, MlflowStore } from "@holdfast/store";
import { type DeliveryMeans, deliverWebhook } from "./deliver-webhook.js";
import { lookAtWatch, type WatchedStore } from "./look-at-watch.js";
import { repeatWork } from "./repeat-work.js";
import { SWEEP_EVERY_MS, uploadSweeper } from "./sweep-uploads.js";

export interface BackgroundOptions extends DeliveryMeans {
  readonly store: LiveStore &
    WatchedStore & { readonly mlflow: Pick<MlflowStore, "orphanUploads" | "dropOrphanUploads"> };
  readonly onFault?: (error: unknown) => void;
  /** Between two looks where nothing happens, in milliseconds. */
  readonly idleMs?: number;
  /** For how long a look or a delivery is this server's; who dies with one delays it by so much. */
  readonly leaseMs?: number;
}

/** What a server does beside answering. */
export interface Background {
  /** Something was written: looks at once. */
  readonly nudge: () => void;
  /** Finishes what it is at, but breaks off deliveries: they are made again. */
  readonly stop: () => Promise<void>;
}

const ACTOR_NAME = "holdfast";
const WATCHES_AT_A_TIME = 20;
const DELIVERIES_AT_A_TIME = 10;
const KEPT_MS = 30 * 24 * 3_600_000;
const PRUNE_EVERY_MS = 3_600_000;

/**
 * Numbers events, looks at watches, delivers to webhooks, forgets old events and what broken uploads left, beside any number of other servers
 * that do the same over one database: what must happen once is decided there. Everything that it has to do is
 * written in the database before it is acknowledged, so that whoever runs next does it.
 */
export function startBackground(options: BackgroundOptions): Background {
  const { store, now, onFault, idleMs = 500, leaseMs = 15_000 } = options;
  const actor = (): Actor => ({ name: ACTOR_NAME, at: now() });
  const until = () => new Date(now().getTime() + leaseMs);
  const stopping = new AbortController();
  let prunedAt = 0;

  async function look(due: DueWatch): Promise<number> {
    const found = await lookAtWatch(store, due).catch((error: unknown) => {
      // an amendment took away what it asks for, or its ablation is gone: there is nothing to raise
      if (isHoldfastError(error) && error.code !== "unavailable" && error.code !== "internal") return [];
      throw error;
    });
    return (await store.settleWatch(due, found, actor())).length;
  }

  async function watch(): Promise<number> {
    const numbered = await store.numberEvents(now());
    if (Math.abs(now().getTime() - prunedAt) >= PRUNE_EVERY_MS) {
      prunedAt = now().getTime();
      await store.pruneEvents(new Date(prunedAt - KEPT_MS));
    }
    const due = await store.claimWatches(now(), until(), WATCHES_AT_A_TIME);
    let raised = 0;
    for (const one of due) raised += await look(one);
    if (numbered + raised > 0) delivering.nudge();
    return numbered + due.length;
  }

  async function deliver(): Promise<number> {
    const claimed = await store.claimDeliveries(now(), until(), DELIVERIES_AT_A_TIME);
    await Promise.all(
      claimed.map(async (one) => {
        const end = await deliverWebhook(one, options, stopping.signal);
        if (end !== null) await store.endDelivery(one, end, actor());
      }),
    );
    return claimed.length;
  }

  const delivering = repeatWork(deliver, { idleMs, onFault });
  const watching = repeatWork(watch, { idleMs, onFault });
  const sweep = uploadSweeper(store.mlflow);
  const sweeping = repeatWork(() => sweep().then(() => 0), { idleMs: SWEEP_EVERY_MS, onFault });
  return {
    nudge: watching.nudge,
    async stop() {
      stopping.abort();
      await Promise.all([watching.stop(), delivering.stop(), sweeping.stop()]);
    },
  };
}
