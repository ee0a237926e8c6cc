import { type Condition, ConditionSchema, type Judge, JudgeSchema, parseWith } from "@holdfast/core";
import { z } from "zod";
import type { LogSays } from "../logs/eval-log.js";
import type { WandbRun } from "./wandb-run.js";

/** What a run says of itself, and of the evals among its metrics. */
export interface WandbSays {
  readonly says: LogSays;
  /** Metric keys and the evals they stand for. */
  readonly tagged: Readonly<Record<string, string>>;
  readonly judge: Judge | undefined;
  readonly condition: Condition;
}

const PREFIX = "holdfast.";
const EVAL_PREFIX = "holdfast.eval.";
/** Words of `holdfast` that are about the evals and not about the checkpoint. */
const OF_EVALS: readonly string[] = ["judge", "condition"];
const EvalsSchema = z.record(z.string(), z.string());

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A group such as `arm=principles,stage=rl` says what tags say. */
function tagsOf({ tags, group }: WandbRun): string[] {
  const parts = group === null ? [] : group.split(/[,;\s]+/).filter((part) => part.includes("="));
  return [...parts, ...tags];
}

function pairOf(tag: string): readonly [string, string] {
  const at = tag.indexOf("=");
  return at < 1 ? [tag, ""] : [tag.slice(0, at).trim(), tag.slice(at + 1).trim()];
}

function jsonIn(value: unknown): unknown {
  if (typeof value !== "string" || !value.trimStart().startsWith("{")) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** Whether a word with the prefix is about evals. */
function isOfEvals(key: string): boolean {
  return key.startsWith(EVAL_PREFIX) || OF_EVALS.some((word) => key === `${PREFIX}${word}`);
}

/**
 * What a run says in its config, its tags and its group. Its id, name, group, job type, project and entity are metadata
 * too, as `wandb.name` and so on, for rules of a mapping to look at.
 *
 * @throws HoldfastError `invalid-input` where what is said of evals, judge or condition is none
 */
export function wandbSays(run: WandbRun): WandbSays {
  const tags = tagsOf(run);
  const { _wandb, holdfast, ...config } = run.config;
  const nested = isRecord(holdfast) ? holdfast : {};
  const { eval: evals, judge, condition, ...words } = nested;
  const isOne = !isRecord(evals);
  const flat = [...tags.map(pairOf), ...Object.entries(config)];
  const said = (word: string, other: unknown) =>
    flat.findLast(([key]) => key === `${PREFIX}${word}`)?.[1] ?? other;
  const byTag = flat
    .filter(([key]) => key.startsWith(EVAL_PREFIX))
    .map(([key, value]) => [key.slice(EVAL_PREFIX.length), String(value)] as const);
  const place = { key: "holdfast" };
  const [judged, under] = [jsonIn(said("judge", judge)), jsonIn(said("condition", condition))];
  const details = { id: run.id, name: run.name, group: run.group, job_type: run.jobType };
  const all = { ...details, project: run.project, entity: run.entity };
  const named = [config.model_name_or_path, config.model_name, config.model].find(
    (value) => typeof value === "string",
  );
  return {
    says: {
      task: null,
      model: typeof named === "string" ? named : null,
      // the model that a run was started from is not the one that it trained
      modelPaths: [],
      created: run.startedMs > 0 ? new Date(run.startedMs).toISOString() : null,
      evalId: run.id,
      taskId: null,
      tags: tags.filter((tag) => !isOfEvals(pairOf(tag)[0])),
      metadata: {
        ...Object.fromEntries(Object.entries(config).filter(([key]) => !isOfEvals(key))),
        ...(isRecord(holdfast)
          ? { holdfast: { ...words, ...(isOne && evals !== undefined ? { eval: evals } : {}) } }
          : {}),
        ...Object.fromEntries(
          Object.entries(all).flatMap(([key, value]) => (value === null ? [] : [[`wandb.${key}`, value]])),
        ),
      },
    },
    tagged: {
      ...(isRecord(evals) ? parseWith(EvalsSchema, evals, "holdfast.eval", place) : {}),
      ...Object.fromEntries(byTag),
    },
    judge: judged === undefined ? undefined : parseWith(JudgeSchema, judged, "holdfast.judge", place),
    condition: under === undefined ? {} : parseWith(ConditionSchema, under, "holdfast.condition", place),
  };
}
