import { openStore } from "@holdfast/store";
import { createApp } from "../app.js";
import { createClient } from "../client/create-client.js";
import type { HoldfastClient } from "../client/holdfast-client.js";

export interface LocalOptions {
  /** Who asks, for the audit trail. */
  readonly actor: string;
  readonly now: () => Date;
  /** Told of every fault that nobody foresaw. */
  readonly onFault?: (error: unknown) => void;
}

/** A database opened in this process, with the API over it. */
export interface Local {
  readonly client: HoldfastClient;
  /** The API itself, for a server to mount; requests that name no actor are `anonymous`. */
  readonly fetch: (request: Request) => Response | Promise<Response>;
  /** Which database, for people; never with a password. */
  readonly description: string;
  readonly close: () => Promise<void>;
}

/**
 * Opens a database in this process: a directory, `memory://`, or `postgres://...`. The client goes through
 * the same API as a remote one, without a socket.
 *
 * @throws HoldfastError `locked`, `unavailable`, `newer-database` as the store says
 */
export async function openLocal(target: string, options: LocalOptions): Promise<Local> {
  const store = await openStore(target);
  const { onFault } = options;
  const app = createApp(
    { store, now: options.now, actor: "anonymous" },
    onFault === undefined ? {} : { onFault },
  );
  const fetch = (request: Request) => app.fetch(request);
  return {
    client: createClient("http://holdfast.local", {
      actor: options.actor,
      fetch: (input, init) => app.request(input, init),
    }),
    fetch,
    description: store.description,
    close: () => store.close(),
  };
}
