import { index, integer, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";

const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/**
 * Reference: the first answers to requests that named an idempotency key, by who asked. `status` is null while the
 * first one is answered. Small: answers of streams and secrets are not kept, and rows go after a day.
 */
export const idempotencyKey = pgTable(
  "idempotency_key",
  {
    caller: text("caller").notNull(),
    key: text("key").notNull(),
    /** Method and path, and the SHA-256 of what was sent there. */
    request: text("request").notNull(),
    begunAt: moment("begun_at").notNull(),
    status: integer("status"),
    contentType: text("content_type"),
    body: text("body"),
  },
  (table) => [
    primaryKey({ columns: [table.caller, table.key] }),
    index("idempotency_key_begun_at").on(table.begunAt),
  ],
);
