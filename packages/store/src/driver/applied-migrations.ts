import type { Session } from "./driver.js";

/** When each applied migration was made, oldest first; the table is that of Drizzle's migrator. */
export async function appliedMigrations(session: Session): Promise<number[]> {
  const [table] = await session.query("select to_regclass('drizzle.__drizzle_migrations')::text");
  if (table?.[0] === null || table === undefined) return [];
  const rows = await session.query(
    "select created_at::text from drizzle.__drizzle_migrations order by created_at",
  );
  return rows.map(([when]) => Number(when));
}

/** The version of the server, such as `15.18`. */
export async function serverVersion(session: Session): Promise<string> {
  const [row] = await session.query("select current_setting('server_version')");
  return String(row?.[0] ?? "unknown");
}
