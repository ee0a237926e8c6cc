import { z } from "@hono/zod-openapi";
import { LONGEST_CURSOR } from "./cursor.js";

/** The largest number of 15 digits: all of them are exact. */
const MOST = 999_999_999_999_999;

/** A whole number in a query, where an empty text is none and not zero. */
export function integerText({ least = -MOST, most = MOST } = {}) {
  return z
    .string()
    .regex(/^-?\d{1,15}$/, "expected a whole number")
    .transform(Number)
    .refine((value) => value >= least && value <= most, `expected a number from ${least} to ${most}`)
    .openapi({ type: "integer", minimum: least, maximum: most });
}

/** How a list is read page by page: how many, and after which. */
export function pageQuery({ usual, most }: { readonly usual: number; readonly most: number }) {
  return {
    /** The most that one page holds. */
    limit: integerText({ least: 1, most })
      .default(usual)
      .openapi({ type: "integer", minimum: 1, maximum: most, default: usual }),
    /** `next` of the page before. */
    cursor: z.string().max(LONGEST_CURSOR, "this is not a cursor of this list").optional(),
  };
}

/** A seed in a query; `unknown` is where nobody said. */
export const SeedText = z.string().regex(/^(\d{1,15}|unknown)$/, "expected a whole number, or `unknown`");
