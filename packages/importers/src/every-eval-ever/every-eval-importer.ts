import { chunksOfBytes } from "../bytes/byte-source.js";
import { jsonPieces } from "../json/json-pieces.js";
import { parseJsonBytes } from "../json/parse-json.js";
import { rootKeys } from "../json/root-keys.js";
import type { EvalLog, LogOutcome, LogSays } from "../logs/eval-log.js";
import { LeftOutTally } from "../logs/left-out-tally.js";
import type { LogImporter, LogOptions, LogSource } from "../logs/log-importer.js";
import {
  AGGREGATE_KEYS,
  type EveryEvalAggregate,
  type EveryEvalResult,
  everyEvalAggregate,
} from "./every-eval-aggregate.js";
import { type Instances, readInstances } from "./every-eval-instances.js";
import { everyEvalOutcome, resultKey } from "./every-eval-outcomes.js";
import { EVERY_EVAL_WORDS, UNBINDING } from "./every-eval-words.js";

async function readAggregate({ bytes }: LogSource): Promise<EveryEvalAggregate> {
  const found: [string, unknown][] = [];
  for await (const pieces of jsonPieces(chunksOfBytes(bytes), (key) =>
    AGGREGATE_KEYS.has(key) ? "whole" : "skip",
  ))
    for (const piece of pieces) found.push([piece.key, parseJsonBytes(piece.bytes)]);
  return everyEvalAggregate(Object.fromEntries(found));
}

function saysOf({
  evaluation_id,
  evaluation_timestamp,
  evaluation_results,
  model_info,
}: EveryEvalAggregate): LogSays {
  const details = Object.entries(model_info.additional_details ?? {});
  const uri = model_info.additional_details?.[EVERY_EVAL_WORDS.checkpointUri];
  const paths = [model_info.id, model_info.name, uri].filter((path) => typeof path === "string");
  const names = new Set(evaluation_results.map(({ evaluation_name }) => evaluation_name));
  return {
    task: names.size === 1 ? ([...names][0] ?? null) : null,
    model: model_info.id,
    modelPaths: [...new Set(paths)],
    created: evaluation_timestamp ?? null,
    evalId: evaluation_id,
    taskId: null,
    tags: [],
    metadata: Object.fromEntries(details.filter(([key]) => !UNBINDING.has(key))),
  };
}

/** Finds the result of an instance: by its id, or by its name where one result has it. */
function resultFinder(results: readonly EveryEvalResult[]) {
  const byId = new Map<string, string>();
  const byName = new Map<string, string | null>();
  for (const [index, { evaluation_result_id: id, evaluation_name: name }] of results.entries()) {
    if (typeof id === "string") byId.set(id, String(index));
    byName.set(name, byName.has(name) ? null : String(index));
  }
  return (id: string | null, name: string | null): string | undefined =>
    (id === null ? undefined : byId.get(id)) ?? (name === null ? undefined : (byName.get(name) ?? undefined));
}

/** The file of instances is named by a path from the root of a datastore; it lies beside its aggregate. */
function besideName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

async function instancesOf(
  source: LogSource,
  aggregate: EveryEvalAggregate,
  cluster: string | null,
): Promise<Instances | null> {
  const path = aggregate.detailed_evaluation_results?.file_path;
  if (path === undefined || source.beside === undefined) return null;
  const name = besideName(path);
  const keyOf = resultFinder(aggregate.evaluation_results);
  return (
    (await source.beside(name, (bytes) => readInstances(name, bytes, aggregate, keyOf, cluster))) ?? null
  );
}

async function read(source: LogSource, { cluster }: LogOptions): Promise<EvalLog> {
  const aggregate = await readAggregate(source);
  const instances = await instancesOf(source, aggregate, cluster);
  const [leftOut, notes]: [LeftOutTally, string[]] = [new LeftOutTally(), []];
  const { evaluation_results: results, detailed_evaluation_results: detailed } = aggregate;
  if (instances === null && detailed)
    notes.push(`${besideName(detailed.file_path)} is not beside it: the scores that were stated are taken.`);
  if (instances !== null && instances.foreign > 0)
    leftOut.add("instances", "they belong to none of the results", { count: instances.foreign });
  const outcomes: LogOutcome[] = [];
  for (const [index, result] of results.entries()) {
    const twins = results.filter((other) => resultKey(other) === resultKey(result)).length;
    if (twins > 1) {
      leftOut.add(
        `results ${result.evaluation_name}`,
        "several have the same name, metric and judge, and which is meant is not said",
      );
      continue;
    }
    const column = instances?.of.get(String(index)) ?? null;
    const outcome = everyEvalOutcome(aggregate, result, column, cluster, { leftOut, notes });
    if (outcome !== null) outcomes.push(outcome);
  }
  if (results.length === 0) leftOut.add("the log", "it has no results");
  return { format: "every-eval-ever", says: saysOf(aggregate), outcomes, leftOut: leftOut.list, notes };
}

/** Every Eval Ever: aggregates with the instances that lie beside them. */
export const everyEvalImporter: LogImporter = {
  format: "every-eval-ever",
  looks: "Every Eval Ever (`UUID.json`, with `UUID_samples.jsonl` beside it)",
  recognises: async (bytes) => {
    const isOne = (keys: ReadonlySet<string>) =>
      keys.has("evaluation_id") && keys.has("evaluation_results") && keys.has("model_info");
    return isOne(await rootKeys(bytes, isOne));
  },
  read,
};
