import { HoldfastError, isHoldfastError } from "@holdfast/core";
import type { HonoRequest } from "hono";
import { HTTPException } from "hono/http-exception";

function notRead(type: string | undefined): HoldfastError {
  return new HoldfastError({
    code: "unsupported-media",
    message:
      type === undefined
        ? "a body without a content type is not read here."
        : `a body of the type ${type} is not read here.`,
    place: { key: "content-type" },
    remedy: "Send application/json, or what the operation says in /v1/openapi.json.",
  });
}

/** A schema collects every fault that it finds, and hands on millions of them as the arguments of one call. */
function isOverflow(error: unknown): boolean {
  return error instanceof RangeError && error.message.includes("call stack");
}

async function whyNotRead(exception: HTTPException, request: HonoRequest): Promise<HoldfastError> {
  if (exception.status === 415) return notRead(request.header("content-type"));
  try {
    JSON.parse(await request.text());
  } catch (cause) {
    return new HoldfastError({
      code: "invalid-input",
      message: `the body is not JSON: ${cause instanceof SyntaxError ? cause.message : "it could not be read"}.`,
      remedy: "JSON has no NaN, no Infinity and no comments; write null for a sample that has no score.",
      cause,
    });
  }
  return new HoldfastError({ code: "invalid-input", message: exception.message, cause: exception });
}

/**
 * Why a request was refused before a verb saw it: not JSON, of a media type that is not read here, or cut off by
 * its own sender. Any other fault is handed back as it is.
 */
export async function refusedRequest(error: unknown, request: HonoRequest): Promise<unknown> {
  if (isHoldfastError(error)) return error;
  if (error instanceof HTTPException) return whyNotRead(error, request);
  if (isOverflow(error) && request.raw.body !== null)
    return new HoldfastError({
      code: "invalid-input",
      message: "more is wrong with the body than can be listed.",
      remedy: "Send one line of it first, and correct what is said of that.",
      cause: error,
    });
  if (!request.raw.signal.aborted) return error;
  return new HoldfastError({
    code: "invalid-input",
    message: "the connection was closed before the request was complete.",
    remedy: "Send it again; nothing of it was kept.",
    cause: error,
  });
}
