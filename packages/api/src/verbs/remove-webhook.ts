import { actorOf, type Context } from "../context.js";

/** Removes a webhook with what was still to be delivered. @throws HoldfastError `not-found` */
export function removeWebhook(context: Context, input: { readonly webhookId: string }): Promise<void> {
  return context.store.removeWebhook(input.webhookId, actorOf(context));
}
