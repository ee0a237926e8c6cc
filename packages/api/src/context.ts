import type { Actor, Store } from "@holdfast/store";
import type { Exchange, Forwarded } from "./exchange.js";
import type { EventFeed } from "./live/event-feed.js";
import type { Principal } from "./principal.js";

/** What every verb works with; nothing else reaches the database or the clock. */
export interface Context {
  readonly store: Store;
  readonly now: () => Date;
  /** Who asks: written to the audit trail with every change. */
  readonly actor: string;
  /** The id of the token that was shown; null or left out: none was needed. */
  readonly tokenId?: string | null;
  /** The only ablation that this caller may touch; null or left out: all. */
  readonly ablation?: string | null;
  /** Where secrets come from; Node's own generator without it. */
  readonly randomBytes?: (size: number) => Uint8Array;
  /** Aborted when the server is about to close: streams without an end of their own end themselves. */
  readonly closing?: AbortSignal;
  /** Tells events to whoever listens; an app makes its own where it was given none. */
  readonly feed?: EventFeed;
}

/** Variables that each request carries through the app. */
export interface RequestEnv {
  readonly Bindings: Forwarded;
  readonly Variables: {
    readonly context: Context;
    readonly exchange: Exchange;
    /** Who asks; a caller in this process may do everything. */
    readonly principal: Principal;
    /** The body was a document with one list under this key, which goes on as NDJSON. */
    readonly list?: string;
  };
}

/** The actor at this moment, as the store wants it. */
export function actorOf(context: Context): Actor {
  return { name: context.actor, at: context.now(), tokenId: context.tokenId ?? null };
}
