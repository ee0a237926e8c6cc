import { chunksOfBytes } from "../bytes/byte-source.js";
import { jsonPieces } from "../json/json-pieces.js";
import { parseJsonBytes } from "../json/parse-json.js";
import { rootKeys } from "../json/root-keys.js";
import type { EvalLog, LogOutcome } from "../logs/eval-log.js";
import type { LogImporter, LogSource } from "../logs/log-importer.js";
import { taskDirections, taskOutcomes } from "./lm-eval-outcomes.js";
import {
  type LmEvalResults,
  lmEvalResults,
  RESULT_KEYS,
  type StatedMetric,
  statedMetrics,
  tasksOf,
} from "./lm-eval-results.js";
import { readLmEvalSamples } from "./lm-eval-samples.js";
import { lmEvalSays } from "./lm-eval-says.js";

/** What a results file and its samples have in common: the moment at the end of their names. */
const MOMENT = /_(\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}(?:\.\d+)?)\.json$/;

async function readResults({ bytes }: LogSource): Promise<LmEvalResults> {
  const found: [string, unknown][] = [];
  for await (const pieces of jsonPieces(chunksOfBytes(bytes), (key) =>
    RESULT_KEYS.has(key) ? "whole" : "skip",
  ))
    for (const piece of pieces) found.push([piece.key, parseJsonBytes(piece.bytes)]);
  return lmEvalResults(Object.fromEntries(found));
}

async function samplesOf(source: LogSource, task: string, metrics: readonly StatedMetric[]) {
  const moment = MOMENT.exec(source.file)?.[1];
  if (moment === undefined || source.beside === undefined) return null;
  const name = `samples_${task}_${moment}.jsonl`;
  return (await source.beside(name, (bytes) => readLmEvalSamples(name, bytes, metrics))) ?? null;
}

async function read(source: LogSource): Promise<EvalLog> {
  const file = await readResults(source);
  const { tasks, groups } = tasksOf(file);
  const outcomes: LogOutcome[] = [];
  const notes: string[] = [];
  const higherIsBetter: Record<string, boolean> = {};
  let withoutSamples = 0;
  for (const [task, entries] of tasks) {
    const metrics = statedMetrics(entries);
    const samples = await samplesOf(source, task, metrics);
    if (samples === null) withoutSamples += 1;
    const told = taskOutcomes(file, [task, metrics], samples);
    outcomes.push(...told.outcomes);
    Object.assign(higherIsBetter, taskDirections(file, [task, metrics]));
    notes.push(...told.notes);
    const count = file["n-samples"]?.[task];
    if (count !== undefined && count.effective < count.original)
      notes.push(`${task} was run on ${count.effective} of its ${count.original} samples.`);
  }
  if (withoutSamples > 0)
    notes.push(
      `${withoutSamples} of ${tasks.length} tasks have no samples beside them: their means are taken (--log_samples keeps samples).`,
    );
  if (groups.length > 0) notes.push(`${groups.join(", ")}: made of other tasks, and not counted again.`);
  return {
    format: "lm-eval",
    says: lmEvalSays(file, tasks.length === 1 ? (tasks[0]?.[0] ?? null) : null),
    outcomes,
    leftOut: outcomes.length === 0 ? [{ what: "the log", why: "it has no results", count: 1 }] : [],
    notes,
    ...(Object.keys(higherIsBetter).length === 0 ? {} : { higherIsBetter }),
  };
}

/** Results of lm-evaluation-harness, of every layout so far, with the samples that lie beside them. */
export const lmEvalImporter: LogImporter = {
  format: "lm-eval",
  looks: "lm-evaluation-harness (`results_*.json`, with `samples_*.jsonl` beside it)",
  recognises: async (bytes) => {
    const isOne = (keys: ReadonlySet<string>) =>
      keys.has("results") && ["versions", "configs", "config", "n-shot"].some((key) => keys.has(key));
    const keys = await rootKeys(bytes, (seen) => isOne(seen) || seen.has("eval"));
    return isOne(keys) && !keys.has("eval");
  },
  read,
};
