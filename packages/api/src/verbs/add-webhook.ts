import { randomBytes, randomUUID } from "node:crypto";
import type { WebhookCreated, WebhookRequest } from "@holdfast/core";
import { actorOf, type Context } from "../context.js";

const SECRET_BYTES = 32;

/** Registers a webhook. Its secret is in this answer and in no other: deliveries are signed with it. */
export async function addWebhook(context: Context, request: WebhookRequest): Promise<WebhookCreated> {
  const bytes = (context.randomBytes ?? randomBytes)(SECRET_BYTES);
  const secret = `hfwh_${Buffer.from(bytes).toString("base64url")}`;
  const given = { webhookId: randomUUID(), secret, request };
  return { webhook: await context.store.addWebhook(given, actorOf(context)), secret };
}
