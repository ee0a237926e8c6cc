import { IdentityTextSchema } from "@holdfast/core";
import type { Scalar, TableRule } from "../binding/table-rule.js";
import { cellText, translated } from "./table-cell.js";

/** A number that each row holds, and what it is of. */
export interface Target {
  readonly word: "score" | "point" | "mean" | "k";
  /** Instead of what a column or a constant says; null where they say it. */
  readonly eval: string | null;
  readonly metric: string | null;
  readonly column: string;
  readonly of: (cells: readonly unknown[]) => unknown;
  /** The cell as it stands in the file. */
  readonly raw: (cells: readonly unknown[]) => unknown;
}

/** How the rows of a table are read by a rule. */
export interface TablePlan {
  readonly wanted: readonly string[];
  /** What a row says for a word: its cell or a constant, translated; undefined where the rule names neither. */
  readonly say: (word: string, cells: readonly unknown[]) => unknown;
  readonly has: (word: string) => boolean;
  /** The column of a word, or the word itself: what a fault is about. */
  readonly columnOf: (word: string) => string;
  readonly targets: readonly Target[];
  readonly conditions: readonly string[];
  readonly isMeant: (cells: readonly unknown[]) => boolean;
}

const CONDITION = "condition.";

/** `harm@1`, `harm@1/rate` or `rate`: the eval, the metric, or both. */
function targetOf(text: string): Pick<Target, "eval" | "metric"> {
  const slash = text.indexOf("/");
  const [before, after] = slash === -1 ? [text, null] : [text.slice(0, slash), text.slice(slash + 1)];
  return IdentityTextSchema.safeParse(before).success
    ? { eval: before, metric: after }
    : { eval: null, metric: text };
}

/**
 * @param cluster the column of the scenario family where the rule names none; null where there is none
 */
export function tablePlan(rule: TableRule, cluster: string | null): TablePlan {
  const wanted: string[] = [];
  const placeOf = (column: string): number => {
    const known = wanted.indexOf(column);
    return known === -1 ? wanted.push(column) - 1 : known;
  };
  const getter = (word: string, column: string) => {
    const place = placeOf(column);
    const values: Readonly<Record<string, Scalar>> | undefined = rule.values[word];
    return {
      raw: (cells: readonly unknown[]) => cells[place],
      of: (cells: readonly unknown[]) =>
        values === undefined ? cells[place] : translated(cells[place], values).value,
    };
  };
  const columns: Record<string, string | Readonly<Record<string, string>>> = { ...rule.columns };
  const isSaid = Object.hasOwn(columns, "cluster") || Object.hasOwn(rule.constants, "cluster");
  if (cluster !== null && !isSaid && Object.hasOwn(columns, "sample")) columns.cluster = cluster;
  const single = new Map<string, (cells: readonly unknown[]) => unknown>();
  const targets: Target[] = [];
  for (const [word, column] of Object.entries(columns)) {
    if (word === "score" || word === "point" || word === "mean" || word === "k") {
      const several = typeof column === "string" ? [["", column] as const] : Object.entries(column);
      for (const [text, each] of several) {
        const about = text === "" ? { eval: null, metric: null } : targetOf(text);
        targets.push({ word, ...about, column: each, ...getter(word, each) });
      }
    } else if (typeof column === "string") single.set(word, getter(word, column).of);
  }
  const filters = Object.entries(rule.where).map(
    ([column, texts]) => [placeOf(column), new Set(texts)] as const,
  );
  const named = [...single.keys(), ...Object.keys(rule.constants)];
  return {
    wanted,
    say: (word, cells) => {
      const get = single.get(word);
      return get === undefined ? rule.constants[word] : get(cells);
    },
    has: (word) => single.has(word) || Object.hasOwn(rule.constants, word),
    columnOf: (word) => {
      const column = columns[word];
      return typeof column === "string" ? column : word;
    },
    targets,
    conditions: named.flatMap((word) => (word.startsWith(CONDITION) ? [word.slice(CONDITION.length)] : [])),
    isMeant: (cells) => filters.every(([place, texts]) => texts.has(cellText(cells[place]) ?? "")),
  };
}
