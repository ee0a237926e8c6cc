import { HoldfastError } from "@holdfast/core";
import { z } from "zod";

/** The longest cursor there is; a place holds no long text but names, keys and ids. */
export const LONGEST_CURSOR = 4000;

/** A place in one of the lists that are read page by page. */
export interface CursorOf<T> {
  /** An opaque text for the place after which the next page begins; null at the end of the list. */
  readonly write: (place: T | null) => string | null;
  /** The place of a cursor. @throws HoldfastError `invalid-input` where this list never gave it */
  readonly read: (text: string | undefined) => T | undefined;
}

function decoded(text: string): unknown {
  if (text.length > LONGEST_CURSOR || !/^[A-Za-z0-9_-]+$/.test(text)) return undefined;
  try {
    return JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
  } catch {
    // What is no JSON is no cursor, which the caller says.
    return undefined;
  }
}

/**
 * Cursors of one list. They say after which row the next page begins and not how many came before it, so that rows
 * that come meanwhile neither repeat nor hide any.
 *
 * @param list tells cursors of different lists apart
 * @param schema what a place of this list is
 */
export function cursorOf<S extends z.ZodType>(list: string, schema: S): CursorOf<z.output<S>> {
  const outer = z.strictObject({ list: z.literal(list), place: z.unknown() });
  return {
    write: (place) =>
      place === null ? null : Buffer.from(JSON.stringify({ list, place }), "utf8").toString("base64url"),
    read(text) {
      if (text === undefined) return undefined;
      const found = outer.safeParse(decoded(text));
      const place = schema.safeParse(found.data?.place);
      if (found.success && place.success) return place.data;
      throw new HoldfastError({
        code: "invalid-input",
        message: "this is not a cursor of this list.",
        place: { key: "cursor" },
        remedy: "Send `next` of the page before as it was given, or leave the cursor out to begin anew.",
      });
    },
  };
}
