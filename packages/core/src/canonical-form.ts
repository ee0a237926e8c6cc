/** The values around a value, by which one that contains itself is found. */
interface Around {
  readonly value: object;
  readonly outer: Around | null;
}

/** Keys in the order of their UTF-16 code units. By insertion: there are few, and often they are in order. */
export function sortedKeys(value: object): string[] {
  const keys = Object.keys(value);
  for (let next = 1; next < keys.length; next += 1) {
    const key = keys[next] ?? "";
    let at = next - 1;
    for (; at >= 0 && (keys[at] ?? "") > key; at -= 1) keys[at + 1] = keys[at] ?? "";
    keys[at + 1] = key;
  }
  return keys;
}

/** Whether objects keep the key where it was put: what begins with a digit may be an index, and those come first. */
function keepsItsPlace(key: string): boolean {
  const first = key.charCodeAt(0);
  return !(first >= 48 && first <= 57) && key !== "__proto__";
}

/** Lists and plain objects only; dates, maps and the like have no form. */
function isPlainObject(value: object): value is Readonly<Record<string, unknown>> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return (
    (prototype === Object.prototype || prototype === null) && Object.getOwnPropertySymbols(value).length === 0
  );
}

function formOf(value: unknown, outer: Around | null): unknown {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  // -0 is written as 0
  if (typeof value === "number") return Number.isFinite(value) ? value + 0 : undefined;
  if (typeof value !== "object") return undefined;
  for (let around = outer; around !== null; around = around.outer)
    if (around.value === value) return undefined;
  const here = { value, outer };
  if (Array.isArray(value)) {
    const list: unknown[] = [];
    for (let index = 0; index < value.length; index += 1) {
      const item = formOf(value[index], here);
      if (item === undefined) return undefined;
      list.push(item);
    }
    return list;
  }
  if (!isPlainObject(value)) return undefined;
  const members: Record<string, unknown> = {};
  for (const key of sortedKeys(value)) {
    const own = value[key];
    if (own === undefined) continue;
    const member = keepsItsPlace(key) ? formOf(own, here) : undefined;
    if (member === undefined) return undefined;
    members[key] = member;
  }
  return members;
}

/**
 * The value again with its keys in the order of canonical JSON, so that `JSON.stringify` writes that: several times
 * faster than writing key by key. Undefined where the value is not plain enough to promise it (an index as a key, or
 * anything that canonical JSON refuses). Texts are not looked at: half of a surrogate pair remains to be found.
 */
export function canonicalForm<T>(value: T): T | undefined;
export function canonicalForm(value: unknown): unknown {
  return formOf(value, null);
}
