import { actorOf, type Context } from "../context.js";

/** Gives up a watch with its alarms. @throws HoldfastError `not-found` */
export function removeWatch(
  context: Context,
  input: { readonly identity: string; readonly watchId: string },
): Promise<void> {
  return context.store.unwatch(input.identity, input.watchId, actorOf(context));
}
