import { resolve } from "node:path";
import { HoldfastError } from "@holdfast/core";

/** Where a store is kept. */
export type Target =
  | { readonly kind: "memory"; readonly description: string }
  | { readonly kind: "directory"; readonly directory: string; readonly description: string }
  | { readonly kind: "server"; readonly url: string; readonly description: string };

/** Reads `memory://`, `postgres://...` or a path. @throws HoldfastError `invalid-input` */
export function parseTarget(text: string): Target {
  if (text === "memory://") return { kind: "memory", description: "memory" };
  if (/^postgres(ql)?:\/\//i.test(text)) {
    if (!URL.canParse(text)) throw badTarget("the address of the server is not a URL.");
    const url = new URL(text);
    const name = url.pathname.slice(1);
    if (url.hostname === "" || name === "")
      throw badTarget("the address of the server lacks a host or a database.");
    const user = url.username === "" ? "" : `${decodeURIComponent(url.username)}@`;
    return { kind: "server", url: text, description: `postgres://${user}${url.host}/${name}` };
  }
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(text)?.[1];
  if (scheme !== undefined) throw badTarget(`\`${scheme}://\` is no database that Holdfast knows.`);
  if (text.trim() === "") throw badTarget("the database has no name.");
  const directory = resolve(text);
  return { kind: "directory", directory, description: directory };
}

function badTarget(message: string): HoldfastError {
  return new HoldfastError({
    code: "invalid-input",
    message,
    place: { key: "db" },
    remedy: "Name a directory, or postgres://user:password@host:port/database.",
  });
}
