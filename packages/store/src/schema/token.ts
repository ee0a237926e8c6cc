import type { Role } from "@holdfast/core";
import { sql } from "drizzle-orm";
import { check, pgTable, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";

const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/**
 * Reference: who may do what. `secret_hash` is the SHA-256 of the token's text, in hexadecimal digits; the text
 * itself is nowhere. `ablation` is `name@version` and no key, so that a token outlives its ablation and stays
 * bound to that name.
 */
export const token = pgTable(
  "token",
  {
    tokenId: text("token_id").primaryKey(),
    name: text("name").notNull(),
    role: text("role").$type<Role>().notNull(),
    ablation: text("ablation"),
    secretHash: text("secret_hash").notNull(),
    createdAt: moment("created_at").notNull(),
    createdBy: text("created_by").notNull(),
    expiresAt: moment("expires_at"),
    revokedAt: moment("revoked_at"),
    lastUsedAt: moment("last_used_at"),
  },
  (table) => [
    uniqueIndex("token_name").on(table.name).where(sql`${table.revokedAt} is null`),
    check("token_role", sql`${table.role} in ('reader', 'recorder', 'admin')`),
  ],
);
