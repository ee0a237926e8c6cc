import type { LogSays } from "../logs/eval-log.js";
import { isBindingField, type SaidField, type SaidFields } from "./log-binding.js";

const PREFIX = "holdfast.";

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `key=value` tags as pairs. */
function pairsOf(tags: readonly string[]): (readonly [string, string])[] {
  return tags.flatMap((tag) => {
    const at = tag.indexOf("=");
    return at < 1 ? [] : [[tag.slice(0, at).trim(), tag.slice(at + 1).trim()] as const];
  });
}

/**
 * What a log says of its checkpoint. Plain words (`arm=principles`, or metadata `arm`) count where `arm` is one of them,
 * since a `seed` alone may be any seed; words with `holdfast.` count more, metadata more than tags, as in the recorder
 * for Python; what it says outright counts most.
 *
 * @returns the fields, and words with `holdfast.` that say nothing
 */
export function wordsOfLog(says: Pick<LogSays, "tags" | "metadata" | "said">): {
  readonly said: SaidFields;
  readonly unknown: readonly string[];
} {
  const said: Partial<Record<string, SaidField>> = {};
  const unknown: string[] = [];
  const take = (entries: readonly (readonly [string, unknown])[], from: string, isStrict: boolean) => {
    for (const [key, value] of entries)
      if (isBindingField(key)) said[key] = { value, from };
      else if (isStrict) unknown.push(`${PREFIX}${key}`);
  };
  const prefixed = (entries: readonly (readonly [string, unknown])[]) =>
    entries.flatMap(([key, value]) =>
      key.startsWith(PREFIX) ? [[key.slice(PREFIX.length), value] as const] : [],
    );
  const plain = (entries: readonly (readonly [string, unknown])[]) =>
    entries.some(([key]) => key === "arm") ? entries : [];
  const [tags, metadata] = [pairsOf(says.tags), Object.entries(says.metadata)];
  take(plain(tags), "tag", false);
  take(plain(metadata), "metadata", false);
  take(prefixed(tags), "tag", true);
  const nested = says.metadata.holdfast;
  if (isRecord(nested)) take(Object.entries(nested), "metadata", true);
  take(prefixed(metadata), "metadata", true);
  return { said: { ...said, ...says.said }, unknown };
}
