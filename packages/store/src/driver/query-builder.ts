import { drizzle } from "drizzle-orm/pg-proxy";
import type { Db, Row } from "./driver.js";

/** Drizzle's builder over anything that can run a statement and give rows as lists of columns. */
export function queryBuilder(query: (text: string, parameters: readonly unknown[]) => Promise<Row[]>): Db {
  return drizzle(async (text, parameters) => ({ rows: await query(text, parameters) }));
}
