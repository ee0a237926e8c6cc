import { join } from "node:path";
import { ownDatabase } from "../own-database.js";

/** A database on a server, or undefined where there is none for tests. */
export const SERVER = await ownDatabase("cli");

/** A database to give to `--db`; null where it is not there, and then `name` says why. */
export interface Database {
  readonly name: string;
  readonly in: ((folder: string) => string) | null;
}

/** With HOLDFAST_REQUIRE_ALL nothing is skipped: what is not there is a failure. */
export const REQUIRE_ALL = process.env.HOLDFAST_REQUIRE_ALL === "1";

function server(): Database {
  if (SERVER !== undefined) return { name: "PostgreSQL", in: () => SERVER };
  if (!REQUIRE_ALL)
    return { name: "PostgreSQL (skipped: HOLDFAST_TEST_DATABASE_URL names no server)", in: null };
  return {
    name: "PostgreSQL",
    in: () => {
      throw new Error("HOLDFAST_REQUIRE_ALL is set, and HOLDFAST_TEST_DATABASE_URL names no server.");
    },
  };
}

/** An embedded directory always; a PostgreSQL server where one is named. */
export const DATABASES: readonly Database[] = [
  { name: "an embedded directory", in: (folder) => join(folder, "db") },
  server(),
];
