import { HoldfastError, isHoldfastError } from "@holdfast/core";

/** A fault in `lines[i]`, as a fault inside that line, told by the caller who knows where the line came from. */
export function locatedFault(
  error: unknown,
  locate: (error: HoldfastError, index: number) => HoldfastError,
): unknown {
  if (!isHoldfastError(error)) return error;
  const [, index, key] = /^lines\[(\d+)\]\.?(.*)$/.exec(error.place.key ?? "") ?? [];
  if (index === undefined) return error;
  const { key: _key, ...place } = error.place;
  const inner = new HoldfastError({
    code: error.code,
    message: error.message,
    place: key === undefined || key === "" ? place : { ...place, key },
    remedy: error.remedy,
    cause: error.cause,
  });
  return locate(inner, Number(index));
}
