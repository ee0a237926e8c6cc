/** An object of a decoded file. */
export type Members = Readonly<Record<string, unknown>>;

/** Whether a decoded value is an object with members. */
export function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value of the first of these keys that is there and not null. */
export function firstOf(record: Members, keys: readonly string[]): unknown {
  for (const key of keys) {
    if (!Object.hasOwn(record, key)) continue;
    const value = record[key];
    if (value !== null && value !== undefined) return value;
  }
  return undefined;
}

/** The first of these that is a text. */
export function textOf(record: Members, keys: readonly string[]): string | undefined {
  const value = firstOf(record, keys);
  return typeof value === "string" ? value : undefined;
}
