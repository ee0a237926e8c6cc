import { isIP } from "node:net";
import { HoldfastError } from "@holdfast/core";
import type { MiddlewareHandler } from "hono";

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]", "::1"]);

/** Whether `host` is this machine itself, reachable from nowhere else. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.has(host) || /^127(\.\d{1,3}){3}$/.test(host);
}

export interface GuardOptions {
  /** Names beside those of this machine under which the server is known, such as the one of a reverse proxy. */
  readonly allowedHosts?: readonly string[];
  /**
   * Whether it is also known under any IP address, as where it listens for other machines. A page elsewhere cannot
   * point an address of ours at anything: only names can be rebound.
   */
  readonly answersToAddresses?: boolean;
}

/** What a Host header may hold: a name or an address, and a port; no user, no path, nothing else. */
const HOST = /^(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::\d{1,5})?$/;

function urlOf(address: string): URL | undefined {
  return URL.canParse(address) ? new URL(address) : undefined;
}

function refused(what: string, remedy: string): HoldfastError {
  return new HoldfastError({
    code: "forbidden",
    message: `a request ${what} is not answered here.`,
    remedy,
  });
}

/**
 * Answers only requests that were meant for this server. A page elsewhere that points its own name at our address
 * (DNS rebinding) sends that name as Host; one that sends a form or a preflight across sends its Origin, which must
 * be the host that is asked. Nothing here allows another site to read: there is no CORS.
 */
export function guardHost({
  allowedHosts = [],
  answersToAddresses = false,
}: GuardOptions = {}): MiddlewareHandler {
  const allowed = new Set(allowedHosts.map((name) => name.toLowerCase()));
  const isOurs = (hostname: string) =>
    isLoopback(hostname) ||
    allowed.has(hostname) ||
    (answersToAddresses && isIP(hostname.replace(/^\[|\]$/g, "")) !== 0);
  return async (c, next) => {
    const header = c.req.header("host") ?? "";
    const host = HOST.test(header) ? urlOf(`http://${header}`)?.hostname : undefined;
    // a request line with a whole address names a host too, and it is the one that HTTP believes
    const asked = urlOf(c.req.url)?.hostname;
    if (host === undefined || asked === undefined || !isOurs(host) || !isOurs(asked))
      throw refused(
        "for another host",
        "Open the address that `holdfast serve` printed; --allow-host NAME answers to another name.",
      );
    const origin = c.req.header("origin");
    if (origin !== undefined) {
      const from = urlOf(origin);
      const isSameHost = from !== undefined && from.host === urlOf(`${from.protocol}//${header}`)?.host;
      // a proxy may leave the port of the name out of Host
      const isSameName = from !== undefined && from.hostname === host && allowed.has(host);
      if (!isSameHost && !isSameName)
        throw refused("from another site", "Open the address that `holdfast serve` printed.");
    }
    await next();
  };
}
