import { type ErrorPlace, HoldfastError, isHoldfastError } from "@holdfast/core";

/** Where the element of a line is: in a document its index in the list, in NDJSON the line. */
export function elementPlace(line: number, list: string | undefined): ErrorPlace {
  return list === undefined ? { line } : { key: keyOf(line, list) };
}

function keyOf(line: number, list: string): string {
  return `${list}[${line - 1}]`;
}

/** A fault of a line, as the sender of the document `{list: [...]}` knows its place; others as they are. */
export function elementFault(error: unknown, list: string | undefined): unknown {
  if (list === undefined || !isHoldfastError(error) || error.place.line === undefined) return error;
  const { line, key, ...place } = error.place;
  const element = keyOf(line, list);
  const { code, message, remedy, retryAfterSeconds } = error;
  return new HoldfastError({
    ...{ code, message, remedy, retryAfterSeconds },
    place: { ...place, key: key === undefined ? element : `${element}.${key}` },
    cause: error,
  });
}
