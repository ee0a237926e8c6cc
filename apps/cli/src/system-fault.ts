import { type ErrorCode, HoldfastError } from "@holdfast/core";

const KINDS: Readonly<
  Record<string, { readonly code: ErrorCode; readonly said: string; readonly remedy: string }>
> = {
  ENOENT: { code: "not-found", said: "there is no such file.", remedy: "Check the path." },
  EISDIR: { code: "invalid-input", said: "this is a directory.", remedy: "Name a file." },
  ENOTDIR: {
    code: "invalid-input",
    said: "a part of the path is not a directory.",
    remedy: "Check the path.",
  },
  EEXIST: {
    code: "conflict",
    said: "the file is there already.",
    remedy: "Name another file, or remove it.",
  },
  EACCES: {
    code: "forbidden",
    said: "permission denied.",
    remedy: "Check who owns the file and its directory.",
  },
  EPERM: {
    code: "forbidden",
    said: "permission denied.",
    remedy: "Check who owns the file and its directory.",
  },
  EROFS: { code: "forbidden", said: "the file system is read-only.", remedy: "Choose another place." },
  ENOSPC: {
    code: "unavailable",
    said: "the disk is full.",
    remedy: "Make room, then run the command again.",
  },
};

/** A fault of the operating system in our words; anything else as it is. */
export function systemFault(error: unknown, file?: string): unknown {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return error;
  const kind = KINDS[error.code];
  if (kind === undefined) return error;
  const path = file ?? ("path" in error && typeof error.path === "string" ? error.path : undefined);
  return new HoldfastError({
    code: kind.code,
    message: kind.said,
    place: path === undefined ? {} : { file: path },
    remedy: kind.remedy,
    cause: error,
  });
}
