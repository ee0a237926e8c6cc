import { once } from "node:events";
import type { Server } from "node:http";

/** How long requests that came in are given to finish, in milliseconds. */
export const GRACE_MS = 30_000;

/** How often connections that fell idle are closed meanwhile, in milliseconds. */
const SWEEP_MS = 50;

/**
 * Takes no more connections, finishes the requests that came in, and closes. What is not finished in time is cut
 * off: it was not acknowledged, and who sent it sends it again.
 */
export async function closeServer(server: Server, graceMs = GRACE_MS): Promise<void> {
  const closed = once(server, "close");
  server.close();
  // A connection that finishes its last request is kept alive by Node; it has to be closed when it falls idle.
  const idle = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
  const overdue = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearInterval(idle);
  clearTimeout(overdue);
}
