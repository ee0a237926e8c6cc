/** Every number of a document that JSON could not carry, with where it stands. */
export function brokenNumbers(document: unknown, at = "$"): string[] {
  if (typeof document === "number") return Number.isFinite(document) ? [] : [`${at} is ${document}`];
  if (typeof document !== "object" || document === null) return [];
  return Object.entries(document).flatMap(([key, inner]) => brokenNumbers(inner, `${at}.${key}`));
}

/** Errors of 0 and intervals without width: certainty that no evidence gives. */
export function falseCertainty(document: unknown, at = "$"): string[] {
  if (typeof document !== "object" || document === null) return [];
  const own: string[] = [];
  if ("standardError" in document && document.standardError === 0) own.push(`${at}.standardError is 0`);
  if ("lower" in document && "upper" in document && "level" in document && document.lower !== null)
    if (document.lower === document.upper) own.push(`${at} is an interval without width`);
  return [
    ...own,
    ...Object.entries(document).flatMap(([key, inner]) => falseCertainty(inner, `${at}.${key}`)),
  ];
}
