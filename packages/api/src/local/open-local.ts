import { existsSync } from "node:fs";
import { openStore } from "@holdfast/store";
import { createApp } from "../app.js";
import { createClient } from "../client/create-client.js";
import type { HoldfastClient } from "../client/holdfast-client.js";
import { answerThread } from "../thread/answer-thread.js";

export interface LocalOptions {
  /** Who asks, for the audit trail. */
  readonly actor: string;
  readonly now: () => Date;
  /** Told of every fault that nobody foresaw. */
  readonly onFault?: (error: unknown) => void;
  /** Computes answers in a thread beside this one, for a server that has others to attend to. */
  readonly answersInThread?: boolean;
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

/** The program of the answering thread, which Node can load once it is built. */
const PROGRAM = new URL("../thread/answer-worker.js", import.meta.url);

/**
 * Opens a database in this process: a directory, `memory://`, or `postgres://...`. The client goes through
 * the same API as a remote one, without a socket.
 *
 * @throws HoldfastError `locked`, `unavailable`, `newer-database` as the store says
 */
export async function openLocal(target: string, options: LocalOptions): Promise<Local> {
  const store = await openStore(target);
  const told = options.onFault === undefined ? {} : { onFault: options.onFault };
  const thread =
    options.answersInThread === true && existsSync(PROGRAM)
      ? answerThread({ store, program: PROGRAM, ...told })
      : undefined;
  const app = createApp(
    { store, now: options.now, actor: "anonymous" },
    { ...told, ...(thread === undefined ? {} : { longAnswers: thread.fetch }) },
  );
  const fetch = (request: Request) => app.fetch(request);
  return {
    client: createClient("http://holdfast.local", {
      actor: options.actor,
      fetch: (input, init) => app.request(input, init),
    }),
    fetch,
    description: store.description,
    async close() {
      await thread?.close();
      await store.close();
    },
  };
}
