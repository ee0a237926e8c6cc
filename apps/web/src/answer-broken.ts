import { problemResponse } from "@holdfast/api/client";
import { HoldfastError } from "@holdfast/core";
import { RequestError } from "@hono/node-server";

/** The answer to a request whose address or host cannot be read, and to a fault outside every app. */
export function answerBroken(error: unknown, onFault: ((error: unknown) => void) | undefined): Response {
  if (!(error instanceof RequestError)) {
    onFault?.(error);
    return problemResponse(error);
  }
  return problemResponse(
    new HoldfastError({
      code: "invalid-input",
      message: `the address of the request cannot be read: ${error.message}.`,
      remedy: "Check the path and the Host header.",
    }),
  );
}
