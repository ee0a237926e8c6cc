import { connect, type Socket } from "node:net";

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
 * Connects without Nagle's algorithm (RFC 896). postgres.js leaves it on, and a COPY then waits 40 ms for the
 * server's delayed acknowledgement before it can end.
 *
 * @param seconds how long to wait for each host
 */
export async function connectSocket({ host, port, path }: ServerPlace, seconds: number): Promise<Socket> {
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
