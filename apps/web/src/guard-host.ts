import { HoldfastError } from "@holdfast/core";
import type { MiddlewareHandler } from "hono";

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]", "::1"]);

/** Whether `host` is this machine itself, reachable from nowhere else. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.has(host) || /^127(\.\d{1,3}){3}$/.test(host);
}

function hostOf(address: string): string | undefined {
  return URL.canParse(address) ? new URL(address).hostname : undefined;
}

function refused(what: string): HoldfastError {
  return new HoldfastError({
    code: "forbidden",
    message: `a request ${what} is not answered here.`,
    remedy: "Open the address that `holdfast serve` printed.",
  });
}

/**
 * Answers only requests that were meant for this machine. A page elsewhere that points its own name at the
 * loopback address (DNS rebinding) sends that name as Host; one that sends a form across sends its Origin.
 */
export function guardHost(): MiddlewareHandler {
  return async (c, next) => {
    const host = hostOf(`http://${c.req.header("host") ?? ""}`);
    if (host === undefined || !isLoopback(host)) throw refused("for another host");
    const origin = c.req.header("origin");
    const from = origin === undefined ? host : hostOf(origin);
    if (from === undefined || !isLoopback(from)) throw refused("from another site");
    await next();
  };
}
