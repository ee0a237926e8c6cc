import { createHash } from "node:crypto";
import {
  type Ablation,
  describeError,
  HoldfastError,
  type ImportedLog,
  isHoldfastError,
  type Outcome,
  type OutcomeLineInput,
  runKey,
} from "@holdfast/core";
import {
  type BindingRules,
  type BoundLog,
  bindLog,
  boundLines,
  type EvalLog,
  findLogImporter,
  type LogSource,
} from "@holdfast/importers";
import { checkLines, scoresOf } from "./check-lines.js";
import { aboutText } from "./outcome-about.js";
import { ofTask } from "./task-of-source.js";

/** How logs are read and bound. */
export interface ImportRules extends BindingRules {
  readonly identity: string;
  readonly ablation: Ablation;
  readonly cluster: string | null;
  /** Who says, and why, that a log is right where something else is recorded; null: nobody does. */
  readonly correction: { readonly author: string; readonly reason: string } | null;
}

/** What one outcome is about, and a digest of its scores: two logs may claim the same. */
export interface Claim {
  readonly about: string;
  readonly digest: string;
}

/** A log that was read and checked against the ablation; nothing of its scores is held. */
export interface CheckedLog {
  readonly report: ImportedLog;
  readonly claims: readonly Claim[];
  /** The harness's id of what was to be evaluated: later attempts have the same. */
  readonly taskId: string | null;
  readonly isComplete: boolean;
  /** Whether its eval had not ended when it was read. */
  readonly isRunning: boolean;
  /** What may be recorded. */
  readonly lines: readonly OutcomeLineInput[];
  /** The log itself where nobody said what it is about, for the inbox. */
  readonly unbound: EvalLog | null;
}

const NOTHING: Omit<ImportedLog, "file" | "state"> = {
  format: null,
  task: null,
  model: null,
  run: null,
  stage: null,
  step: null,
  from: {},
  outcomes: [],
  leftOut: [],
  notes: [],
  reason: null,
  added: 0,
  recognised: 0,
};

/** A log that could not be read. */
export function refusedLog(file: string, error: HoldfastError, about: Partial<ImportedLog> = {}): CheckedLog {
  const { file: _file, ...place } = error.place;
  const reason = describeError(new HoldfastError({ ...error, message: error.message, place }));
  return {
    report: { ...NOTHING, ...about, file, state: "refused", reason, outcomes: [] },
    claims: [],
    taskId: null,
    isComplete: false,
    isRunning: false,
    lines: [],
    unbound: null,
  };
}

function claimOf(outcome: Outcome): Claim {
  const { run, checkpoint, eval: of, metric, judge, condition } = outcome;
  const { stage, step } = checkpoint;
  return {
    about: aboutText({ run: runKey(run), stage, step, eval: of, metric, judge, condition }),
    digest: createHash("sha256").update(JSON.stringify(outcome.evidence)).digest("hex"),
  };
}

function aboutLog({ format, says, leftOut, notes }: EvalLog): Partial<ImportedLog> {
  return {
    format,
    task: says.task,
    model: says.model,
    leftOut: leftOut.map(({ what, why, count }) => ({ what, why, count })),
    notes: [...notes],
  };
}

function unbound(file: string, log: EvalLog, bound: Extract<BoundLog, { is: "unbound" }>): CheckedLog {
  const { arm, stage, step } = bound.binding;
  const { task, model } = log.says;
  const reason = `nobody says its ${bound.missing.join(" and ")} (task ${task ?? "unknown"}, model ${model ?? "unknown"}): give it tags such as arm=..., stage=..., or a rule of --map.`;
  const known = { run: arm ?? null, stage: stage ?? null, step: step ?? null };
  const report = { ...NOTHING, ...aboutLog(log), ...known, file, state: "unbound" as const, reason };
  return {
    report,
    claims: [],
    taskId: null,
    isComplete: false,
    isRunning: log.isRunning === true,
    lines: [],
    unbound: log,
  };
}

function skipped(file: string, log: EvalLog, reason: string): CheckedLog {
  const report = { ...NOTHING, ...aboutLog(log), leftOut: [], file, state: "skipped" as const, reason };
  return { report, claims: [], taskId: null, isComplete: false, isRunning: false, lines: [], unbound: null };
}

/** Without what concerns metrics that are left out on purpose. */
function stillWanted(log: EvalLog, lines: readonly OutcomeLineInput[]): ImportedLog["leftOut"] {
  const isWhole = lines.length === log.outcomes.length;
  const names = new Set(lines.map(({ metric }) => metric));
  return log.leftOut
    .filter(({ metric }) => metric === undefined || isWhole || names.has(metric))
    .map(({ what, why, count }) => ({ what, why, count }));
}

function checked(
  file: string,
  log: EvalLog,
  bound: Extract<BoundLog, { is: "bound" }>,
  rules: ImportRules,
): CheckedLog {
  const lines = boundLines(log, bound, file).map((line) => ofTask(line, log.says.taskId));
  const { kept, leftOut } = checkLines(lines, rules.ablation);
  const all = [...stillWanted(log, lines), ...leftOut];
  const { arm, seed = null, branch = 0, run = null, stage, step = null } = bound.binding;
  const isEmpty = kept.length === 0;
  const report: ImportedLog = {
    ...NOTHING,
    ...aboutLog(log),
    file,
    state: isEmpty ? "refused" : "ready",
    run: runKey({ arm, seed, branch, callerId: run }),
    stage,
    step,
    from: { ...bound.from },
    leftOut: all,
    notes: [...log.notes, ...bound.notes],
    reason: isEmpty
      ? `there is nothing in it to record: ${all.map(({ what, why }) => `${what}: ${why}`).join("; ") || "all of it is left out on purpose"}.`
      : null,
    outcomes: kept.map(([, outcome]) => ({
      eval: outcome.eval,
      metric: outcome.metric,
      judge: outcome.judge,
      level: outcome.evidence.level,
      ...scoresOf(outcome),
    })),
  };
  return {
    report,
    claims: kept.map(([, outcome]) => claimOf(outcome)),
    taskId: log.says.taskId,
    isComplete: log.outcomes.every(({ status }) => status === "complete"),
    isRunning: log.isRunning === true,
    lines: kept.map(([line]) => line),
    unbound: null,
  };
}

/** Finds the checkpoint of a log, and checks what it holds against the ablation. @param path of its file */
export function checkReadLog(path: string, log: EvalLog, rules: ImportRules): CheckedLog {
  const file = log.part === undefined ? path : `${path}#${log.part}`;
  try {
    const bound = bindLog(log.says, path, rules);
    if (bound.is === "unbound") return unbound(file, log, bound);
    if (bound.is === "skipped") return skipped(file, log, bound.reason);
    return checked(file, log, bound, rules);
  } catch (error) {
    if (!isHoldfastError(error)) throw error;
    return refusedLog(file, error, aboutLog(log));
  }
}

/**
 * Reads the logs of a file, finds the checkpoint of each, and checks what it holds against the ablation. What is wrong
 * with one is said in its report; null where no importer knows the format.
 */
export async function checkLog(source: LogSource, rules: ImportRules): Promise<CheckedLog[] | null> {
  let about: Partial<ImportedLog> = {};
  try {
    const options = { cluster: rules.cluster, mapping: rules.mapping, evals: rules.ablation.evals };
    const importer = await findLogImporter(source.bytes, { file: source.file, options });
    if (importer === undefined) return null;
    about = { format: importer.format };
    const logs = (await importer.readAll?.(source, options)) ?? [await importer.read(source, options)];
    return logs.map((log) => checkReadLog(source.file, log, rules));
  } catch (error) {
    if (!isHoldfastError(error)) throw error;
    return [refusedLog(source.file, error, about)];
  }
}
