import { HoldfastError } from "@holdfast/core";

/** A line that does not fit those before it. */
export function brokenArchive(line: number, message: string): HoldfastError {
  return new HoldfastError({
    code: "invalid-input",
    message,
    place: { line },
    remedy: "The archive was changed; export it again.",
  });
}

/** Something of the archive is in this database already, and is not the same. */
export function differsFromArchive(what: string, remedy: string): HoldfastError {
  return new HoldfastError({
    code: "conflict",
    message: `${what} is in this database already, and differs from the one in the archive.`,
    remedy: `${remedy} Nothing was restored.`,
  });
}
