import { DEFAULT_METRIC, HoldfastError, type OutcomeLineInput } from "@holdfast/core";
import type { EvalLog, LogOutcome } from "../logs/eval-log.js";
import { harnessName } from "../logs/harness-name.js";
import type { BoundLog } from "./bind-log.js";

type Bound = Extract<BoundLog, { is: "bound" }>;

/** The entry of a name, which may be written there as in the log or as Holdfast writes it; undefined where there is none. */
function entryOf(names: Bound["metrics"], ...of: readonly string[]): string | null | undefined {
  for (const name of of)
    for (const [key, to] of Object.entries(names)) if (key === name || harnessName(key) === name) return to;
  return undefined;
}

/**
 * The entry of one metric among several: `judge.*` stands for all that begin so, and `*` in what they become for the rest
 * of the name.
 */
function entryOfMany(names: Bound["metrics"], metric: string): string | null | undefined {
  for (const [key, to] of Object.entries(names)) {
    if (!key.endsWith(".*")) continue;
    const starts = [key.slice(0, -1), `${harnessName(key.slice(0, -2))}.`];
    const start = starts.find((each) => metric.startsWith(each));
    if (start !== undefined) return to === null ? null : to.replaceAll("*", () => metric.slice(start.length));
  }
  return undefined;
}

/** What a metric is in the ablation; null where it is left out on purpose, undefined where it stays what it is. */
function becomes(names: Bound["metrics"], metric: string): string | null | undefined {
  const own = entryOf(names, metric);
  if (own !== undefined) return own;
  const many = entryOfMany(names, metric);
  return many === undefined ? names["*"] : many;
}

/** `EVAL@VERSION/METRIC`: a metric that is an eval of its own, such as a judged dimension of a transcript. */
const OWN_EVAL = /^([^/]+@[^/@]+)(?:\/(.+))?$/;

/** The ablation's name for the eval; null where it is left out on purpose. */
function evalOf(outcome: LogOutcome, bound: Bound): string | null {
  const bare = outcome.eval.slice(0, outcome.eval.lastIndexOf("@"));
  const entry = entryOf(bound.evals, outcome.eval, bare);
  const to = entry === undefined ? bound.evals["*"] : entry;
  return to === undefined ? (bound.binding.eval ?? outcome.eval) : to;
}

function lineOf(outcome: LogOutcome, bound: Bound, file: string): OutcomeLineInput | null {
  const to = becomes(bound.metrics, outcome.metric);
  if (to === null) return null;
  const own = OWN_EVAL.exec(to ?? "");
  const evalName = own?.[1] ?? evalOf(outcome, bound);
  if (evalName === null) return null;
  const metric = own === null ? (to ?? outcome.metric) : (own[2] ?? DEFAULT_METRIC);
  const { ablation: _ablation, eval: _eval, ...checkpoint } = bound.binding;
  const condition = { ...outcome.condition, ...bound.condition };
  return {
    ...checkpoint,
    ...outcome,
    eval: evalName,
    metric,
    ...(Object.keys(condition).length === 0 ? {} : { condition }),
    source: { uri: file },
  };
}

/**
 * The outcomes of a log as lines about its checkpoint, those left out that a mapping leaves out on purpose.
 *
 * @throws HoldfastError `invalid-input` where one name was given for several evals, or one step for several
 */
export function boundLines(log: EvalLog, bound: Bound, file: string): OutcomeLineInput[] {
  const evals = new Set(log.outcomes.map((outcome) => outcome.eval));
  if (bound.binding.eval !== undefined && evals.size > 1)
    throw new HoldfastError({
      code: "invalid-input",
      message: `the log holds ${evals.size} evals, and \`eval\` names one.`,
      place: { file, key: "eval" },
      remedy: "Name each with `evals` in a rule of --map.",
    });
  const steps = new Set(log.outcomes.flatMap(({ step }) => step ?? []));
  if (bound.binding.step !== undefined && steps.size > 0)
    throw new HoldfastError({
      code: "invalid-input",
      message: `the log says itself at which step each score was made (${[...steps].slice(0, 3).join(", ")}${steps.size > 3 ? " ..." : ""}), and \`step\` names one.`,
      place: { file, key: "step" },
      remedy: "Take `step` out of the rule of --map, or out of what the run says of itself.",
    });
  return log.outcomes.flatMap((outcome) => lineOf(outcome, bound, file) ?? []);
}
