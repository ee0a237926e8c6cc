import { canonicalForm, sortedKeys } from "./canonical-form.js";
import { HoldfastError } from "./errors.js";
import { keyOf } from "./parse.js";

/** A value on the way from the outermost to the one that is written, with the key it has in the one around it. */
interface Place {
  readonly value: object;
  readonly outer: Place | null;
  readonly key: PropertyKey | null;
}

function pathOf(place: Place | null, key: PropertyKey | null): PropertyKey[] {
  const path: PropertyKey[] = [];
  let at: Pick<Place, "outer" | "key"> | null = { outer: place, key };
  for (; at !== null; at = at.outer) if (at.key !== null) path.unshift(at.key);
  return path;
}

function refuse(outer: Place | null, own: PropertyKey | null, what: string, remedy: string): never {
  const key = keyOf(pathOf(outer, own));
  throw new HoldfastError({
    code: "invalid-input",
    message: `${key === "" ? "the value" : `\`${key}\``} ${what} and so has no canonical JSON.`,
    place: key === "" ? {} : { key },
    remedy,
  });
}

function isInside(value: object, outer: Place | null): boolean {
  for (let place = outer; place !== null; place = place.outer) if (place.value === value) return true;
  return false;
}

/** Whether JSON writes the text as it stands, between quotes. */
function isPlain(text: string): boolean {
  // neither control characters nor quotes, backslashes or surrogates
  return /^[ !#-[\]-\ud7ff\ue000-\uffff]*$/.test(text);
}

function writeText(value: string, outer: Place | null, own: PropertyKey | null): string {
  if (isPlain(value)) return `"${value}"`;
  if (/\p{Surrogate}/u.test(value))
    refuse(outer, own, "holds half of a surrogate pair", "Write the text as well-formed Unicode.");
  return JSON.stringify(value);
}

function isMembers(value: object): value is Readonly<Record<string, unknown>> {
  return !Array.isArray(value);
}

function checkObject(value: object, outer: Place | null, own: PropertyKey | null): void {
  if (isInside(value, outer))
    refuse(outer, own, "contains itself", "Name the inner value instead of nesting it.");
  if (Array.isArray(value)) return;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    const kind = value.constructor?.name ?? "object";
    refuse(
      outer,
      own,
      `is a ${kind}`,
      kind === "Date"
        ? "Write the date as an ISO string."
        : "Write it as a plain object, a list or a string.",
    );
  }
  if (Object.getOwnPropertySymbols(value).length > 0)
    refuse(outer, own, "has a key that is a symbol", "Use string keys.");
}

/** Appends the spelling of `value` to `text`: one long text grows faster than many small ones are joined. */
function write(text: string, value: unknown, outer: Place | null, own: PropertyKey | null): string {
  if (value === null || typeof value === "boolean") return `${text}${String(value)}`;
  if (typeof value === "string") return text + writeText(value, outer, own);
  if (typeof value === "number") {
    if (!Number.isFinite(value))
      refuse(
        outer,
        own,
        `is ${value}`,
        "Leave the key out, or write null or `unknown` where the schema allows it.",
      );
    // the shortest form that reads back as the number, -0 as 0: what JSON.stringify writes
    return `${text}${value}`;
  }
  if (typeof value === "undefined") refuse(outer, own, "is undefined", "Leave the key out or write null.");
  if (typeof value !== "object")
    refuse(outer, own, `is a ${typeof value}`, "Write it as a string, a number, a list or an object.");
  checkObject(value, outer, own);
  const here: Place = { value, outer, key: own };
  let written = text;
  if (Array.isArray(value)) {
    written += "[";
    for (let index = 0; index < value.length; index += 1) {
      const item: unknown = value[index];
      written = write(index === 0 ? written : `${written},`, item, here, index);
    }
    return `${written}]`;
  }
  if (!isMembers(value)) return written;
  let isFirst = true;
  written += "{";
  for (const key of sortedKeys(value)) {
    const member = value[key];
    if (member === undefined) continue;
    written += `${isFirst ? "" : ","}${isPlain(key) ? `"${key}"` : JSON.stringify(key)}:`;
    written = write(written, member, here, key);
    isFirst = false;
  }
  return `${written}}`;
}

/** The form of a value with its spelling; undefined where only key by key it can be spelt, or refused with the key. */
function spelt<T>(value: T): CanonicalDocument<T> | undefined {
  const form = canonicalForm(value);
  if (form === undefined) return undefined;
  const text = JSON.stringify(form);
  // how half of a surrogate pair is written, and also a backslash before "ud": a second look tells
  return text.includes("\\ud") ? undefined : { text, value: form };
}

/** A value as it is read back from its canonical JSON, with that text. */
export interface CanonicalDocument<T> {
  readonly text: string;
  readonly value: T;
}

/** Canonical JSON with what it reads back as, without reading it. @throws HoldfastError as {@link canonicalJson} */
export function canonicalDocument<T>(value: T): CanonicalDocument<T> {
  const found = spelt(value);
  if (found !== undefined) return found;
  const text = write("", value, null, null);
  return { text, value: JSON.parse(text) };
}

/**
 * JSON with one spelling: keys sorted by UTF-16 code unit, no white space, shortest number form, -0 as 0.
 * A member whose value is `undefined` is absent; anything else that JSON cannot carry faithfully
 * (NaN, infinities, dates, functions, maps, cycles, lone surrogates) is refused.
 *
 * @throws HoldfastError `invalid-input`, naming the key and the remedy
 */
export function canonicalJson(value: unknown): string {
  return spelt(value)?.text ?? write("", value, null, null);
}
