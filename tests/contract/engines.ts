import { ownDatabase } from "../own-database.js";

/** A database on PostgreSQL, where a server is named. */
export const POSTGRES_URL = await ownDatabase("contract");

/** The databases that contract tests run on: PGlite always, PostgreSQL where there is one. */
export const ENGINES: readonly { readonly name: string; readonly target: string | undefined }[] = [
  { name: "PGlite in memory", target: "memory://" },
  {
    name:
      POSTGRES_URL === undefined
        ? "PostgreSQL (skipped: HOLDFAST_TEST_DATABASE_URL names no server)"
        : "PostgreSQL",
    target: POSTGRES_URL,
  },
];
