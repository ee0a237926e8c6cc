import { HoldfastError, isHoldfastError } from "@holdfast/core";

function fieldOf(error: unknown, field: string): unknown {
  return typeof error === "object" && error !== null && field in error
    ? Reflect.get(error, field)
    : undefined;
}

/** The code of the innermost cause that has one: SQLSTATE, or one of Node or postgres.js. */
export function causeCode(error: unknown): string | undefined {
  const inner = fieldOf(error, "cause");
  const deeper = inner === undefined ? undefined : causeCode(inner);
  if (deeper !== undefined) return deeper;
  const code = fieldOf(error, "code");
  if (typeof code === "string") return code;
  const first = fieldOf(error, "errors");
  return Array.isArray(first) ? causeCode(first[0]) : undefined;
}

function causeMessage(error: unknown): string {
  const inner = fieldOf(error, "cause");
  if (inner !== undefined) return causeMessage(inner);
  const message = fieldOf(error, "message");
  return typeof message === "string" && message !== "" ? message : (causeCode(error) ?? String(error));
}

/** Deadlock or serialization failure: the transaction was rolled back and may be tried again. */
export function isTransient(error: unknown): boolean {
  return ["40P01", "40001"].includes(causeCode(error) ?? "");
}

const GONE = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOENT",
  "EPIPE",
  "ERR_SOCKET_CLOSED",
  "ERR_STREAM_DESTROYED",
  "ETIMEDOUT",
  "CONNECT_TIMEOUT",
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "57P01",
  "57P02",
  "57P03",
  "57P05",
  "25P03",
  "53300",
  "08000",
  "08001",
  "08003",
  "08004",
  "08006",
]);

/** No room: on the disk of the database, on that of this process, or in the memory of the server. */
const FULL = new Set(["53100", "ENOSPC", "EDQUOT", "53200"]);

/** The server broke a statement off: it, or its wait for another writer, took too long. */
const BROKEN_OFF = new Set(["57014", "55P03"]);

/** Seconds after which what failed may work again: a restart takes some, and space is made by people. */
const RETRY_GONE = 2;
const RETRY_FULL = 30;
const RETRY_BROKEN_OFF = 5;

// the embedded engine says it in words, and with the code of whatever it was doing
const NO_SPACE = /no space left on device|disk quota exceeded|file too large/i;

const DENIED = new Set(["28000", "28P01", "42501", "25006"]);

/** The error of a database in Holdfast's words; what is one of ours already stays as it is. */
export function storeError(error: unknown, description: string): HoldfastError {
  if (isHoldfastError(error)) return error;
  const code = causeCode(error) ?? "";
  const said = causeMessage(error);
  if (GONE.has(code))
    return new HoldfastError({
      code: "unavailable",
      message: `${description} does not answer: ${said}.`,
      remedy:
        "Check that the server runs, that host and port are right, and that it accepts one more connection; then try again.",
      retryAfterSeconds: RETRY_GONE,
      cause: error,
    });
  if (FULL.has(code) || NO_SPACE.test(said))
    return new HoldfastError({
      code: "unavailable",
      message: `${description} has no room left: ${said}.`,
      remedy: "Make room where the database is; nothing of this request was kept, so send it again then.",
      retryAfterSeconds: RETRY_FULL,
      cause: error,
    });
  if (BROKEN_OFF.has(code))
    return new HoldfastError({
      code: "unavailable",
      message: `${description} took too long: ${said}.`,
      remedy:
        "Send it again, in smaller parts if it is large; `holdfast serve` has --statement-timeout and --lock-timeout.",
      retryAfterSeconds: RETRY_BROKEN_OFF,
      cause: error,
    });
  if (code === "3D000")
    return new HoldfastError({
      code: "unavailable",
      message: `${description}: ${said}.`,
      remedy: "Create the database (createdb), or name one that exists.",
      cause: error,
    });
  if (DENIED.has(code))
    return new HoldfastError({
      code: "forbidden",
      message: `${description} refuses: ${said}.`,
      remedy: "Check user and password, and that the user may create and write tables in this database.",
      cause: error,
    });
  if (code === "22021" || code === "22P05")
    return new HoldfastError({
      code: "invalid-input",
      message: `${description} cannot keep a text: ${said}.`,
      remedy: "Write it as well-formed Unicode without NUL.",
      cause: error,
    });
  if (code === "23514" || code === "22003")
    return new HoldfastError({
      code: "invalid-input",
      message: `${description} cannot keep a value: ${said}.`,
      remedy: "Check the numbers of what was sent: finite, within range, k at most n.",
      cause: error,
    });
  return new HoldfastError({
    code: "internal",
    message: `${description}: ${said}${code === "" ? "" : ` (${code})`}.`,
    remedy: "Nothing of this request was kept. If it comes back, report it with this message.",
    cause: error,
  });
}
