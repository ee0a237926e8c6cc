import type { ExperimentQuery } from "@holdfast/store";
import { numberClause, textClause } from "./clause-conditions.js";
import { type FilterClause, filterClauses } from "./filter-clauses.js";
import { badFilter, filterTokens } from "./filter-tokens.js";

type Condition = ExperimentQuery["conditions"][number];
type Order = ExperimentQuery["order"][number];

const ATTRIBUTES = new Set(["attribute", "attributes", "attr"]);
const TIMES: ReadonlyMap<string, "created" | "updated"> = new Map([
  ["creation_time", "created"],
  ["last_update_time", "updated"],
]);

function conditionOf(clause: FilterClause): Condition {
  const { entity, key } = clause;
  if (entity === "tag" || entity === "tags") return { on: "tag", key, is: textClause(clause, false) };
  if (entity !== null && !ATTRIBUTES.has(entity))
    throw badFilter(`experiments have a name, times and tags, and no ${entity}.`);
  if (key === "name") return { on: "name", is: textClause(clause, false) };
  const time = TIMES.get(key);
  if (time === undefined)
    throw badFilter(`Invalid attribute key '${key}'. Valid keys are name, creation_time, last_update_time.`);
  return { on: "time", key: time, ...numberClause(clause) };
}

/** The conditions of a search for experiments. @throws HoldfastError `invalid-input` */
export function parseExperimentFilter(filter: string): Condition[] {
  return filterClauses(filter).map(conditionOf);
}

/** One key of an order, such as `last_update_time DESC`. @throws HoldfastError `invalid-input` */
export function parseExperimentOrder(text: string): Order {
  const [, body = "", direction = "ASC"] = /^\s*(.*?)(?:\s+(ASC|DESC))?\s*$/is.exec(text) ?? [];
  const [name, more] = filterTokens(body);
  const descending = direction.toUpperCase() === "DESC";
  if (name?.is === "name" && more === undefined && (name.entity === null || ATTRIBUTES.has(name.entity))) {
    if (name.key === "name" || name.key === "experiment_id") return { by: name.key, descending };
    const time = TIMES.get(name.key);
    if (time !== undefined) return { by: time, descending };
  }
  throw badFilter(`experiments are ordered by name, experiment_id, creation_time or last_update_time.`);
}
