import { isAbsolute, resolve } from "node:path";
import type { Env } from "./env.js";
import { UsageError } from "./usage-error.js";

/** Where the data is: a server, a PostgreSQL address, or an embedded directory. */
export type Target =
  | { readonly kind: "server"; readonly url: string }
  | { readonly kind: "postgres"; readonly address: string }
  | {
      readonly kind: "directory";
      readonly path: string;
      /** As it was given, for messages. */
      readonly shown: string;
      readonly isDefault: boolean;
      /** Nothing is kept. */
      readonly isMemory: boolean;
    };

/** The embedded directory of a project that names no other. */
export const DEFAULT_DIRECTORY = ".holdfast/db";

function directory(given: string, cwd: string, isDefault: boolean): Target {
  const isMemory = given === "memory://";
  const path = isMemory || isAbsolute(given) ? given : resolve(cwd, given);
  return { kind: "directory", path, shown: given, isDefault, isMemory };
}

/**
 * The target that was chosen: options before environment, `--url` before `--db`.
 *
 * @throws UsageError where both are options, or the address is of a kind that is not known
 */
export function targetOf(
  given: { readonly db: string | undefined; readonly url: string | undefined },
  env: Env,
  cwd: string,
): Target {
  if (given.db !== undefined && given.url !== undefined)
    throw new UsageError("--db and --url name two places.", "Give one of them.");
  const url = given.url ?? (given.db === undefined ? env.url : undefined);
  if (url !== undefined) {
    if (!/^https?:\/\/./.test(url))
      throw new UsageError(
        `\`${url}\` is not the address of a server.`,
        "Write it like http://localhost:7878.",
      );
    return { kind: "server", url };
  }
  const db = given.db ?? env.db;
  if (db === undefined) return directory(DEFAULT_DIRECTORY, cwd, true);
  if (/^postgres(ql)?:\/\//.test(db)) return { kind: "postgres", address: db };
  if (/^https?:\/\//.test(db))
    throw new UsageError("--db names a database, and this is a server.", `Write --url ${db}.`);
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(db) && db !== "memory://")
    throw new UsageError(
      `no database is known behind \`${db.split("://")[0]}://\`.`,
      "Give a directory or a postgres:// address.",
    );
  return directory(db, cwd, false);
}

/** A target for people; never with a password. */
export function describeTarget(target: Target): string {
  if (target.kind === "server") return target.url.replace(/\/\/[^@/]*@/, "//");
  if (target.kind === "postgres") return target.address.replace(/\/\/[^@/]*@/, "//").replace(/\?.*$/, "");
  return target.isDefault
    ? `${target.shown} (embedded; --db or HOLDFAST_DB names another)`
    : `${target.shown} (embedded)`;
}
