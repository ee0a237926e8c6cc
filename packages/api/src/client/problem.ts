import { type ErrorCode, HoldfastError, isHoldfastError, type Problem } from "@holdfast/core";
import type { ContentfulStatusCode } from "hono/utils/http-status";

/** The HTTP status and the title of each kind of failure. */
export const PROBLEMS: Readonly<Record<ErrorCode, { status: ContentfulStatusCode; title: string }>> = {
  "invalid-input": { status: 400, title: "Invalid input" },
  forbidden: { status: 403, title: "Forbidden" },
  "not-found": { status: 404, title: "Not found" },
  conflict: { status: 409, title: "Conflict" },
  drift: { status: 409, title: "Registered with another content" },
  "too-large": { status: 413, title: "Too large" },
  "unknown-name": { status: 422, title: "Unknown name" },
  "not-estimable": { status: 422, title: "Not estimable" },
  "newer-format": { status: 422, title: "Written by a newer version" },
  locked: { status: 423, title: "Locked" },
  internal: { status: 500, title: "Internal fault" },
  unavailable: { status: 503, title: "Unavailable" },
  "newer-database": { status: 503, title: "Database of a newer version" },
};

/** The media type of problem details (RFC 9457). */
export const PROBLEM_TYPE = "application/problem+json";

/** What is told of a fault; of one that nobody foresaw, nothing but that it happened. */
export function problemOf(error: unknown): Problem {
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
  };
}

/** The response for a fault. */
export function problemResponse(error: unknown): Response {
  const problem = problemOf(error);
  return new Response(`${JSON.stringify(problem)}\n`, {
    status: problem.status,
    headers: { "content-type": PROBLEM_TYPE },
  });
}
