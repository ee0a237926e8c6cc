import type { Given } from "./given.js";
import { UsageError } from "./usage-error.js";

/** The number that an option was given, or undefined. @throws UsageError where it is none */
export function numberGiven(given: Given, name: string): number | undefined {
  const text = given.text(name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value))
    throw new UsageError(`--${name} is a number, not \`${text}\`.`, `Write --${name} 0.05, for example.`);
  return value;
}
