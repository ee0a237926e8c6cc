import type { WebhookList } from "@holdfast/core";
import type { Context } from "../context.js";

/** The webhooks of the server, without their secrets. */
export async function listWebhooks(context: Context): Promise<WebhookList> {
  return { webhooks: [...(await context.store.webhooks())] };
}
