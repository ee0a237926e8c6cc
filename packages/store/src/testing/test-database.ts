import postgres from "postgres";

/** A database of its own on a server for tests. */
export interface TestDatabase {
  readonly url: string;
  /** Removes it, with whoever is still connected. */
  drop(): Promise<void>;
}

/** The server that tests may use: `HOLDFAST_TEST_DATABASE_URL`. */
export function testServer(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  const url = environment.HOLDFAST_TEST_DATABASE_URL;
  return url === undefined || url === "" ? undefined : url;
}

/** What to put into the name of what is skipped; throws where nothing may be skipped. */
export function skipReason(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  if (testServer(environment) !== undefined) return undefined;
  if (environment.HOLDFAST_REQUIRE_ALL === "1")
    throw new Error("HOLDFAST_REQUIRE_ALL=1 needs HOLDFAST_TEST_DATABASE_URL, a PostgreSQL for tests.");
  return "skipped: HOLDFAST_TEST_DATABASE_URL is not set";
}

/** Makes an empty database. */
export async function createTestDatabase(server: string, label: string): Promise<TestDatabase> {
  const name = `holdfast_${label}_${process.pid}_${Date.now().toString(36)}`;
  const admin = async (statement: string) => {
    const sql = postgres(server, { max: 1, onnotice: () => undefined });
    try {
      await sql.unsafe(statement);
    } finally {
      await sql.end();
    }
  };
  await admin(`create database "${name}"`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => admin(`drop database if exists "${name}" with (force)`) };
}
