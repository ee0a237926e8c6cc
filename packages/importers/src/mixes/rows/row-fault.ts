import { type ErrorCode, HoldfastError } from "@holdfast/core";

/** A fault of one row, or of a file of training data. */
export function rowFault(
  message: string,
  remedy: string,
  options: {
    readonly file?: string;
    readonly line?: number;
    readonly key?: string;
    readonly code?: ErrorCode;
    readonly cause?: unknown;
  } = {},
): HoldfastError {
  const { file, line, key } = options;
  return new HoldfastError({
    code: options.code ?? "invalid-input",
    message,
    place: {
      ...(file === undefined ? {} : { file }),
      ...(line === undefined ? {} : { line }),
      ...(key === undefined || key === "" ? {} : { key }),
    },
    remedy,
    cause: options.cause,
  });
}
