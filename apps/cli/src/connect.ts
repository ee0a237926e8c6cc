import { existsSync } from "node:fs";
import type { HoldfastClient } from "@holdfast/api/client";
import type { DatabaseLimits, Local } from "@holdfast/api/local";
import { describeTarget, type Target } from "./target.js";

/** A client, what answers it in this process (null: a server), and how to let go of it. */
export interface Connection {
  readonly client: HoldfastClient;
  readonly local: Local | null;
  readonly close: () => Promise<void>;
}

export interface ConnectOptions {
  /** Where an embedded directory is not there, it is made. */
  readonly creates: boolean;
  /** Answers are computed beside this thread: it serves others meanwhile. */
  readonly serves: boolean;
  /** How many connections, and how long anything may take there. */
  readonly database?: DatabaseLimits | undefined;
  readonly actor: string;
  /** What a server wants to see. */
  readonly token?: string | undefined;
  /** Told which database is used. */
  readonly note: (text: string) => void;
  /** Told of faults that nobody foresaw. */
  readonly onFault: (error: unknown) => void;
}

async function noDatabase(target: Target & { readonly kind: "directory" }): Promise<Error> {
  const { HoldfastError } = await import("@holdfast/core");
  return new HoldfastError({
    code: "not-found",
    message: `there is no database in ${target.shown}.`,
    remedy: "Register an ablation first (`holdfast register FILE` makes one), or name another with --db.",
  });
}

/**
 * Connects to a target: over HTTP to a server, in this process to a database.
 *
 * @throws HoldfastError `not-found` where an embedded directory is not there and must not be made;
 * `locked`, `unavailable`, `forbidden` or `newer-database` as the store says
 */
export async function connect(target: Target, options: ConnectOptions): Promise<Connection> {
  const { actor, onFault } = options;
  if (target.kind === "server") {
    const { createClient } = await import("@holdfast/api/client");
    const shown = options.token === undefined ? {} : { token: options.token };
    return { client: createClient(target.url, { actor, ...shown }), local: null, close: async () => {} };
  }
  if (target.kind === "directory" && !target.isMemory && !options.creates && !existsSync(target.path))
    throw await noDatabase(target);
  options.note(`database: ${describeTarget(target)}`);
  const { openLocal } = await import("@holdfast/api/local");
  const address = target.kind === "postgres" ? target.address : target.path;
  const local = await openLocal(address, {
    actor,
    onFault,
    now: () => new Date(),
    answersInThread: options.serves,
    ...(options.database === undefined ? {} : { database: options.database }),
    ...(options.serves ? { background: { fetch: globalThis.fetch, random: Math.random } } : {}),
  });
  return { client: local.client, local, close: () => local.close() };
}
