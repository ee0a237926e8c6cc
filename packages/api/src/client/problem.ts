import { type ErrorCode, HoldfastError, isHoldfastError, type Problem } from "@holdfast/core";
import type { ContentfulStatusCode } from "hono/utils/http-status";

/** The HTTP status and the title of each kind of failure. */
export const PROBLEMS: Readonly<Record<ErrorCode, { status: ContentfulStatusCode; title: string }>> = {
  "invalid-input": { status: 400, title: "Invalid input" },
  unauthenticated: { status: 401, title: "Not authenticated" },
  forbidden: { status: 403, title: "Forbidden" },
  "not-found": { status: 404, title: "Not found" },
  conflict: { status: 409, title: "Conflict" },
  drift: { status: 409, title: "Registered with another content" },
  "not-allowed": { status: 405, title: "Method not allowed" },
  "too-large": { status: 413, title: "Too large" },
  "unsupported-media": { status: 415, title: "Media type not read" },
  "unknown-name": { status: 422, title: "Unknown name" },
  "not-estimable": { status: 422, title: "Not estimable" },
  "newer-format": { status: 422, title: "Written by a newer version" },
  "rate-limited": { status: 429, title: "Too many requests" },
  locked: { status: 423, title: "Locked" },
  internal: { status: 500, title: "Internal fault" },
  unavailable: { status: 503, title: "Unavailable" },
  "newer-database": { status: 503, title: "Database of a newer version" },
};

/** The media type of problem details (RFC 9457). */
export const PROBLEM_TYPE = "application/problem+json";

/**
 * What is told of a fault; of one that nobody foresaw, nothing but that it happened.
 *
 * @param requestId the request that met it
 */
export function problemOf(error: unknown, requestId?: string): Problem {
  const fault = isHoldfastError(error)
    ? error
    : new HoldfastError({
        code: "internal",
        message: "something went wrong that Holdfast did not foresee.",
        remedy: "Look at the log of the server; if it happens again, report it with what you sent.",
      });
  const { status, title } = PROBLEMS[fault.code];
  return {
    type: `urn:holdfast:problem:${fault.code}`,
    title,
    status,
    detail: fault.message,
    code: fault.code,
    place: { ...fault.place },
    remedy: fault.remedy ?? null,
    ...(requestId === undefined ? {} : { requestId, instance: `urn:holdfast:request:${requestId}` }),
  };
}

/** The response for a fault. */
export function problemResponse(error: unknown, requestId?: string): Response {
  const problem = problemOf(error, requestId);
  return new Response(`${JSON.stringify(problem)}\n`, {
    status: problem.status,
    headers: {
      "content-type": PROBLEM_TYPE,
      ...(isHoldfastError(error) && error.retryAfterSeconds !== undefined
        ? { "retry-after": String(Math.ceil(error.retryAfterSeconds)) }
        : {}),
    },
  });
}
