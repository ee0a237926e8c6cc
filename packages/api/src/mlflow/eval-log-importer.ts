import {
  type Ablation,
  HoldfastError,
  metricNamed,
  type OutcomeLine,
  OutcomeLineSchema,
  parseWith,
  scoredKeys,
} from "@holdfast/core";
import {
  type BoundLog,
  bindLog,
  boundLines,
  type EvalLog,
  findLogImporter,
  type LogBinding,
  readLog,
} from "@holdfast/importers";
import type { ArtifactImporter, ImportedFor } from "./artifact-importer.js";

type Bound = Extract<BoundLog, { is: "bound" }>;

/** A folder such as `checkpoint-200` says the step, as trainers name them. */
const STEP_FOLDER = /^(?:step|checkpoint)[-_](\d{1,15})$/;

/** Samples of lm-evaluation-harness, which belong to the results of the same moment. */
const SAMPLES_FILE = /^(.*\/|)samples_.+_(\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}(?:\.\d+)?)\.jsonl$/;

function stepOf(path: string): number | undefined {
  const folders = path.split("/").slice(0, -1).reverse();
  for (const folder of folders) {
    const digits = STEP_FOLDER.exec(folder)?.[1];
    if (digits !== undefined) return Number(digits);
  }
  return undefined;
}

/** What the run says of the checkpoint, and what the log says beyond it. @throws HoldfastError `invalid-input` where they contradict each other */
function bindingOf(said: Partial<LogBinding>, { run, stage }: ImportedFor, path: string): LogBinding {
  const step = stepOf(path);
  const own = {
    arm: run.arm,
    branch: run.branch,
    stage,
    ...(run.seed === null ? {} : { seed: run.seed }),
    ...(run.seed === null && run.callerId !== null ? { run: run.callerId } : {}),
    ...(step === undefined ? {} : { step }),
  };
  for (const [key, value] of Object.entries(own)) {
    const other = Object.entries(said).find(([field]) => field === key)?.[1];
    if (other === undefined || other === value) continue;
    throw new HoldfastError({
      code: "invalid-input",
      message: `the log is about ${key} ${other}, and this run about ${value}.`,
      place: { file: path, key },
      remedy: "Correct the tags of the run or of the eval, or record the log with `holdfast import`.",
    });
  }
  return { ...said, ...own };
}

/** `score` for the only metric of a log, or `scorer=metric,...`, as HOLDFAST_METRIC has it. */
function metricNames({ outcomes }: EvalLog, given: string | undefined): Record<string, string> {
  if (given === undefined) return {};
  if (given.includes("="))
    return Object.fromEntries(
      given.split(",").map((pair) => {
        const at = pair.indexOf("=");
        return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
      }),
    );
  const [only, another] = [...new Set(outcomes.map(({ metric }) => metric))];
  return only === undefined || another !== undefined ? {} : { [only]: given };
}

/** What the tags `holdfast.eval.TASK` make of the names in the log; null: left out on purpose. */
function evalNames(
  ablation: Ablation,
  evals: Readonly<Record<string, string>>,
): Record<string, string | null> {
  const { keys } = scoredKeys(ablation, evals);
  return Object.fromEntries(Object.keys(evals).map((task) => [task, keys.get(task)?.eval ?? null]));
}

/** Why an outcome has no place in the ablation, or null. */
function unregistered({ evals }: Ablation, { eval: id, metric = "score" }: OutcomeLine): string | null {
  const found = evals.find((one) => one.id === id);
  if (found === undefined)
    return `${id} is no eval of the ablation (its evals are ${evals.map((one) => one.id).join(", ")}; the tag holdfast.eval.TASK names another)`;
  if (metricNamed(found, metric) !== undefined) return null;
  return `${metric} is no metric of ${id} (its metrics are ${found.metrics.map(({ name }) => name).join(", ")}; the tag holdfast.metric renames)`;
}

function linesOf(log: EvalLog, by: ImportedFor, path: string) {
  const bound = bindLog(log.says, path, { identity: by.identity, mapping: [], checkpoints: [] });
  if (bound.is === "skipped") return { lines: [], leftOut: [bound.reason] };
  const full: Bound = {
    is: "bound",
    binding: bindingOf(bound.binding, by, path),
    from: {},
    evals: evalNames(by.ablation, by.tags.evals),
    metrics: metricNames(log, by.tags.metric),
    condition: by.tags.condition,
    notes: [],
  };
  const place = { file: path };
  const all = boundLines(log, full, `runs:/${by.runId}/${path}`).map((line) =>
    parseWith(OutcomeLineSchema, line, "outcome", place),
  );
  const refused = all.flatMap((line) => unregistered(by.ablation, line) ?? []);
  const lines = all.filter((line) => unregistered(by.ablation, line) === null);
  if (lines.length === 0)
    throw new HoldfastError({
      code: "unknown-name",
      message: `nothing of the log is registered: ${[...new Set(refused)].join("; ")}.`,
      place,
    });
  const notes = bound.is === "bound" ? bound.notes : [];
  return { lines: lines.map((value) => ({ place, value })), leftOut: [...new Set(refused), ...notes] };
}

function sayLeftOut({ leftOut, notes }: EvalLog): string[] {
  return [...leftOut.map(({ what, why, count }) => `${count} x ${what}: ${why}`), ...notes];
}

/**
 * Logs of evals, told by their content: the outcomes go to the checkpoint that the run is at, and to the step of a
 * folder such as `checkpoint-200`, of the log's own tags, or else the end of the stage.
 */
export const evalLogImporter: ArtifactImporter = {
  completes(path) {
    const [, folder = "", moment] = SAMPLES_FILE.exec(path) ?? [];
    return moment === undefined ? null : `${folder}results_${moment}.json`;
  },
  recognises: (path) => /\.(eval|json)$/.test(path),
  async read(file, by) {
    const { path, beside } = file;
    if (!path.endsWith(".eval") && (await findLogImporter(file)) === undefined) return null;
    const log: EvalLog = await readLog(
      { file: path, bytes: file, beside },
      { cluster: by.tags.cluster ?? null },
    );
    const isWhole = log.outcomes.every(({ samples }) => samples !== undefined);
    if (log.format === "lm-eval" && !isWhole && !by.isOver) return null;
    const { lines, leftOut } = linesOf(log, by, path);
    return { lines, leftOut: [...sayLeftOut(log), ...leftOut] };
  },
};
