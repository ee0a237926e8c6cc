import { HoldfastError } from "@holdfast/core";
import type { HonoRequest } from "hono";
import type { HTTPException } from "hono/http-exception";

/** Why a request was refused before a verb saw it: not JSON, or of a media type that is not read here. */
export async function refusedRequest(exception: HTTPException, request: HonoRequest): Promise<HoldfastError> {
  if (exception.status === 415) {
    return new HoldfastError({
      code: "invalid-input",
      message: `a body of the type ${request.header("content-type") ?? "that is not stated"} is not read here.`,
      place: { key: "content-type" },
      remedy: "Send application/json, or what the operation says in /v1/openapi.json.",
    });
  }
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
