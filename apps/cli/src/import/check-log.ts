import { createHash } from "node:crypto";
import {
  type Ablation,
  checkOutcome,
  describeError,
  HoldfastError,
  type ImportedLog,
  isHoldfastError,
  metricNamed,
  type Outcome,
  type OutcomeLineInput,
  outcomesOf,
  runKey,
} from "@holdfast/core";
import {
  type BindingRules,
  type BoundLog,
  bindLog,
  boundLines,
  type EvalLog,
  findLogImporter,
  type LeftOut,
  type LogSource,
  parseOutcomeLine,
} from "@holdfast/importers";

/** How logs are read and bound. */
export interface ImportRules extends BindingRules {
  readonly ablation: Ablation;
  readonly cluster: string | null;
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
  /** What may be recorded. */
  readonly lines: readonly OutcomeLineInput[];
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
    lines: [],
  };
}

function scoresOf({ evidence }: Outcome): { readonly scores: number; readonly unscored: number } {
  if (evidence.level !== "samples") return { scores: 1, unscored: 0 };
  const unscored = evidence.score.reduce<number>((sum, score) => sum + (score === null ? 1 : 0), 0);
  return { scores: evidence.score.length, unscored };
}

function claimOf(outcome: Outcome): Claim {
  const { run, checkpoint, eval: about, metric, judge, condition } = outcome;
  return {
    about: JSON.stringify([runKey(run), checkpoint.stage, checkpoint.step, about, metric, judge, condition]),
    digest: createHash("sha256").update(JSON.stringify(outcome.evidence)).digest("hex"),
  };
}

interface Checked {
  readonly kept: readonly (readonly [OutcomeLineInput, Outcome])[];
  readonly leftOut: readonly LeftOut[];
}

function listed(noun: string, names: ReadonlySet<string>): string {
  return `${noun}${names.size === 1 ? "" : "s"} ${[...names].join(", ")}`;
}

/** What the ablation has no eval or no metric for. */
function unknownTo({ evals }: Ablation, outcomes: readonly Outcome[]): LeftOut[] {
  const count = (some: readonly Outcome[]) =>
    some.reduce((sum, outcome) => sum + scoresOf(outcome).scores, 0);
  const foreign = outcomes.filter((outcome) => !evals.some(({ id }) => id === outcome.eval));
  const others = evals.flatMap((known): LeftOut[] => {
    const some = outcomes.filter((outcome) => outcome.eval === known.id);
    if (some.length === 0) return [];
    const why = `\`${known.id}\` was registered with ${known.metrics.map(({ name }) => name).join(", ")}; \`metrics\` in a rule of --map renames one, or leaves it out on purpose (null)`;
    return [{ what: listed("metric", new Set(some.map(({ metric }) => metric))), why, count: count(some) }];
  });
  if (foreign.length === 0) return others;
  const why = `the ablation was registered with ${evals.map(({ id }) => id).join(", ")}; \`eval\` or \`evals\` in a rule of --map renames one, or leaves it out on purpose (null)`;
  return [
    { what: listed("eval", new Set(foreign.map((outcome) => outcome.eval))), why, count: count(foreign) },
    ...others,
  ];
}

/** Evals and metrics that the ablation does not have are left out; whatever else does not fit refuses the log. */
function checkLines(lines: readonly OutcomeLineInput[], ablation: Ablation): Checked {
  const kept: (readonly [OutcomeLineInput, Outcome])[] = [];
  const unknown: Outcome[] = [];
  for (const line of lines) {
    const [outcome] = outcomesOf(parseOutcomeLine(line));
    if (outcome === undefined) continue;
    const known = ablation.evals.find(({ id }) => id === outcome.eval);
    if (known === undefined || metricNamed(known, outcome.metric) === undefined) unknown.push(outcome);
    else {
      checkOutcome(ablation, outcome);
      kept.push([line, outcome]);
    }
  }
  return { kept, leftOut: unknownTo(ablation, unknown) };
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
  return { report, claims: [], taskId: null, isComplete: false, lines: [] };
}

function skipped(file: string, log: EvalLog, reason: string): CheckedLog {
  const report = { ...NOTHING, ...aboutLog(log), leftOut: [], file, state: "skipped" as const, reason };
  return { report, claims: [], taskId: null, isComplete: false, lines: [] };
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
  const lines = boundLines(log, bound, file);
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
    lines: kept.map(([line]) => line),
  };
}

/**
 * Reads a log, finds its checkpoint, and checks what it holds against the ablation. What is wrong with it is said in its
 * report; null where no importer knows the format.
 */
export async function checkLog(source: LogSource, rules: ImportRules): Promise<CheckedLog | null> {
  let about: Partial<ImportedLog> = {};
  try {
    const importer = await findLogImporter(source.bytes);
    if (importer === undefined) return null;
    about = { format: importer.format };
    const log = await importer.read(source, { cluster: rules.cluster });
    about = aboutLog(log);
    const bound = bindLog(log.says, source.file, rules);
    if (bound.is === "unbound") return unbound(source.file, log, bound);
    if (bound.is === "skipped") return skipped(source.file, log, bound.reason);
    return checked(source.file, log, bound, rules);
  } catch (error) {
    if (!isHoldfastError(error)) throw error;
    return refusedLog(source.file, error, about);
  }
}
