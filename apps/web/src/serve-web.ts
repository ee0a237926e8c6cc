import { once } from "node:events";
import { HoldfastError } from "@holdfast/core";
import { getRequestListener } from "@hono/node-server";
import { answerBroken } from "./answer-broken.js";
import { closeServer } from "./close-server.js";
import { createWeb, type WebInput } from "./create-web.js";
import { isLoopback } from "./guard-host.js";
import { hardenedServer, type ServerLimits } from "./hardened-server.js";

export interface ServeInput extends WebInput {
  /** 0 takes any free port. */
  readonly port: number;
  /** A loopback address; `127.0.0.1` without it. */
  readonly host?: string;
  /** Whether the edge refuses requests without a token: any address that others reach needs that. */
  readonly areTokensRequired?: boolean;
  readonly limits?: ServerLimits;
  /** How long requests that came in are given to finish at the end, in milliseconds. */
  readonly graceMs?: number;
  /** Called when the end begins: streams without an end of their own are to end themselves. */
  readonly onClosing?: () => void;
}

/** A server that listens. */
export interface Serving {
  /** Where it is reached. */
  readonly url: string;
  /** Takes no more requests and waits for those it has. */
  readonly close: () => Promise<void>;
}

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

/**
 * Serves pages and API. Where no tokens are required, whoever reaches the port may read and write everything,
 * and so only loopback addresses are listened on.
 *
 * @throws HoldfastError `forbidden` for any other address, `unavailable` when the port is taken
 */
export async function serveWeb(input: ServeInput): Promise<Serving> {
  const { port, host = "127.0.0.1" } = input;
  if (!isLoopback(host) && input.areTokensRequired !== true) {
    throw new HoldfastError({
      code: "forbidden",
      message: `${host} can be reached from other machines, and nothing here asks for a token.`,
      remedy: "Serve on 127.0.0.1, or require tokens.",
    });
  }
  const app = createWeb(input);
  const listener = getRequestListener((request, env) => app.fetch(request, env), {
    errorHandler: (error) => answerBroken(error, input.onFault),
  });
  const server = hardenedServer(listener, input.limits);
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
    close: () => {
      input.onClosing?.();
      return closeServer(server, input.graceMs);
    },
  };
}
