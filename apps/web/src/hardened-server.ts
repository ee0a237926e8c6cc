import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  STATUS_CODES,
} from "node:http";
import type { Socket } from "node:net";
import { problemOf } from "@holdfast/api/client";
import { type ErrorCode, HoldfastError } from "@holdfast/core";

/** What a server bears from those who connect; times in milliseconds. */
export interface ServerLimits {
  /** For the head of a request: who sends it letter by letter is cut off. */
  readonly headersMs: number;
  /** For a whole request: an archive is restored while it is read. */
  readonly requestMs: number;
  /** Without a byte of a body that is waited for. */
  readonly bodyIdleMs: number;
  /** Without a request on a connection that is kept open. */
  readonly keepAliveMs: number;
  /** Bytes of the head of a request. */
  readonly headerBytes: number;
  /** Connections at a time; event streams are connections too. */
  readonly connections: number;
}

export const SERVER_LIMITS: ServerLimits = {
  headersMs: 15_000,
  requestMs: 30 * 60_000,
  bodyIdleMs: 60_000,
  // longer than the minute of common proxies, so that it is they who close first
  keepAliveMs: 65_000,
  headerBytes: 16 * 1024,
  connections: 20_000,
};

interface ProtocolFault {
  readonly status: 400 | 408 | 431;
  readonly code: ErrorCode;
  readonly message: string;
  readonly remedy: string;
}

const LATE: ProtocolFault = {
  status: 408,
  code: "invalid-input",
  message: "the request did not arrive in time.",
  remedy: "Send it again, without pauses; what is large goes in parts.",
};

function protocolFault(code: unknown, headerBytes: number): ProtocolFault {
  if (code === "HPE_HEADER_OVERFLOW")
    return {
      status: 431,
      code: "too-large",
      message: `the head of the request has more than ${headerBytes} bytes.`,
      remedy: "Send fewer or shorter headers, and a shorter address.",
    };
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return LATE;
  return {
    status: 400,
    code: "invalid-input",
    message: "this is not a request of HTTP/1.1.",
    remedy: "Check what speaks to this port, and whether it was meant to speak TLS.",
  };
}

/** Answers below HTTP's own machinery, and hangs up: what follows on this connection cannot be told apart. */
function hangUp(socket: Socket, { status, code, message, remedy }: ProtocolFault): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const problem = { ...problemOf(new HoldfastError({ code, message, remedy })), status };
  const body = `${JSON.stringify(problem)}\n`;
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    "content-type: application/problem+json",
    `content-length: ${Buffer.byteLength(body)}`,
    "connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`, () => socket.destroySoon());
}

/** Cuts off who leaves a body half sent; who only waits for us, because the body is not read yet, may wait. */
function watchBody(request: IncomingMessage, isAnswered: () => boolean, idleMs: number): void {
  const { socket, headers } = request;
  if (headers["content-length"] === undefined && headers["transfer-encoding"] === undefined) return;
  request.on("timeout", () => {
    if (request.readableLength > 0) request.setTimeout(idleMs);
    else if (isAnswered()) socket.destroy();
    else hangUp(socket, LATE);
  });
  request.setTimeout(idleMs);
  request.once("end", () => request.setTimeout(0));
}

/** A server of Node that outlives those who speak to it slowly, endlessly, or not in HTTP. */
export function hardenedServer(listener: RequestListener, limits: ServerLimits = SERVER_LIMITS): Server {
  const server = createServer(
    {
      headersTimeout: limits.headersMs,
      requestTimeout: limits.requestMs,
      keepAliveTimeout: limits.keepAliveMs,
      maxHeaderSize: limits.headerBytes,
      connectionsCheckingInterval: Math.min(5000, Math.max(100, limits.headersMs / 4)),
    },
    (request, response) => {
      watchBody(request, () => response.headersSent, limits.bodyIdleMs);
      listener(request, response);
    },
  );
  server.maxConnections = limits.connections;
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code === "ECONNRESET" || error.code === "EPIPE") socket.destroy();
    else hangUp(socket, protocolFault(error.code, limits.headerBytes));
  });
  return server;
}
