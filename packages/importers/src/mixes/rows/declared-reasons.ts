import { isMembers, type Members } from "./members.js";

/** Where a row may declare that reasons are written out in it. */
const USUAL_KEYS = ["has_reasons", "explicit_reasons", "with_reasons", "reasoned", "reasons", "rationale"];
const INSIDE = ["metadata", "meta", "labels"];

function at(row: Members, path: string): unknown {
  if (Object.hasOwn(row, path)) return row[path];
  let value: unknown = row;
  for (const key of path.split(".")) {
    if (!isMembers(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

/** A yes or no as people write it; a text or list of reasons that is not empty is one too. */
function asLabel(value: unknown): boolean | null {
  if (typeof value === "boolean") return value;
  if (value === 0 || value === 0n) return false;
  if (value === 1 || value === 1n) return true;
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value !== "string") return null;
  const word = value.trim().toLowerCase();
  if (["", "false", "no", "none", "0", "n"].includes(word)) return false;
  return word === "unknown" ? null : true;
}

/** What a row declares about written reasons, null where it declares nothing; the texts are never looked at. */
export function declaredReasons(row: Members, key?: string): boolean | null {
  if (key !== undefined) return asLabel(at(row, key));
  for (const usual of USUAL_KEYS) {
    const label = asLabel(row[usual]);
    if (label !== null) return label;
    for (const inside of INSIDE) {
      const members = row[inside];
      const inner = isMembers(members) ? asLabel(members[usual]) : null;
      if (inner !== null) return inner;
    }
  }
  return null;
}
