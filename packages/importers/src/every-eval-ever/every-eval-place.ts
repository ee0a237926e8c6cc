import { createHash } from "node:crypto";
import { conditionKey, type OutcomeRecord, parseIdentity } from "@holdfast/core";

/** What one document of Every Eval Ever is about: a checkpoint, an eval, and the harness that ran it. */
export interface EveryEvalPlace {
  readonly evalName: string;
  readonly modelId: string;
  /** Below the root of a datastore. */
  readonly folder: string;
  readonly uuid: string;
}

type Placed = Pick<OutcomeRecord, "run" | "arm" | "seed" | "branch" | "stage" | "step" | "eval" | "harness">;

/** A UUID of version 4 in form, the same for the same text: the schema asks for that form in names of files. */
function uuidOf(text: string): string {
  const bytes = createHash("sha256").update(text).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const digits = bytes.toString("hex");
  return [
    [0, 8],
    [8, 12],
    [12, 16],
    [16, 20],
    [20, 32],
  ]
    .map(([from, to]) => digits.slice(from, to))
    .join("-");
}

/** A run's seed and branch as part of a name; a run that is known by its caller's id has that. */
function runName({ run, arm, seed, branch }: Placed): string {
  const own = run.slice(arm.length + 1, run.lastIndexOf("/"));
  const name = seed === null ? own.replace(/[^A-Za-z0-9._+-]+/g, "-") : `s${seed}`;
  return `${arm}-${name}${branch === 0 ? "" : `-b${branch}`}`;
}

/** Where the outcomes of a checkpoint on an eval go: `data/EVAL/ABLATION/MODEL/UUID.json`. */
export function everyEvalPlace(identity: string, record: Placed): EveryEvalPlace {
  const { stage, step, eval: id, harness, run } = record;
  const evalName = parseIdentity(id).name;
  const developer = parseIdentity(identity).name;
  const model = `${runName(record)}-${stage}${step === null ? "" : `-${step}`}`;
  const key = [identity, run, stage, step, id, harness?.name ?? null, harness?.version ?? null];
  return {
    evalName,
    modelId: `${developer}/${model}`,
    folder: `data/${evalName}/${developer}/${model}`,
    uuid: uuidOf(JSON.stringify(key)),
  };
}

/** The id of one result within its document. */
export function everyEvalResultId({
  eval: id,
  metric,
  judge,
  condition,
}: Pick<OutcomeRecord, "eval" | "metric" | "judge" | "condition">): string {
  const under = conditionKey(condition);
  return [id, metric, judge, ...(under === "{}" ? [] : [under])].join("/");
}
