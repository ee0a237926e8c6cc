import { z } from "zod";
import { HoldfastError } from "./errors.js";
import { IdentityTextSchema } from "./identity.js";
import { NameSchema } from "./name.js";

/**
 * What a caller may do. `reader`: ask. `recorder`: record evidence too. `admin`: everything. Which operation
 * needs which is one table of the API.
 */
export const RoleSchema = z.enum(["reader", "recorder", "admin"]);
export type Role = z.infer<typeof RoleSchema>;

/** The public part of a token: 12 hexadecimal digits. */
export const TokenIdSchema = z
  .string()
  .regex(/^[0-9a-f]{12}$/, "the id of a token has 12 hexadecimal digits");

/** Whether a token opens anything now. */
export const TokenStateSchema = z.enum(["live", "expired", "revoked"]);
export type TokenState = z.infer<typeof TokenStateSchema>;

/** What is known of a token; its secret is not. */
export const TokenSchema = z.strictObject({
  id: TokenIdSchema,
  /** Written to the audit trail as the actor of whatever is done with it; no two live tokens share one. */
  name: NameSchema,
  role: RoleSchema,
  /** The only ablation that it opens; null: all of them. */
  ablation: IdentityTextSchema.nullable(),
  state: TokenStateSchema,
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  /** null: it does not expire. */
  expiresAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
  /** To the minute; null: never. */
  lastUsedAt: z.iso.datetime().nullable(),
});
export type Token = z.infer<typeof TokenSchema>;

/** Every token there ever was, newest first. */
export const TokenListSchema = z.strictObject({ tokens: z.array(TokenSchema) });
export type TokenList = z.infer<typeof TokenListSchema>;

const MINUTE = 60;
const TEN_YEARS = 10 * 366 * 24 * 60 * MINUTE;

/** A token that is asked for. */
export const TokenRequestSchema = z.strictObject({
  name: NameSchema,
  role: RoleSchema,
  /** The only ablation that it is to open; it must be registered. */
  ablation: IdentityTextSchema.optional(),
  /** Seconds from now until it expires, from a minute to ten years; never without it. */
  expiresInSeconds: z.number().int().min(MINUTE).max(TEN_YEARS).optional(),
});
export type TokenRequest = z.infer<typeof TokenRequestSchema>;

/** A token that was just made: the only time that its text is told. */
export const CreatedTokenSchema = z.strictObject({
  token: TokenSchema,
  /** What the caller shows: `hf_`, the id, `_`, the secret. */
  text: z.string(),
});
export type CreatedToken = z.infer<typeof CreatedTokenSchema>;

const UNITS: Readonly<Record<string, number>> = { m: 60, h: 3600, d: 86_400, w: 7 * 86_400 };

/**
 * Seconds of a length of time such as `90m`, `12h`, `30d` or `8w`.
 *
 * @throws HoldfastError `invalid-input` when `text` is no such length
 */
export function parseLifetime(text: string): number {
  const [, count, unit = ""] = /^(\d{1,9})([mhdw])$/.exec(text) ?? [];
  const seconds = Number(count) * (UNITS[unit] ?? Number.NaN);
  if (Number.isFinite(seconds) && seconds > 0) return seconds;
  throw new HoldfastError({
    code: "invalid-input",
    message: `\`${text}\` is not a length of time.`,
    remedy: "Write a number and a unit: 90m, 12h, 30d or 8w.",
  });
}
