import { performance } from "node:perf_hooks";
import type { EdgeStep } from "../edge.js";
import { templateOf } from "../route-template.js";
import type { RequestEntry } from "./request-entry.js";
import type { ServerMetrics } from "./server-metrics.js";

export interface ObserveOptions {
  readonly now: () => Date;
  /** Takes one entry a request, when its answer is on its way; null: nothing is logged. */
  readonly log: ((entry: RequestEntry) => void) | null;
  readonly metrics: ServerMetrics;
}

function statedLength(header: string | undefined): number {
  const length = Number(header ?? 0);
  return Number.isSafeInteger(length) && length >= 0 ? length : 0;
}

/**
 * Counts and logs every request, refused ones included, when the last byte of its answer was handed over or the
 * caller hung up: a stream of events is one entry, at its end.
 */
export function observe({ now, log, metrics }: ObserveOptions): EdgeStep {
  return async (c, next) => {
    const at = now().toISOString();
    const began = performance.now();
    const { exchange } = c.var;
    const { method } = c.req;
    const outgoing = c.env?.outgoing;
    const socket = outgoing?.socket ?? null;
    const [readBefore, writtenBefore] = [socket?.bytesRead ?? 0, socket?.bytesWritten ?? 0];
    metrics.began();

    const ended = (status: number, isAborted: boolean) => {
      const durationMs = performance.now() - began;
      const received = Math.max(
        statedLength(c.req.header("content-length")),
        (socket?.bytesRead ?? 0) - readBefore,
      );
      const route = templateOf(exchange.route);
      metrics.ended({ method, route, status, seconds: durationMs / 1000, bytesReceived: received });
      const principal = c.var.principal;
      log?.({
        at,
        requestId: exchange.requestId,
        method,
        route,
        status,
        durationMs: Math.round(durationMs * 100) / 100,
        bytesReceived: received,
        bytesSent: (socket?.bytesWritten ?? 0) - writtenBefore,
        actor: principal?.actor ?? null,
        tokenId: principal?.tokenId ?? null,
        code: exchange.code,
        isAborted,
      });
    };
    // `close` comes after the last byte, and also where the caller has hung up
    outgoing?.once("close", () => ended(outgoing.statusCode, !outgoing.writableFinished));
    await next();
    if (outgoing === undefined) ended(c.res.status, false);
  };
}
