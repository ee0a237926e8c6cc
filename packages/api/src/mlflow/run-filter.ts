import type { RunCondition, RunNumberAttribute, RunOrder, RunTextAttribute } from "@holdfast/store";
import { numberClause, textClause } from "./clause-conditions.js";
import { type FilterClause, filterClauses } from "./filter-clauses.js";
import { badFilter, filterTokens } from "./filter-tokens.js";

type Entity = "metric" | "param" | "tag" | "attribute" | "dataset";

const ENTITIES: Readonly<Record<string, Entity>> = {
  metric: "metric",
  metrics: "metric",
  param: "param",
  params: "param",
  parameter: "param",
  parameters: "param",
  tag: "tag",
  tags: "tag",
  attribute: "attribute",
  attributes: "attribute",
  attr: "attribute",
  run: "attribute",
  dataset: "dataset",
  datasets: "dataset",
};

const TEXTS: Readonly<Record<string, RunTextAttribute>> = {
  run_id: "run_id",
  run_name: "run_name",
  "run name": "run_name",
  "Run name": "run_name",
  "Run Name": "run_name",
  status: "status",
  user_id: "user_id",
  artifact_uri: "artifact_uri",
};

const TIMES: Readonly<Record<string, RunNumberAttribute>> = {
  start_time: "start_time",
  created: "start_time",
  Created: "start_time",
  end_time: "end_time",
};

const DATASET: Readonly<Record<string, "name" | "digest" | "context">> = {
  name: "name",
  digest: "digest",
  context: "context",
};

function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

function entityOf(entity: string | null): Entity {
  const known = entity === null ? "attribute" : own(ENTITIES, entity);
  if (known !== undefined) return known;
  throw badFilter(
    `Invalid entity type '${entity}'. Valid values are metric, parameter, tag, attribute and dataset.`,
  );
}

function unknownAttribute(key: string): never {
  const keys = ["run_id", "run_name", "status", "start_time", "end_time", "user_id", "artifact_uri"];
  throw badFilter(`Invalid attribute key '${key}' specified. Valid keys are ${keys.join(", ")}.`);
}

function conditionOf(clause: FilterClause): RunCondition {
  const { key, op } = clause;
  const on = entityOf(clause.entity);
  if (on === "metric") return { on, key, ...numberClause(clause) };
  if (on === "dataset") {
    const field = own(DATASET, key);
    if (field === undefined)
      throw badFilter(`Invalid dataset key '${key}'. Valid keys are name, digest, context.`);
    return { on, key: field, is: textClause(clause, true) };
  }
  if (on !== "attribute") {
    const isNull = op === "IS NULL" || op === "IS NOT NULL";
    return { on, key, is: isNull ? { op } : textClause(clause, false) };
  }
  const time = own(TIMES, key);
  if (time !== undefined) return { on: "time", key: time, ...numberClause(clause) };
  const text = own(TEXTS, key) ?? unknownAttribute(key);
  return { on: "text", key: text, is: textClause(clause, text === "run_id") };
}

/** The conditions of a search for runs. @throws HoldfastError `invalid-input` */
export function parseRunFilter(filter: string): RunCondition[] {
  return filterClauses(filter).map(conditionOf);
}

/** One key of an order, such as `metrics.acc DESC`. @throws HoldfastError `invalid-input` */
export function parseRunOrder(text: string): RunOrder {
  const [, body = "", direction = "ASC"] = /^\s*(.*?)(?:\s+(ASC|DESC))?\s*$/is.exec(text) ?? [];
  const [name, more] = filterTokens(body);
  if (name?.is !== "name" || more !== undefined)
    throw badFilter(`order_by is a name with ASC or DESC, such as metrics.acc DESC, and not \`${text}\`.`);
  const descending = direction.toUpperCase() === "DESC";
  const on = entityOf(name.entity);
  if (on === "dataset") throw badFilter("runs are not ordered by their datasets.");
  if (on !== "attribute") return { on, key: name.key, descending };
  const { key } = name;
  const attribute = key === "experiment_id" ? key : (own(TIMES, key) ?? own(TEXTS, key));
  return { on, key: attribute ?? unknownAttribute(key), descending };
}
