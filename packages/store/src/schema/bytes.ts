import { customType } from "drizzle-orm/pg-core";

/** `bytea`, as both drivers hand it out. */
export const bytes = customType<{ data: Buffer }>({ dataType: () => "bytea" });
