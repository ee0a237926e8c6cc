/** Where a fault was found: a file, a 1-based line in it, and the key (dotted path) at fault. */
export interface ErrorPlace {
  readonly file?: string;
  readonly line?: number;
  readonly key?: string;
}

/**
 * The kinds of failure Holdfast tells apart.
 * HTTP statuses and process exit codes follow from these codes, in one table each.
 */
export const ERROR_CODES = [
  "invalid-input",
  "unknown-name",
  "not-found",
  "conflict",
  "drift",
  "not-estimable",
  "locked",
  "unavailable",
  "unauthenticated",
  "forbidden",
  "rate-limited",
  "newer-database",
  "newer-format",
  "too-large",
  "not-allowed",
  "unsupported-media",
  "internal",
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

export interface ErrorDetails {
  readonly code: ErrorCode;
  /** What is wrong, as a sentence. */
  readonly message: string;
  readonly place?: ErrorPlace | undefined;
  /** What the reader can do next, as a sentence. */
  readonly remedy?: string | undefined;
  /** Seconds after which the same request may be answered; not given where waiting does not help. */
  readonly retryAfterSeconds?: number | undefined;
  readonly cause?: unknown;
}

/** Every fault that Holdfast reports on purpose: what is wrong, where, and what to do next. */
export class HoldfastError extends Error {
  override readonly name = "HoldfastError";
  readonly code: ErrorCode;
  readonly place: ErrorPlace;
  readonly remedy: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(details: ErrorDetails) {
    super(details.message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = details.code;
    this.place = details.place ?? {};
    this.remedy = details.remedy;
    this.retryAfterSeconds = details.retryAfterSeconds;
  }

  /** The same fault seen from further out: fills in what the inner place did not know. */
  at(place: ErrorPlace): HoldfastError {
    return new HoldfastError({
      code: this.code,
      message: this.message,
      place: { ...place, ...this.place },
      remedy: this.remedy,
      retryAfterSeconds: this.retryAfterSeconds,
      cause: this.cause,
    });
  }
}

/** True for a {@link HoldfastError}, also one made by another copy of this module. */
export function isHoldfastError(error: unknown): error is HoldfastError {
  return error instanceof Error && error.name === "HoldfastError" && "code" in error && "place" in error;
}

/** One line for people: `file:line key: what is wrong. What to do next.` */
export function describeError(error: HoldfastError): string {
  const { file, line, key } = error.place;
  const where = [
    file === undefined ? undefined : line === undefined ? file : `${file}:${line}`,
    file === undefined && line !== undefined ? `line ${line}` : undefined,
    key,
  ]
    .filter((part) => part !== undefined)
    .join(" ");
  const said = where === "" ? error.message : `${where}: ${error.message}`;
  if (error.remedy === undefined) return said;
  return `${said}${said.endsWith("\n") ? "" : " "}${error.remedy}`;
}
