import {
  type Ablation,
  HoldfastError,
  type MonitorQuestion,
  metricNamed,
  primaryMetric,
} from "@holdfast/core";
import type { Given } from "../given.js";
import { numberGiven } from "../number-given.js";
import { UsageError } from "../usage-error.js";
import { seriesGiven } from "./series-given.js";

/** `blackmail` is `blackmail@1` where the ablation has one eval of that name. */
function evalIds({ evals }: Ablation, typed: string): string {
  return typed
    .split(",")
    .map((part) => part.trim())
    .map((name) => {
      const found = evals.filter(({ id }) => id.startsWith(`${name}@`));
      return name.includes("@") || found.length !== 1 ? name : (found[0]?.id ?? name);
    })
    .join(",");
}

function wrongSide(id: string, isLowerBetter: boolean): HoldfastError {
  const [better, option] = isLowerBetter ? ["lower", "above"] : ["higher", "below"];
  return new HoldfastError({
    code: "invalid-input",
    message: `${better} is better on \`${id}\`: only scores ${option} a limit are bad.`,
    remedy: `Write --${option}.`,
  });
}

/** What to watch, as it was typed. @throws UsageError, HoldfastError `invalid-input` */
export function watchQuestion(ablation: Ablation, given: Given): MonitorQuestion {
  const [above, below] = [numberGiven(given, "above"), numberGiven(given, "below")];
  if ((above === undefined) === (below === undefined))
    throw new UsageError(
      "a watch has one limit.",
      "Add --above 0.05 where lower is better, or --below 0.9 where higher is.",
    );
  const question = seriesGiven(given, evalIds(ablation, given.required("eval")), {
    option: "above",
    value: above ?? below,
  });
  for (const id of question.eval) {
    const value = ablation.evals.find((candidate) => candidate.id === id);
    const metric =
      value === undefined ? undefined : metricNamed(value, question.metric ?? primaryMetric(value).name);
    if (metric === undefined) continue;
    const isLowerBetter = metric.direction === "lower-is-better";
    if (isLowerBetter !== (above !== undefined)) throw wrongSide(id, isLowerBetter);
  }
  return question;
}
