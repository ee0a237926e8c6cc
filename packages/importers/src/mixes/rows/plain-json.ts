import { canonicalJson } from "@holdfast/core";
import { isMembers } from "./members.js";

/** What Parquet gives beside what JSON has, as JSON has it; members that are null are absent, as columns make them so. */
function plain(value: unknown): unknown {
  if (typeof value === "bigint") {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : String(value);
  }
  if (value instanceof Date) return value.toISOString();
  if (ArrayBuffer.isView(value))
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64");
  if (Array.isArray(value)) return value.map(plain);
  if (!isMembers(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]): [string, unknown][] =>
      member === null || member === undefined ? [] : [[key, plain(member)]],
    ),
  );
}

/** Canonical JSON of a decoded value, the same whether it came from JSON or from Parquet. */
export function plainJson(value: unknown): string {
  return canonicalJson(plain(value));
}

/** A list or object that a file holds as a text of JSON, decoded; anything else as it is. */
export function decodedJson(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
