import { HoldfastError } from "./errors.js";
import { keyOf } from "./parse.js";

function refuse(path: readonly PropertyKey[], what: string, remedy: string): never {
  const key = keyOf(path);
  throw new HoldfastError({
    code: "invalid-input",
    message: `${key === "" ? "the value" : `\`${key}\``} ${what} and so has no canonical JSON.`,
    place: key === "" ? {} : { key },
    remedy,
  });
}

function write(value: unknown, path: readonly PropertyKey[], seen: ReadonlySet<object>): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") {
    if (/\p{Surrogate}/u.test(value))
      refuse(path, "holds half of a surrogate pair", "Write the text as well-formed Unicode.");
    return JSON.stringify(value);
  }
  if (typeof value === "number") {
    if (!Number.isFinite(value))
      refuse(
        path,
        `is ${value}`,
        "Leave the key out, or write null or `unknown` where the schema allows it.",
      );
    return Object.is(value, -0) ? "0" : JSON.stringify(value);
  }
  if (typeof value === "undefined") refuse(path, "is undefined", "Leave the key out or write null.");
  if (typeof value !== "object")
    refuse(path, `is a ${typeof value}`, "Write it as a string, a number, a list or an object.");
  if (seen.has(value)) refuse(path, "contains itself", "Name the inner value instead of nesting it.");
  const inside = new Set(seen).add(value);
  if (Array.isArray(value))
    return `[${Array.from(value, (item: unknown, index) => write(item, [...path, index], inside)).join(",")}]`;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    const kind = value.constructor?.name ?? "object";
    refuse(
      path,
      `is a ${kind}`,
      kind === "Date"
        ? "Write the date as an ISO string."
        : "Write it as a plain object, a list or a string.",
    );
  }
  if (Object.getOwnPropertySymbols(value).length > 0)
    refuse(path, "has a key that is a symbol", "Use string keys.");
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${write(member, [...path, key], inside)}`);
  return `{${members.join(",")}}`;
}

/**
 * JSON with one spelling: keys sorted by UTF-16 code unit, no white space, shortest number form, -0 as 0.
 * A member whose value is `undefined` is absent; anything else that JSON cannot carry faithfully
 * (NaN, infinities, dates, functions, maps, cycles, lone surrogates) is refused.
 *
 * @throws HoldfastError `invalid-input`, naming the key and the remedy
 */
export function canonicalJson(value: unknown): string {
  return write(value, [], new Set());
}
