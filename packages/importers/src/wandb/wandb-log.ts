import { applyMapping } from "../binding/apply-mapping.js";
import { wordsOfLog } from "../binding/words-of-log.js";
import type { EvalLog } from "../logs/eval-log.js";
import type { LogOptions } from "../logs/log-importer.js";
import { ScoredPoints } from "../logs/scored-points.js";
import type { WandbSays } from "./wandb-says.js";

/** The points of a run whose metrics name evals, by what the run and a mapping say. */
export function wandbPoints({ says, tagged }: WandbSays, file: string, options: LogOptions): ScoredPoints {
  const { evals: mapped } = applyMapping(options.mapping ?? [], file, says);
  return new ScoredPoints({ evals: options.evals ?? [], tagged, mapped });
}

/**
 * The run with its id as the id of its training where nobody says a seed: two trainings of unknown seed are then told
 * apart, as they are behind the door of MLflow.
 */
export function withRunId(said: WandbSays, id: string | null, file: string, options: LogOptions): WandbSays {
  const words = {
    ...wordsOfLog(said.says).said,
    ...applyMapping(options.mapping ?? [], file, said.says).said,
  };
  const isSaid = (word: "seed" | "run") =>
    ![undefined, null, "", "unknown"].some((nothing) => words[word]?.value === nothing);
  if (id === null || isSaid("seed") || isSaid("run")) return said;
  return { ...said, says: { ...said.says, said: { run: { value: id, from: "run id" } } } };
}

/** A run of W&B as a log. */
export function wandbLog(
  { says, judge, condition }: WandbSays,
  points: ScoredPoints,
  notes: readonly string[],
  part?: string,
): EvalLog {
  const finished = points.finish({
    status: "complete",
    harness: { name: "wandb" },
    ...(judge === undefined ? {} : { judge }),
    ...(Object.keys(condition).length === 0 ? {} : { condition }),
  });
  return {
    format: "wandb",
    ...(part === undefined ? {} : { part }),
    says,
    outcomes: finished.outcomes,
    leftOut: finished.leftOut,
    notes: [...notes, ...finished.notes],
  };
}
