import { HoldfastError, keyOf } from "@holdfast/core";

function walk(value: unknown, path: readonly PropertyKey[]): void {
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw new HoldfastError({
      code: "invalid-input",
      message: `${value} has no place in JSON.`,
      place: { key: keyOf(path) },
      remedy: "Write null for a sample that has no score, or leave the key out.",
    });
  }
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      const item: unknown = value[index];
      if (typeof item === "object" ? item !== null : typeof item === "number" && !Number.isFinite(item))
        walk(item, [...path, index]);
    }
  } else if (typeof value === "object" && value !== null) {
    for (const [key, member] of Object.entries(value)) walk(member, [...path, key]);
  }
}

/** Refuses NaN and infinities, which JSON would silently turn into `null`. @throws HoldfastError with the key */
export function refuseNonFinite<T>(value: T): T {
  walk(value, []);
  return value;
}
