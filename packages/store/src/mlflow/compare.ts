import { eq, gt, gte, inArray, lt, lte, ne, notInArray, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import type { NumberComparison, TextCondition } from "./mlflow-query.js";

/** A number compared as a search asks. */
export function compared(column: AnyPgColumn, op: NumberComparison, value: number): SQL {
  const by = { "=": eq, "!=": ne, ">": gt, ">=": gte, "<": lt, "<=": lte }[op];
  return by(column, value);
}

/** A text compared as a search asks; LIKE knows % and _, and a backslash before them is itself. */
export function comparedText(text: AnyPgColumn | SQL, condition: TextCondition): SQL {
  if ("values" in condition) {
    const values = [...condition.values];
    const column = sql`${text}`;
    return condition.op === "IN" ? inArray(column, values) : notInArray(column, values);
  }
  if (condition.op === "=") return sql`${text} = ${condition.value}`;
  if (condition.op === "!=") return sql`${text} <> ${condition.value}`;
  const pattern = condition.value.replaceAll("\\", "\\\\");
  return condition.op === "LIKE" ? sql`${text} like ${pattern}` : sql`${text} ilike ${pattern}`;
}
