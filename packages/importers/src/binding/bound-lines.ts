import { HoldfastError, type OutcomeLineInput } from "@holdfast/core";
import type { EvalLog, LogOutcome } from "../logs/eval-log.js";
import { harnessName } from "../logs/harness-name.js";
import type { BoundLog } from "./bind-log.js";

type Bound = Extract<BoundLog, { is: "bound" }>;

/**
 * The entry for a name, which may be written there as in the log or as Holdfast writes it; `*` stands for all that have
 * no entry of their own.
 */
function renamed(names: Bound["metrics"], ...of: readonly string[]): string | null | undefined {
  for (const name of of)
    for (const [key, to] of Object.entries(names)) if (key === name || harnessName(key) === name) return to;
  return names["*"];
}

/** The ablation's name for the eval; null where it is left out on purpose. */
function evalOf(outcome: LogOutcome, bound: Bound): string | null {
  const bare = outcome.eval.slice(0, outcome.eval.lastIndexOf("@"));
  const to = renamed(bound.evals, outcome.eval, bare);
  return to === undefined ? (bound.binding.eval ?? outcome.eval) : to;
}

function lineOf(outcome: LogOutcome, bound: Bound, file: string): OutcomeLineInput | null {
  const evalName = evalOf(outcome, bound);
  const metric = renamed(bound.metrics, outcome.metric);
  if (evalName === null || metric === null) return null;
  const { ablation: _ablation, eval: _eval, ...checkpoint } = bound.binding;
  const condition = { ...outcome.condition, ...bound.condition };
  return {
    ...checkpoint,
    ...outcome,
    eval: evalName,
    metric: metric ?? outcome.metric,
    ...(Object.keys(condition).length === 0 ? {} : { condition }),
    source: { uri: file },
  };
}

/**
 * The outcomes of a log as lines about its checkpoint, those left out that a mapping leaves out on purpose.
 *
 * @throws HoldfastError `invalid-input` where one name was given for several evals
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
  return log.outcomes.flatMap((outcome) => lineOf(outcome, bound, file) ?? []);
}
