import { type BindingTag, DEFAULT_JUDGE, isBindingTag } from "@holdfast/core";
import { applyMapping } from "../binding/apply-mapping.js";
import type { EvalLog, LogOutcome, LogSays } from "./eval-log.js";
import type { LogOptions } from "./log-importer.js";
import { ScoredPoints } from "./scored-points.js";
import { taggedRun } from "./tagged-run.js";

/** A point of a metric, in the order of steps and then of time. */
export interface StoredPoint {
  readonly key: string;
  readonly step: number | null;
  /** null: NaN, or no number. */
  readonly value: number | null;
}

/** A run as a tracker's database has it. */
export interface StoredRun {
  readonly id: string;
  readonly name: string | null;
  readonly format: string;
  /** Milliseconds since 1970; null where it does not say. */
  readonly startMs: number | null;
  readonly isRunning: boolean;
  readonly tags: readonly BindingTag[];
  /** What else it says of itself, for rules of a mapping to look at. */
  readonly metadata: Readonly<Record<string, unknown>>;
}

const MODEL_KEYS = ["model_name_or_path", "model_name", "model"] as const;

function saysOf(run: StoredRun, said: NonNullable<LogSays["said"]>): LogSays {
  const model = MODEL_KEYS.map((key) => run.metadata[key]).find((value) => typeof value === "string");
  return {
    task: null,
    model: typeof model === "string" ? model : null,
    // the model that a run was started from is not the one that it trained
    modelPaths: [],
    created: run.startMs === null || run.startMs <= 0 ? null : new Date(run.startMs).toISOString(),
    evalId: run.id,
    taskId: null,
    tags: run.tags.filter(({ key }) => !isBindingTag(key)).map(({ key, value }) => `${key}=${value}`),
    metadata: run.metadata,
    said,
  };
}

/**
 * A run of a tracker as a log: its metrics that name evals are points at their steps, by the rules of the MLflow door.
 * Where another value was logged for the same step, the first one counts.
 *
 * @throws HoldfastError `invalid-input` or `unknown-name` where its tags say what there is not
 */
export function trackedRunLog(
  run: StoredRun,
  points: Iterable<StoredPoint>,
  { file, options }: { readonly file: string; readonly options: LogOptions },
): EvalLog {
  const { said, tagged, judge, condition, parent } = taggedRun(run.tags, run.id);
  const says = saysOf(run, said);
  const { evals: mapped } = applyMapping(options.mapping ?? [], file, says);
  const scored = new ScoredPoints({ evals: options.evals ?? [], tagged, mapped });
  const first = new Map<string, number>();
  let others = 0;
  for (const { key, step, value } of points) {
    if (!scored.wants(key)) continue;
    const cell = `${step ?? ""} ${key}`;
    const before = first.get(cell);
    if (before !== undefined) {
      if (before !== value) others += 1;
      continue;
    }
    if (value !== null) first.set(cell, value);
    scored.add(key, step, value);
  }
  const shared: Partial<LogOutcome> = {
    status: run.isRunning ? "partial" : "complete",
    harness: { name: run.format },
    ...(judge === DEFAULT_JUDGE ? {} : { judge }),
    ...(Object.keys(condition).length === 0 ? {} : { condition }),
    ...(parent === null ? {} : { parent }),
  };
  const { outcomes, leftOut, notes } = scored.finish(shared);
  return {
    format: run.format,
    part: run.name === null || run.name === "" ? run.id : `${run.name} (${run.id.slice(0, 8)})`,
    says,
    outcomes,
    leftOut,
    notes: [
      ...notes,
      ...(others === 0
        ? []
        : [`${others} values were logged again for the same step: the first ones count.`]),
    ],
  };
}
