import { type Condition, HoldfastError } from "@holdfast/core";
import type { LogSays } from "../logs/eval-log.js";
import { isBindingField, type SaidField, type SaidFields } from "./log-binding.js";
import type { MappingRule } from "./mapping.js";

/** What a mapping says of a log. */
export interface Mapped {
  readonly said: SaidFields;
  readonly evals: Readonly<Record<string, string | null>>;
  readonly metrics: Readonly<Record<string, string | null>>;
  readonly condition: Condition;
  /** Why it is left out on purpose, or null. */
  readonly skip: string | null;
}

function textsOf(what: string, file: string, says: LogSays): readonly string[] {
  if (what === "path") return [file.replaceAll("\\", "/")];
  if (what === "model") return says.model === null ? [] : [says.model];
  if (what === "task") return says.task === null ? [] : [says.task];
  if (what === "tag") return says.tags;
  const value = says.metadata[what.slice("metadata.".length)];
  return value === undefined || value === null
    ? []
    : [typeof value === "object" ? JSON.stringify(value) : String(value)];
}

/** The named pieces where every pattern of the rule fits, else null. */
function piecesOf(rule: MappingRule, file: string, says: LogSays): Record<string, string> | null {
  const pieces: Record<string, string> = {};
  for (const { what, pattern } of rule.match) {
    const found = textsOf(what, file, says)
      .map(pattern)
      .find((each) => each !== null);
    if (found === undefined || found === null) return null;
    Object.assign(pieces, found);
  }
  return pieces;
}

/** `$arm` and `${arm}` stand for the piece of that name. @throws HoldfastError where the rule takes no such piece */
function filled(value: unknown, pieces: Readonly<Record<string, string>>, rule: MappingRule): unknown {
  if (typeof value !== "string") return value;
  return value.replace(/\$(?:\{(\w+)\}|(\w+))/g, (whole, braced?: string, bare?: string) => {
    const piece = pieces[braced ?? bare ?? ""];
    if (piece !== undefined) return piece;
    throw new HoldfastError({
      code: "invalid-input",
      message: `rule ${rule.number} of the mapping writes \`${whole}\`, and no pattern of it has a piece of that name.`,
      place: { key: `rules[${rule.number - 1}].set` },
      remedy: `Its pieces are ${Object.keys(pieces).join(", ") || "none"}: name one in a pattern, as in runs/{arm}/*.`,
    });
  });
}

/**
 * What the rules say of a log. Every rule that fits says its part, a later one instead of an earlier; pieces of a pattern
 * that are named like a word of a binding are that word.
 */
export function applyMapping(rules: readonly MappingRule[], file: string, says: LogSays): Mapped {
  const said: Partial<Record<string, SaidField>> = {};
  let [evals, metrics, condition]: [Mapped["evals"], Mapped["metrics"], Condition] = [{}, {}, {}];
  let skip: string | null = null;
  for (const rule of rules) {
    const pieces = piecesOf(rule, file, says);
    if (pieces === null) continue;
    const from = `rule ${rule.number}`;
    const { evals: otherEvals = {}, metrics: others = {}, condition: also = {}, ...fields } = rule.set;
    for (const [name, value] of [...Object.entries(pieces), ...Object.entries(fields)])
      if (isBindingField(name)) said[name] = { value: filled(value, pieces, rule), from };
    const filledAlso = Object.entries(also).map(
      ([key, value]) => [key, filled(value, pieces, rule)] as const,
    );
    evals = { ...evals, ...otherEvals };
    metrics = { ...metrics, ...others };
    for (const [key, value] of filledAlso)
      if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
        condition = { ...condition, [key]: value };
    skip = rule.skip ?? skip;
  }
  return { said, evals, metrics, condition, skip };
}
