import type { EdgeStep } from "./edge.js";
import type { Exchange } from "./exchange.js";

/** The header that carries the id of a request, both ways. */
export const REQUEST_ID_HEADER = "x-request-id";

/** Letters, digits and what UUIDs, ULIDs and trace ids are written with: safe in a header, a log line and a URI. */
const WELL_FORMED = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;

/**
 * Begins the exchange of a request: its own id where it names a well-formed one, else a new one.
 *
 * @param newId makes an id that no other request has
 */
export function beginExchange(header: string | undefined, newId: () => string): Exchange {
  const requestId = header !== undefined && WELL_FORMED.test(header) ? header : newId();
  return { requestId, route: null, code: null };
}

/** The first step of the edge: the request has an id, and so has whatever answers it. */
export function identify(newId: () => string): EdgeStep {
  return async (c, next) => {
    const exchange = beginExchange(c.req.header(REQUEST_ID_HEADER), newId);
    c.set("exchange", exchange);
    await next();
    c.res.headers.set(REQUEST_ID_HEADER, exchange.requestId);
  };
}
