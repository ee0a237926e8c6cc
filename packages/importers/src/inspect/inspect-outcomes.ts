import type { EvalLog, LogOutcome, LogSays } from "../logs/eval-log.js";
import { harnessName } from "../logs/harness-name.js";
import type { LogOptions } from "../logs/log-importer.js";
import { currentWords, type InspectHeader, scoredBy } from "./inspect-header.js";
import { inspectJudge } from "./inspect-judge.js";
import { UNNAMED_SCORER } from "./inspect-sample.js";
import type { InspectScores } from "./inspect-scores.js";

const STATUSES: Readonly<Record<string, LogOutcome["status"]>> = { success: "complete", error: "crashed" };

/** `blackmail@2`: the last part of the task's name, and its version. */
function evalOf({ task, task_version }: InspectHeader["eval"]): string {
  return `${harnessName(task.slice(task.lastIndexOf("/") + 1))}@${task_version}`;
}

function sharedBy(header: InspectHeader): Omit<LogOutcome, "metric"> {
  const completed = header.stats?.completed_at;
  const version = header.eval.packages?.inspect_ai;
  return {
    eval: evalOf(header.eval),
    status: STATUSES[header.status] ?? "partial",
    harness: { name: "inspect_ai", version: typeof version === "string" ? version : "unknown" },
    ...(completed ? { evaluatedAt: completed } : {}),
  };
}

/** A scorer's name where an old log left it to the results. */
function named(metric: string, header: InspectHeader): string {
  if (!metric.startsWith(UNNAMED_SCORER)) return metric;
  return `${scoredBy(header)[0]?.name ?? "score"}${metric.slice(UNNAMED_SCORER.length)}`;
}

/** Means that the log states, where it was written without its samples. */
function summaries(header: InspectHeader): LogOutcome[] {
  const shared = sharedBy(header);
  return scoredBy(header).flatMap(({ name, metrics, scored_samples }) => {
    const mean = (metrics?.mean ?? metrics?.accuracy)?.value;
    const standardError = metrics?.stderr?.value;
    const n = scored_samples ?? header.results?.completed_samples;
    if (typeof mean !== "number" || !Number.isFinite(mean)) return [];
    const judge = inspectJudge(header.eval, name);
    return {
      ...shared,
      metric: harnessName(name),
      ...(judge === undefined ? {} : { judge }),
      summary: {
        mean,
        ...(typeof standardError === "number" && Number.isFinite(standardError)
          ? { standardError, seOver: "samples" as const }
          : {}),
        ...(typeof n === "number" && n > 0 ? { n } : {}),
      },
    };
  });
}

/** The clusters that were asked for, where every sample has one; otherwise none has, and a note says so. */
function clusterNote(scores: InspectScores, { cluster }: LogOptions): string | null {
  const missing = cluster === null ? 0 : scores.table.withoutCluster;
  if (cluster === null || missing === 0) return null;
  return `${missing} of ${scores.table.size} samples have no metadata \`${cluster}\`, so that none has a cluster.`;
}

/** Its name, and the same without its provider. */
function namesOf(model: string | null): string[] {
  if (model === null || model === "") return [];
  return model.includes("/") ? [model, model.slice(model.indexOf("/") + 1)] : [model];
}

/** The model that was evaluated; an audit calls it by the model role `target`, and has no other. */
function modelOf({ model, model_roles }: InspectHeader["eval"]): string | null {
  const target = model_roles?.target;
  const audited = typeof target === "object" && target !== null && "model" in target ? target.model : target;
  return typeof audited === "string" ? audited : (model ?? null);
}

function saysOf(header: InspectHeader): LogSays {
  const { task, model_args, created, eval_id, task_id } = header.eval;
  const stated = [model_args?.model_path, model_args?.model].filter((path) => typeof path === "string");
  const model = modelOf(header.eval);
  return {
    task,
    model,
    modelPaths: [...namesOf(model), ...stated],
    created: created ?? null,
    evalId: eval_id || null,
    taskId: task_id || null,
    ...currentWords(header),
  };
}

/** A log from its header and scores. */
export function inspectOutcomes(header: InspectHeader, scores: InspectScores, options: LogOptions): EvalLog {
  const shared = sharedBy(header);
  const notes = scores.finish();
  const lacking = clusterNote(scores, options);
  const outcomes = scores.table
    .metrics(options.cluster !== null && lacking === null)
    .map(({ metric, group, samples }): LogOutcome => {
      const judge = inspectJudge(header.eval, named(group, header));
      return {
        ...shared,
        metric: harnessName(named(metric, header)),
        ...(judge === undefined ? {} : { judge }),
        samples,
      };
    });
  const stated = scores.table.size === 0 && scores.leftOut.list.length === 0 ? summaries(header) : [];
  if (outcomes.length + stated.length === 0) scores.leftOut.add("the log", "it has no scores");
  return {
    format: "inspect",
    says: saysOf(header),
    outcomes: [...outcomes, ...stated],
    leftOut: scores.leftOut.list,
    ...(scores.families === null ? {} : { families: scores.families }),
    ...(header.status === "started" ? { isRunning: true } : {}),
    notes: [
      ...notes,
      ...(lacking === null ? [] : [lacking]),
      ...(stated.length === 0 ? [] : ["The log holds no samples: its stated means are taken."]),
      ...(header.status === "success" ? [] : [`The eval did not end well (${header.status}).`]),
    ],
  };
}
