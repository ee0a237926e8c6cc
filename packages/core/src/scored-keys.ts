import type { Ablation } from "./ablation.js";
import { HoldfastError } from "./errors.js";
import { type Eval, primaryMetric } from "./eval.js";
import { parseIdentity } from "./identity.js";

/** What a logged metric key is taken for: the value of an eval's metric, or the number of samples behind it. */
export interface ScoredKey {
  readonly eval: string;
  readonly metric: string;
  readonly part: "value" | "samples";
}

/** Which metric keys name evals of an ablation. */
export interface ScoredKeys {
  readonly keys: ReadonlyMap<string, ScoredKey>;
  /** Keys that could name several, and therefore name none; with what they could name. */
  readonly unclear: ReadonlyMap<string, readonly string[]>;
}

/** Says that a key names no eval. */
const NONE = "none";
/** Ends the key of the number of samples. */
const SAMPLES = "/n";
/** What trainers write before the key of an eval. */
const PREFIXES = ["eval/", "eval_"] as const;

type Named = Pick<ScoredKey, "eval" | "metric">;

/** The texts that name a metric of an eval, without a prefix. */
function textsOf(value: Eval, metric: string, separators: readonly string[]): string[] {
  const names = [parseIdentity(value.id).name, value.id];
  const own = metric === primaryMetric(value).name ? names : [];
  return [...own, ...names.flatMap((name) => separators.map((between) => `${name}${between}${metric}`))];
}

function listed(evals: readonly Eval[], separators: readonly string[], prefixes: readonly string[]) {
  return evals.flatMap((value) =>
    value.metrics.flatMap(({ name: metric }) =>
      textsOf(value, metric, separators).flatMap((text) =>
        prefixes.map((prefix) => [`${prefix}${text}`, { eval: value.id, metric }] as const),
      ),
    ),
  );
}

const sayNamed = ({ eval: id, metric }: Named) => `${id}/${metric}`;

/** What each text names; one that could name several is apart. */
function byText(pairs: readonly (readonly [string, Named])[]): Map<string, readonly Named[]> {
  const found = new Map<string, readonly Named[]>();
  for (const [text, named] of pairs) {
    const known = found.get(text) ?? [];
    if (!known.some((one) => sayNamed(one) === sayNamed(named))) found.set(text, [...known, named]);
  }
  return found;
}

function tagFault(key: string, message: string, remedy: string): HoldfastError {
  return new HoldfastError({
    code: "unknown-name",
    message,
    place: { key: `holdfast.eval.${key}` },
    remedy,
  });
}

function taggedOf(exact: ReadonlyMap<string, readonly Named[]>, key: string, text: string): Named | null {
  if (text === NONE) return null;
  const [only, another] = exact.get(text) ?? [];
  const known = [...new Set([...exact.values()].flat().map(sayNamed))].join(", ");
  if (only === undefined)
    throw tagFault(key, `the ablation has no eval \`${text}\`.`, `Its evals and metrics are ${known}.`);
  if (another !== undefined)
    throw tagFault(key, `\`${text}\` could be several evals.`, `Name the version too: ${known}.`);
  return only;
}

/**
 * Which metric keys name evals. In this order: a key that a tag names; `NAME` or `NAME@VERSION` of a registered eval,
 * each optionally with `/METRIC` (its first metric without); the same after `eval/` or `eval_`, where the metric may
 * also follow `_`, as trainers write it. `/n` behind any of them is the number of samples. Nothing else names one.
 *
 * @param tagged metric keys and the `EVAL[@VERSION][/METRIC]` they stand for, or `none`
 * @throws HoldfastError `unknown-name` where a tag names no eval, or several
 */
export function scoredKeys(
  { evals }: Pick<Ablation, "evals">,
  tagged: Readonly<Record<string, string>> = {},
): ScoredKeys {
  const exact = byText(listed(evals, ["/"], [""]));
  const tiers = [exact, byText(listed(evals, ["/", "_"], PREFIXES))];
  const keys = new Map<string, ScoredKey>();
  const unclear = new Map<string, readonly string[]>();
  const taken = new Set<string>();
  for (const [key, text] of Object.entries(tagged)) {
    const named = taggedOf(exact, key, text);
    taken.add(key);
    if (named !== null) keys.set(key, { ...named, part: "value" });
  }
  for (const tier of tiers) {
    const before = new Set(taken);
    for (const [text, named] of tier) {
      if (before.has(text)) continue;
      taken.add(text);
      const [only, another] = named;
      if (another !== undefined) unclear.set(text, named.map(sayNamed));
      else if (only !== undefined) keys.set(text, { ...only, part: "value" });
    }
  }
  for (const [key, { eval: id, metric }] of [...keys]) {
    const counted = `${key}${SAMPLES}`;
    if (!taken.has(counted)) keys.set(counted, { eval: id, metric, part: "samples" });
  }
  return { keys, unclear };
}
