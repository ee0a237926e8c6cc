import { HoldfastError } from "@holdfast/core";
import type { EdgeStep } from "../edge.js";
import type { ServerMetrics } from "./server-metrics.js";

/** How many large bodies are taken in at a time. */
export interface HeavyWriteLimits {
  /** Bodies of fewer bytes are not counted; one that does not say its length is. */
  readonly heavyBytes: number;
  /** Recorded at the same time. */
  readonly running: number;
  /** Waiting for their turn, with their bodies unread: the network holds them, and no memory of ours. */
  readonly waiting: number;
  /** How long one waits for its turn at most, in milliseconds. */
  readonly waitMs: number;
}

/** Eight bodies of 256 MiB are what a server with 4 GiB has room for. */
export const HEAVY_WRITES: HeavyWriteLimits = {
  heavyBytes: 1024 * 1024,
  running: 8,
  waiting: 256,
  waitMs: 20_000,
};

const WRITES: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH"]);

function tooBusy(metrics: ServerMetrics, retryAfterSeconds: number): HoldfastError {
  metrics.heavyWriteRefused();
  return new HoldfastError({
    code: "unavailable",
    message: "too many large bodies are being recorded at this moment; nothing of this one was read.",
    remedy: "Send it again after the time in `retry-after`, or in smaller parts.",
    retryAfterSeconds,
  });
}

/**
 * Bounds the number of large bodies that are read at the same time: beyond it they wait unread, and beyond that
 * they are sent away with 503 and `retry-after`, instead of growing the memory of the server.
 */
export function limitHeavyWrites(metrics: ServerMetrics, limits: HeavyWriteLimits = HEAVY_WRITES): EdgeStep {
  const queue: (() => void)[] = [];
  let running = 0;
  const tell = () => metrics.heavyWrites(running, queue.length);

  function take(): Promise<void> | undefined {
    if (running < limits.running) {
      running += 1;
      tell();
      return undefined;
    }
    if (queue.length >= limits.waiting) throw tooBusy(metrics, 5);
    return new Promise((resolve, reject) => {
      const admit = () => {
        clearTimeout(overdue);
        resolve();
      };
      const overdue = setTimeout(() => {
        queue.splice(queue.indexOf(admit), 1);
        tell();
        reject(tooBusy(metrics, 5));
      }, limits.waitMs);
      queue.push(admit);
      tell();
    });
  }

  function release(): void {
    const next = queue.shift();
    if (next === undefined) running -= 1;
    // the place is handed on, so that nobody who comes later takes it first
    else next();
    tell();
  }

  return async (c, next) => {
    const stated = c.req.header("content-length");
    // in this order: to look at the body of a request is what costs
    const isHeavy =
      WRITES.has(c.req.method) &&
      (stated === undefined || Number(stated) >= limits.heavyBytes) &&
      c.req.raw.body !== null;
    if (!isHeavy) return next();
    await take();
    try {
      await next();
    } finally {
      release();
    }
  };
}
