import { existsSync } from "node:fs";
import type { Receipt } from "@holdfast/core";
import { openStore, parseTarget, type StoreOptions } from "@holdfast/store";
import { createApp } from "../app.js";
import { type Access, type AccessOptions, createAccess } from "../auth/access.js";
import { createClient } from "../client/create-client.js";
import type { HoldfastClient } from "../client/holdfast-client.js";
import type { Forwarded } from "../exchange.js";
import { GATHER_LIMITS, type GatherLimits } from "../gathering/gather-limits.js";
import { type GatheredListener, gathering } from "../gathering/gathering.js";
import { feedOf } from "../live/feed-of.js";
import { type BackgroundOptions, startBackground } from "../live/start-background.js";
import { noticing } from "../server/noticing.js";
import type { ServerParts } from "../server/server-parts.js";
import { answerThread } from "../thread/answer-thread.js";
import type { WorkerDatabase } from "../thread/worker-database.js";
import { openServer, type ServerOptions } from "./open-server.js";

/** How many connections to a server are open at a time, and how long anything may take there, in seconds. */
export type DatabaseLimits = Pick<
  StoreOptions,
  "connections" | "connectTimeout" | "statementTimeout" | "lockTimeout"
>;

export interface LocalOptions {
  /** Who asks, for the audit trail. */
  readonly actor: string;
  readonly now: () => Date;
  /** Told of every fault that nobody foresaw. */
  readonly onFault?: (error: unknown) => void;
  /** Computes answers in a thread beside this one, for a server that has others to attend to. */
  readonly answersInThread?: boolean;
  /** Limits of a database server; the usual ones where nothing is said. */
  readonly database?: DatabaseLimits;
  /** How small writes are gathered; null: each has a transaction of its own. */
  readonly gather?: GatherLimits | null;
  /** Looks at watches and delivers to webhooks, as a server does; with what it needs of the world. */
  readonly background?: Pick<BackgroundOptions, "fetch" | "random">;
}

/** A database opened in this process, with the API over it. */
export interface Local {
  readonly client: HoldfastClient;
  /** The API itself, for a server to mount; requests that name no actor are `anonymous`. */
  readonly fetch: (request: Request, forwarded?: Forwarded) => Response | Promise<Response>;
  /** Ends the streams that have no end of their own: the server is about to close. */
  readonly endStreams: () => void;
  /** Authentication and limits of a server over this database. */
  readonly access: (options: AccessOptions) => Access;
  /** The edge and the doors of a server over this database. */
  readonly server: (options: ServerOptions) => Promise<ServerParts>;
  /** Which database, for people; never with a password. */
  readonly description: string;
  readonly close: () => Promise<void>;
}

/** The program of the answering thread, which Node can load once it is built. */
const PROGRAM = new URL("../thread/answer-worker.js", import.meta.url);

/** A database server is asked by the thread itself; an embedded database is in this thread alone. */
function databaseOfThread(target: string, limits: DatabaseLimits = {}): WorkerDatabase {
  const parsed = parseTarget(target);
  if (parsed.kind !== "server") return null;
  const { connectTimeout, statementTimeout, lockTimeout } = limits;
  return { url: parsed.url, limits: { connectTimeout, statementTimeout, lockTimeout } };
}

/**
 * Opens a database in this process: a directory, `memory://`, or `postgres://...`. The client goes through
 * the same API as a remote one, without a socket.
 *
 * @throws HoldfastError `locked`, `unavailable`, `newer-database` as the store says
 */
export async function openLocal(target: string, options: LocalOptions): Promise<Local> {
  const closing = new AbortController();
  const recorded = new Set<(receipt: Receipt) => void>();
  const gathered = new Set<GatheredListener>();
  const opened = await openStore(target, options.database);
  const { gather = GATHER_LIMITS } = options;
  const store = noticing(gather === null ? opened : gathering(opened, gather, gathered), recorded);
  const told = options.onFault === undefined ? {} : { onFault: options.onFault };
  const thread =
    options.answersInThread === true && existsSync(PROGRAM)
      ? answerThread({
          store,
          program: PROGRAM,
          database: databaseOfThread(target, options.database),
          ...told,
        })
      : undefined;
  const context = { store, now: options.now, actor: "anonymous", closing: closing.signal };
  const feed = feedOf(context, options.onFault);
  const background =
    options.background === undefined
      ? undefined
      : startBackground({ store, now: options.now, ...options.background, ...told });
  recorded.add(() => {
    feed.nudge();
    background?.nudge();
  });
  const app = createApp(
    { ...context, feed },
    { ...told, ...(thread === undefined ? {} : { longAnswers: thread.fetch }) },
  );
  const fetch = (request: Request, forwarded: Forwarded = {}) => app.fetch(request, forwarded);
  return {
    client: createClient("http://holdfast.local", {
      actor: options.actor,
      fetch: (input, init) => app.request(input, init),
    }),
    fetch,
    access: (given) => createAccess({ store, now: options.now, ...told }, given),
    server: (given) => openServer({ store, now: options.now, recorded, gathered, ...told }, given),
    description: store.description,
    endStreams: () => closing.abort(),
    async close() {
      closing.abort();
      await background?.stop();
      await thread?.close();
      await store.close();
    },
  };
}
