import type { EventKind } from "@holdfast/core";
import {
  bigint,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";

/** Reference: where events are sent. The secret signs deliveries, so that it is kept and not hashed. */
export const webhook = pgTable("webhook", {
  webhookId: uuid("webhook_id").primaryKey(),
  url: text("url").notNull(),
  kinds: jsonb("kinds").$type<EventKind[]>().notNull(),
  identity: text("identity"),
  secret: text("secret").notNull(),
  author: text("author").notNull(),
  at: timestamp("at", { withTimezone: true, precision: 3 }).notNull(),
});

/** Reference: the outbox. A row is an event still to be delivered; it goes when it was, or was given up. */
export const delivery = pgTable(
  "delivery",
  {
    webhookId: uuid("webhook_id")
      .notNull()
      .references(() => webhook.webhookId, { onDelete: "cascade" }),
    number: bigint("number", { mode: "number" }).notNull(),
    attempts: integer("attempts").notNull(),
    /** Not before then: a retry waits, and so does whoever finds it claimed. */
    dueAt: timestamp("due_at", { withTimezone: true, precision: 3 }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.webhookId, table.number] }),
    index("delivery_due").on(table.dueAt),
  ],
);
