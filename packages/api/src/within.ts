import { type ErrorPlace, HoldfastError, isHoldfastError } from "@holdfast/core";

function joined(outer: string | undefined, inner: string | undefined): string | undefined {
  if (outer === undefined || inner === undefined) return outer ?? inner;
  return inner.startsWith("[") ? `${outer}${inner}` : `${outer}.${inner}`;
}

/** The fault `error`, found inside `place`: its key is read from there. Other errors are handed back as they are. */
export function faultWithin(place: ErrorPlace, error: unknown): unknown {
  if (!isHoldfastError(error)) return error;
  const key = joined(place.key, error.place.key);
  return new HoldfastError({
    code: error.code,
    message: error.message,
    place: { ...error.place, ...place, ...(key === undefined ? {} : { key }) },
    remedy: error.remedy,
    retryAfterSeconds: error.retryAfterSeconds,
    cause: error,
  });
}

/** Runs `work`, whose faults lie inside `place`. */
export function within<T>(place: ErrorPlace, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw faultWithin(place, error);
  }
}
