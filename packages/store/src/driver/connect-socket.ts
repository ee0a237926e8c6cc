import { connect, type Socket } from "node:net";
import { Duplex } from "node:stream";

/** Where a server listens, as postgres.js has read it from the address: hosts and ports in pairs, or a socket file. */
export interface ServerPlace {
  readonly host: readonly string[];
  readonly port: readonly number[];
  readonly path?: string | false | undefined;
}

function connected(socket: Socket, seconds: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => fail(Object.assign(new Error("the server does not answer"), { code: "CONNECT_TIMEOUT" })),
      seconds * 1000,
    );
    const fail = (error: Error) => {
      clearTimeout(timer);
      socket.destroy();
      reject(error);
    };
    socket.once("error", fail);
    socket.once("connect", () => {
      clearTimeout(timer);
      socket.removeListener("error", fail);
      resolve(socket);
    });
  });
}

/**
 * A socket that takes the first message and then fails, as one does whose connection is refused. To a promise that
 * rejects, postgres.js answers by forgetting the connection: each attempt while the server is away would take one out
 * of the pool for good, until every request waits for ever.
 */
function failing(error: unknown): Duplex {
  const socket = new Duplex({ read: () => {}, write: (_chunk, _encoding, done) => done() });
  // the message is written in the next turn, and must be gone before postgres.js hears of the end
  setTimeout(() => socket.destroy(error instanceof Error ? error : new Error(String(error))), 5);
  return socket;
}

/**
 * Connects without Nagle's algorithm (RFC 896). postgres.js leaves it on, and a COPY then waits 40 ms for the
 * server's delayed acknowledgement before it can end. Never rejects: where nobody answers, the socket fails.
 *
 * @param seconds how long to wait for each host
 */
export function connectSocket(place: ServerPlace, seconds: number): Promise<Duplex> {
  return connectedTo(place, seconds).catch(failing);
}

async function connectedTo({ host, port, path }: ServerPlace, seconds: number): Promise<Socket> {
  if (typeof path === "string" && path !== "") return connected(connect({ path }), seconds);
  let failure: unknown = new Error("no host is named");
  for (const [index, name] of host.entries()) {
    try {
      const place = { host: name, port: port[index] ?? port[0] ?? 5432 };
      const socket = await connected(connect({ ...place, noDelay: true }), seconds);
      // postgres.js reads the name of the host from the socket for its TLS certificate
      return Object.assign(socket, place);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}
