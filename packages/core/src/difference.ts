import { canonicalJson } from "./canonical-json.js";
import { HoldfastError } from "./errors.js";
import type { Fingerprint } from "./fingerprint.js";
import { compareText } from "./name.js";
import { keyOf } from "./parse.js";

/** One field in which two documents differ; a side that lacks the field is undefined. */
export interface FieldDifference {
  readonly key: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The name by which an element of a list is recognised when the list is reordered or grown. */
function labelOf(value: unknown): string | undefined {
  if (!isRecord(value)) return undefined;
  const label = value.name ?? value.id;
  return typeof label === "string" ? label : undefined;
}

function walk(before: unknown, after: unknown, path: readonly PropertyKey[], found: FieldDifference[]): void {
  if (isRecord(before) && isRecord(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort(compareText);
    for (const key of keys) walk(before[key], after[key], [...path, key], found);
    return;
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const labels = [...before, ...after].map(labelOf);
    if (labels.length > 0 && labels.every((label) => label !== undefined)) {
      const left = new Map(before.map((item: unknown) => [labelOf(item) ?? "", item]));
      const right = new Map(after.map((item: unknown) => [labelOf(item) ?? "", item]));
      for (const label of [...new Set([...left.keys(), ...right.keys()])])
        walk(left.get(label), right.get(label), [...path, label], found);
      return;
    }
    for (let index = 0; index < Math.max(before.length, after.length); index += 1)
      walk(before[index], after[index], [...path, index], found);
    return;
  }
  const spelled = (value: unknown) => (value === undefined ? undefined : canonicalJson(value));
  const [left, right] = [spelled(before), spelled(after)];
  if (left !== right) found.push({ key: keyOf(path), before: left, after: right });
}

/** The fields in which two documents differ, in the order of their keys; lists of named things by name. */
export function differenceBetween(before: unknown, after: unknown): FieldDifference[] {
  const found: FieldDifference[] = [];
  walk(before, after, [], found);
  return found;
}

/** One line a field: `plan.alpha: 0.05 -> 0.1`. */
export function formatDifference(differences: readonly FieldDifference[], most = 12): string {
  const clip = (text: string | undefined) =>
    text === undefined ? "(absent)" : text.length > 80 ? `${text.slice(0, 77)}...` : text;
  const lines = differences
    .slice(0, most)
    .map(({ key, before, after }) => `  ${key}: ${clip(before)} -> ${clip(after)}`);
  return [...lines, ...(differences.length > most ? [`  and ${differences.length - most} more`] : [])].join(
    "\n",
  );
}

/** The error for an ablation that was changed after it was registered. */
export function driftError(
  identity: string,
  recorded: Fingerprint,
  given: Fingerprint,
  differences: readonly FieldDifference[],
): HoldfastError {
  return new HoldfastError({
    code: "drift",
    message: `${identity} is registered with another content (recorded ${recorded.slice(0, 19)}, given ${given.slice(0, 19)}):\n${formatDifference(differences)}\n`,
    ...(differences[0] === undefined ? {} : { place: { key: differences[0].key } }),
    remedy: "Bump the version, or amend the registered ablation with author and reason.",
  });
}
