import type { NumberComparison, TextCondition } from "@holdfast/store";
import type { FilterClause } from "./filter-clauses.js";
import { badFilter } from "./filter-tokens.js";

const NUMBER_OPERATORS: Readonly<Record<string, NumberComparison>> = {
  "=": "=",
  "!=": "!=",
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">=",
};

/** A clause that compares with a number. @throws HoldfastError `invalid-input` */
export function numberClause({ key, op, value }: FilterClause): {
  readonly op: NumberComparison;
  readonly value: number;
} {
  const known = NUMBER_OPERATORS[op];
  if (known === undefined) throw badFilter(`${key} is a number, and ${op} compares texts.`);
  if (value?.is !== "number") throw badFilter(`${key} is compared with a number.`);
  return { op: known, value: value.value };
}

/** A clause that compares with a text, or with a list of them where one is allowed. @throws HoldfastError `invalid-input` */
export function textClause({ key, op, value }: FilterClause, takesList: boolean): TextCondition {
  if (op === "IN" || op === "NOT IN") {
    if (!takesList) throw badFilter(`${key} is not compared with a list; only run_id and datasets are.`);
    if (value?.is !== "list") throw badFilter(`${op} is followed by a list such as ('a', 'b').`);
    return { op, values: value.values };
  }
  if (op !== "=" && op !== "!=" && op !== "LIKE" && op !== "ILIKE")
    throw badFilter(`${key} is a text, and ${op} does not compare texts.`);
  if (value?.is !== "text") throw badFilter(`${key} is compared with a text in quotes.`);
  return { op, value: value.value };
}
