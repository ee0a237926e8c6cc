import { join } from "node:path";

/** The server that tests may use, or undefined. */
export const SERVER = process.env.HOLDFAST_TEST_DATABASE_URL;

/** A database to give to `--db`; null where it is not there, and then `name` says why. */
export interface Database {
  readonly name: string;
  readonly in: ((folder: string) => string) | null;
}

/** An embedded directory always; a PostgreSQL server where one is named. */
export const DATABASES: readonly Database[] = [
  { name: "an embedded directory", in: (folder) => join(folder, "db") },
  SERVER === undefined
    ? { name: "PostgreSQL (skipped: HOLDFAST_TEST_DATABASE_URL names no server)", in: null }
    : { name: "PostgreSQL", in: () => SERVER },
];
