/** Text that breaks out of whatever does not escape it: tags, attributes, tables, links, reading order. */
export const HOSTILE =
  "</title></script></style><script>alert(1)</script><img src=x onerror=alert(2)>\" onload='alert(3)' | `x` **b** [l](javascript:alert(4)) &amp; \u202egnp\u0000\u0007\ud800\r\n## h\n| a | b |";

const KEPT = new Set([
  "format",
  "status",
  "kind",
  "scale",
  "target",
  "shownTarget",
  "scope",
  "evidenceLevel",
  "levels",
  "role",
  "direction",
  "code",
  "word",
  "flags",
  "known",
  "at",
  "registeredAt",
  "fingerprint",
  "ablationFingerprint",
  "inputsFingerprint",
  "contentHash",
  "method",
  "design",
  "seeds",
  "seedPairing",
  "estimator",
  "reading",
  "survival",
  "standing",
]);
/** Their canonical JSON is a key, so core never lets half a surrogate pair into them. */
const KEYS = new Set(["condition", "fromCondition", "toCondition"]);
/** Objects whose keys are names that a user gave. */
const NAMED = new Set(["mixes", "relation", "recipes", "condition", "fromCondition", "toCondition"]);
const WORDS = new Set([
  "lead",
  "retention",
  "level",
  "unknown",
  "in-distribution",
  "out-of-distribution",
  "near",
]);

function spoil(value: unknown, key: string, given: string): unknown {
  const insertion = KEYS.has(key) ? given.replace(/\p{Surrogate}/gu, "") : given;
  if (typeof value === "string") return KEPT.has(key) || WORDS.has(value) ? value : `${value}${insertion}`;
  if (Array.isArray(value)) return value.map((item: unknown) => spoil(item, key, insertion));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      NAMED.has(key) ? `${name}${insertion}` : name,
      spoil(member, name, insertion),
    ]),
  );
}

/** A copy with `insertion` added to every text in it, names included, so that what referred still refers. */
export function spoiled<T extends object>(value: T, insertion: string): T {
  const copy = structuredClone(value);
  return Object.assign(copy, spoil(value, "", insertion));
}
