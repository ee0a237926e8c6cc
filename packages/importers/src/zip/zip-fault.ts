import { type ErrorCode, HoldfastError } from "@holdfast/core";

/** A fault of a zip archive or of one of its members; the member is the key of the place. */
export function zipFault(
  message: string,
  remedy: string,
  options: { readonly member?: string; readonly code?: ErrorCode; readonly cause?: unknown } = {},
): HoldfastError {
  return new HoldfastError({
    code: options.code ?? "invalid-input",
    message,
    place: options.member === undefined ? {} : { key: options.member },
    remedy,
    cause: options.cause,
  });
}

/** What to do about bytes that are not what was written. */
export const COPY_AGAIN =
  "Copy it again from where it was written; if it is damaged there too, run the eval again.";
