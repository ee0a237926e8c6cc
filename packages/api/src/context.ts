import type { Actor, Store } from "@holdfast/store";

/** What every verb works with; nothing else reaches the database or the clock. */
export interface Context {
  readonly store: Store;
  readonly now: () => Date;
  /** Who asks: written to the audit trail with every change. */
  readonly actor: string;
}

/** Variables that each request carries through the app. */
export interface RequestEnv {
  readonly Variables: { readonly context: Context };
}

/** The actor at this moment, as the store wants it. */
export function actorOf(context: Context): Actor {
  return { name: context.actor, at: context.now() };
}
