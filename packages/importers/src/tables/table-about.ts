import { type Condition, DEFAULT_METRIC, HoldfastError, type Judge } from "@holdfast/core";
import type { LogOutcome } from "../logs/eval-log.js";
import { cellText, countIn } from "./table-cell.js";
import type { TablePlan, Target } from "./table-plan.js";

/** What tells an outcome of a run and stage from its others. */
export type TableAbout = Pick<LogOutcome, "eval" | "metric" | "judge" | "condition" | "step" | "tokens">;

/** A whole number of a row; null where it has none. @throws HoldfastError `invalid-input`, the key being the column */
export function countOf(plan: TablePlan, word: string, cells: readonly unknown[]): number | null {
  try {
    return countIn(plan.say(word, cells), word);
  } catch (error) {
    if (!(error instanceof HoldfastError)) throw error;
    const { code, message, remedy } = error;
    throw new HoldfastError({ code, message, place: { key: plan.columnOf(word) }, remedy });
  }
}

function judgeOf(plan: TablePlan, cells: readonly unknown[]): Judge | undefined {
  const model = cellText(plan.say("judge.model", cells));
  if (model === null) return cellText(plan.say("judge", cells)) ?? undefined;
  const promptSha = cellText(plan.say("judge.promptSha", cells));
  return promptSha === null ? model : { model, promptSha };
}

function conditionOf(plan: TablePlan, cells: readonly unknown[]): Condition {
  const said = plan.conditions.flatMap((name) => {
    const value = plan.say(`condition.${name}`, cells);
    if (cellText(value) === null) return [];
    const isScalar = typeof value === "number" || typeof value === "boolean";
    return [[name, isScalar ? value : (cellText(value) ?? "")] as const];
  });
  return Object.fromEntries(said);
}

/** @param fallbackEval the name of the eval where nothing says it */
export function tableAbout(
  plan: TablePlan,
  target: Target,
  cells: readonly unknown[],
  fallbackEval: string,
): TableAbout {
  const judge = judgeOf(plan, cells);
  const condition = conditionOf(plan, cells);
  const [step, tokens] = [countOf(plan, "step", cells), countOf(plan, "tokens", cells)];
  return {
    eval: target.eval ?? cellText(plan.say("eval", cells)) ?? fallbackEval,
    metric: target.metric ?? cellText(plan.say("metric", cells)) ?? DEFAULT_METRIC,
    ...(judge === undefined ? {} : { judge }),
    ...(Object.keys(condition).length === 0 ? {} : { condition }),
    ...(step === null ? {} : { step }),
    ...(tokens === null ? {} : { tokens }),
  };
}
