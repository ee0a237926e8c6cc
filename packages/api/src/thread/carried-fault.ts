import { HoldfastError, isHoldfastError } from "@holdfast/core";
import type { CarriedFault } from "./thread-message.js";

/** A fault in a form that can be sent to another thread. */
export function carriedFault(error: unknown): CarriedFault {
  if (isHoldfastError(error)) {
    const { code, message, place, remedy, retryAfterSeconds, stack = null } = error;
    return {
      code,
      message,
      place,
      remedy: remedy ?? null,
      retryAfterSeconds: retryAfterSeconds ?? null,
      stack,
    };
  }
  const { message, stack = null } = error instanceof Error ? error : new Error(String(error));
  return { code: null, message, place: {}, remedy: null, retryAfterSeconds: null, stack };
}

/** The fault that was sent. */
export function faultOf({ code, message, place, remedy, retryAfterSeconds, stack }: CarriedFault): Error {
  if (code !== null)
    return new HoldfastError({
      ...{ code, message, place },
      remedy: remedy ?? undefined,
      retryAfterSeconds: retryAfterSeconds ?? undefined,
    });
  const error = new Error(message);
  if (stack !== null) error.stack = stack;
  return error;
}
