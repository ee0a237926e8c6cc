import { z } from "zod";
import { EventKindSchema } from "./event.js";
import { IdentityTextSchema } from "./identity.js";

/** Where events are sent to: http or https, without a password in the address. */
export const WebhookUrlSchema = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .refine((text) => {
    if (!URL.canParse(text)) return false;
    const { username, password } = new URL(text);
    return username === "" && password === "";
  }, "an address holds no user and no password: deliveries are signed instead");

/** What is delivered, and where to. */
export const WebhookRequestSchema = z.strictObject({
  url: WebhookUrlSchema,
  /** Alarms alone without it. `delivery-abandoned` is never delivered: it would never end. */
  kinds: z
    .array(EventKindSchema.exclude(["delivery-abandoned"]))
    .min(1)
    .default(["alarm"]),
  /** One ablation; all without it. */
  identity: IdentityTextSchema.optional(),
});
export type WebhookRequest = z.infer<typeof WebhookRequestSchema>;

/** A registered webhook; its secret is shown once and never again. */
export const WebhookSchema = z.strictObject({
  webhookId: z.string(),
  url: z.string(),
  kinds: z.array(EventKindSchema),
  identity: z.string().nullable(),
  author: z.string(),
  at: z.iso.datetime(),
});
export type Webhook = z.infer<typeof WebhookSchema>;

/** The answer to a registration: the secret that signs deliveries, this once. */
export const WebhookCreatedSchema = z.strictObject({ webhook: WebhookSchema, secret: z.string() });
export type WebhookCreated = z.infer<typeof WebhookCreatedSchema>;

/** The webhooks of the server, oldest first. */
export const WebhookListSchema = z.strictObject({ webhooks: z.array(WebhookSchema) });
export type WebhookList = z.infer<typeof WebhookListSchema>;
