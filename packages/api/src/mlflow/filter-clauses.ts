import { badFilter, type FilterToken, filterTokens } from "./filter-tokens.js";

/** One comparison of a filter, before anybody knows what its name stands for. */
export interface FilterClause {
  readonly entity: string | null;
  readonly key: string;
  readonly op: string;
  readonly value: Extract<FilterToken, { is: "text" | "number" | "list" }> | null;
}

function wordAt(tokens: readonly FilterToken[], at: number): string | undefined {
  const token = tokens[at];
  return token?.is === "word" ? token.value : undefined;
}

/** The operator that begins at `at`, and how many tokens it has. */
function operatorAt(tokens: readonly FilterToken[], at: number): readonly [string, number] {
  const [first, second, third] = [at, at + 1, at + 2].map((place) => wordAt(tokens, place));
  if (first === "IS" && second === "NULL") return ["IS NULL", 2];
  if (first === "IS" && second === "NOT" && third === "NULL") return ["IS NOT NULL", 3];
  if (first === "NOT" && second === "IN") return ["NOT IN", 2];
  if (first === undefined || ["AND", "OR", "NOT", "IS", "NULL"].includes(first))
    throw badFilter("a comparison such as = or LIKE is expected after the name.");
  return [first, 1];
}

/** The comparisons of a filter, all of which are wanted. @throws HoldfastError `invalid-input` */
export function filterClauses(filter: string): FilterClause[] {
  const tokens = filterTokens(filter);
  const clauses: FilterClause[] = [];
  let at = 0;
  while (at < tokens.length) {
    if (clauses.length > 0) {
      const joined = wordAt(tokens, at);
      if (joined !== "AND")
        throw badFilter(`conditions are joined with AND${joined === "OR" ? ", and not with OR" : ""}.`);
      at += 1;
    }
    const name = tokens[at];
    if (name?.is !== "name") throw badFilter("a name such as metrics.loss is expected.");
    const [op, length] = operatorAt(tokens, at + 1);
    at += 1 + length;
    const takesValue = !op.endsWith("NULL");
    const value = takesValue ? tokens[at] : null;
    if (value === undefined) throw badFilter(`a value is expected after ${op}.`);
    if (value !== null && (value.is === "name" || value.is === "word"))
      throw badFilter(`${op} is followed by a number, or by a text in quotes.`);
    if (takesValue) at += 1;
    clauses.push({ entity: name.entity, key: name.key, op, value });
  }
  return clauses;
}
