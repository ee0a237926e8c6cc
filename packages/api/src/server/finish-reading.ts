import type { IncomingMessage } from "node:http";
import type { EdgeStep } from "../edge.js";
import { BODY_LIMIT } from "../request-body.js";

/** How much more of a body is read after the answer to it is known. */
export interface FinishReadingLimits {
  readonly bytes: number;
  readonly milliseconds: number;
  /** How long nothing may arrive. */
  readonly idleMilliseconds: number;
}

export const FINISH_READING: FinishReadingLimits = {
  bytes: BODY_LIMIT,
  milliseconds: 30_000,
  idleMilliseconds: 5_000,
};

/** Reads what is left of a body and forgets it; true once it has ended, false where a limit came first. */
function readToItsEnd(incoming: IncomingMessage, limits: FinishReadingLimits): Promise<boolean> {
  return new Promise((resolve) => {
    let bytes = 0;
    const settle = (hasEnded: boolean) => {
      clearTimeout(whole);
      clearTimeout(idle);
      incoming.off("data", onData).off("end", onEnd).off("error", onEnd).off("close", onEnd);
      resolve(hasEnded);
    };
    const onEnd = () => settle(incoming.readableEnded);
    const onData = (chunk: Uint8Array) => {
      bytes += chunk.byteLength;
      if (bytes > limits.bytes) settle(false);
      else idle.refresh();
    };
    const whole = setTimeout(settle, limits.milliseconds, false);
    const idle = setTimeout(settle, limits.idleMilliseconds, false);
    // the web stream around it, which nobody reads any more, would pause it again at each chunk
    incoming.removeAllListeners("data");
    incoming.on("data", onData).on("end", onEnd).on("error", onEnd).on("close", onEnd).resume();
  });
}

/**
 * Reads a refused body to its end, within limits, before the refusal goes out. A server that closes a connection on
 * which it has not read everything resets it, and the caller, who is still sending, loses the answer (RFC 9112, 9.6).
 * Where a limit comes first the answer says that the connection is closed.
 */
export function finishReading(limits: FinishReadingLimits = FINISH_READING): EdgeStep {
  return async (c, next) => {
    await next();
    const incoming = c.env?.incoming;
    if (incoming === undefined || incoming.readableEnded || incoming.destroyed) return;
    if (c.req.method === "GET" || c.req.method === "HEAD" || c.res.status < 400) return;
    if (!(await readToItsEnd(incoming, limits))) c.header("connection", "close");
  };
}
