import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { HoldfastError } from "@holdfast/core";
import { getRequestListener } from "@hono/node-server";
import { createWeb, type WebInput } from "./create-web.js";
import { isLoopback } from "./guard-host.js";

export interface ServeInput extends WebInput {
  /** 0 takes any free port. */
  readonly port: number;
  /** A loopback address; `127.0.0.1` without it. */
  readonly host?: string;
}

/** A server that listens. */
export interface Serving {
  /** Where it is reached. */
  readonly url: string;
  /** Takes no more requests and waits for those it has. */
  readonly close: () => Promise<void>;
}

/** How long a request may take to come in: an archive is restored while it is read. */
const REQUEST_MS = 30 * 60 * 1000;

/** How long open connections are waited for at the end. */
const GRACE_MS = 10_000;

function notListening(error: unknown, host: string, port: number): HoldfastError {
  const reason = error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
  return new HoldfastError({
    code: "unavailable",
    message:
      reason === "EADDRINUSE"
        ? `port ${port} of ${host} is taken.`
        : `no server can listen on ${host}, port ${port} (${reason}).`,
    remedy: "Choose another port, or 0 for any that is free.",
    cause: error,
  });
}

async function close(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  // A connection that finishes its last request is kept alive by Node; it has to be closed when it falls idle.
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const overdue = setTimeout(() => server.closeAllConnections(), GRACE_MS);
  await closed;
  clearInterval(idle);
  clearTimeout(overdue);
}

/**
 * Serves pages and API. Without tokens, whoever reaches the port may read and write everything,
 * and so only loopback addresses are listened on.
 *
 * @throws HoldfastError `forbidden` for any other address, `unavailable` when the port is taken
 */
export async function serveWeb(input: ServeInput): Promise<Serving> {
  const { port, host = "127.0.0.1" } = input;
  if (!isLoopback(host)) {
    throw new HoldfastError({
      code: "forbidden",
      message: `${host} can be reached from other machines, and there are no tokens yet that say who may do what.`,
      remedy: "Serve on 127.0.0.1, and reach it from elsewhere through an SSH tunnel.",
    });
  }
  const app = createWeb(input);
  const listener = getRequestListener((request) => app.fetch(request));
  const server = createServer({ requestTimeout: REQUEST_MS }, listener);
  try {
    server.listen(port, host);
    await once(server, "listening");
  } catch (error) {
    throw notListening(error, host, port);
  }
  const address = server.address();
  const bound = typeof address === "object" && address !== null ? address.port : port;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${bound}`,
    close: () => close(server),
  };
}
