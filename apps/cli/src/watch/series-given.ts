import { type MonitorQuestion, MonitorQuestionSchema } from "@holdfast/core";
import type { Given } from "../given.js";
import { numberGiven } from "../number-given.js";
import { parseQuestion } from "../parse-question.js";

/** The limit of a series and the option that it was typed with. */
export interface TypedLimit {
  readonly option: string;
  readonly value: number | undefined;
}

/** The question about series that a command line asks. @throws UsageError in the words of its options */
export function seriesGiven(given: Given, evalIds: string, limit: TypedLimit): MonitorQuestion {
  const asked = {
    eval: evalIds,
    limit: limit.value,
    alpha: numberGiven(given, "alpha"),
    stage: given.text("stage"),
    arm: given.text("arm"),
    run: given.text("run"),
    metric: given.text("metric"),
    judge: given.text("judge"),
    sampling: given.text("scores"),
  };
  const optionOf = {
    eval: "eval",
    limit: limit.option,
    alpha: "alpha",
    stage: "stage",
    arm: "arm",
    run: "run",
    metric: "metric",
    judge: "judge",
    sampling: "scores",
  } as const satisfies Record<keyof MonitorQuestion, string>;
  return parseQuestion(MonitorQuestionSchema, asked, optionOf);
}
