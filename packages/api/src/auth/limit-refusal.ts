import { HoldfastError } from "@holdfast/core";
import type { Taken } from "./token-bucket.js";

/** More came than is allowed: when to come back, in the remedy and in `retry-after`. */
export function limitRefusal({ waitSeconds }: Taken, message: string, remedy: string): HoldfastError {
  const wait = Math.max(1, Math.ceil(waitSeconds));
  return new HoldfastError({
    code: "rate-limited",
    message,
    remedy: `Wait ${wait} s${remedy}`,
    retryAfterSeconds: wait,
  });
}
