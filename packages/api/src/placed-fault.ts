import { type ErrorPlace, HoldfastError, isHoldfastError } from "@holdfast/core";
import { faultWithin } from "./within.js";

/** The store names what is at fault by its index in the batch, `[3].run`; the sender knows its own places. */
export function placedFault(error: unknown, placeOf: (index: number) => ErrorPlace | undefined): unknown {
  if (!isHoldfastError(error)) return error;
  const [, index, rest] = /^\[(\d+)\]\.?([\s\S]*)$/.exec(error.place.key ?? "") ?? [];
  const place = index === undefined ? undefined : placeOf(Number(index));
  if (place === undefined) return error;
  const { key: _key, ...elsewhere } = error.place;
  const inner = rest === undefined || rest === "" ? elsewhere : { ...elsewhere, key: rest };
  const { code, message, remedy, retryAfterSeconds } = error;
  return faultWithin(
    place,
    new HoldfastError({ code, message, place: inner, remedy, retryAfterSeconds, cause: error }),
  );
}
