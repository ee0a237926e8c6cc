function element(value: string | number | boolean | null): string {
  if (value === null) return "NULL";
  if (typeof value !== "string") return String(value);
  return `"${/["\\]/.test(value) ? value.replace(/["\\]/g, "\\$&") : value}"`;
}

/**
 * A PostgreSQL array literal, such as `{1,"two",NULL}`. Written here and cast on the server, because
 * the drivers do not agree on arrays: postgres.js sends null inside a list of texts as the word NULL.
 */
export function arrayLiteral(values: readonly (string | number | boolean | null)[]): string {
  return `{${values.map(element).join(",")}}`;
}
