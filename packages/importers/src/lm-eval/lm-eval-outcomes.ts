import type { EvalLog, LogOutcome } from "../logs/eval-log.js";
import { harnessName } from "../logs/harness-name.js";
import type { LmEvalResults, StatedMetric } from "./lm-eval-results.js";
import type { LmEvalSamples, SampleColumn } from "./lm-eval-samples.js";
import { instantOf } from "./lm-eval-says.js";

/** Two computations of one mean differ by rounding only. */
const SAME = 1e-6;

function meanOf({ score }: SampleColumn): number {
  const known = score.filter((value) => value !== null);
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** `acc`, and `exact_match.strict-match` where the answers went through a filter. */
function metricName({ key, filter }: StatedMetric): string {
  return harnessName(filter === "none" ? key : `${key}.${filter}`);
}

function evalName(file: LmEvalResults, task: string): string {
  return `${harnessName(task)}@${file.versions?.[task] ?? 0}`;
}

/** What a task says of its metrics: whether more is better, by `EVAL METRIC`. */
export function taskDirections(
  file: LmEvalResults,
  [task, metrics]: readonly [string, readonly StatedMetric[]],
): Record<string, boolean> {
  const said = file.higher_is_better?.[task] ?? {};
  const known = metrics.flatMap((stated) => {
    const isHigher = said[stated.key];
    return typeof isHigher === "boolean"
      ? [[`${evalName(file, task)} ${metricName(stated)}`, isHigher] as const]
      : [];
  });
  return Object.fromEntries(known);
}

/**
 * The outcomes of one task: its samples where their mean is the number that was stated, else that number with its
 * standard error over samples.
 *
 * @param samples null where there is no such file
 */
export function taskOutcomes(
  file: LmEvalResults,
  [task, metrics]: readonly [string, readonly StatedMetric[]],
  samples: LmEvalSamples | null,
): Pick<EvalLog, "outcomes" | "notes"> {
  const evaluatedAt = instantOf(file.date);
  const shared = {
    eval: evalName(file, task),
    status: "complete",
    harness: { name: "lm_eval", version: file.lm_eval_version ?? "unknown" },
    ...(evaluatedAt === null ? {} : { evaluatedAt }),
  } as const;
  const n = file["n-samples"]?.[task]?.effective;
  const notes: string[] = [];
  const outcomes = metrics.map((stated): LogOutcome => {
    const metric = metricName(stated);
    const column = samples?.of(stated) ?? null;
    const mean = column === null ? Number.NaN : meanOf(column);
    if (column !== null && Math.abs(mean - stated.mean) <= SAME * Math.max(1, Math.abs(stated.mean)))
      return { ...shared, metric, samples: { id: [...column.id], score: [...column.score] } };
    if (samples !== null)
      notes.push(
        column === null
          ? `${task} ${metric} is not the mean of a number for each sample: what was stated is taken.`
          : `The samples of ${task} ${metric} have the mean ${mean}, and ${stated.mean} was stated: that is taken.`,
      );
    return {
      ...shared,
      metric,
      summary: {
        mean: stated.mean,
        ...(stated.standardError === null ? {} : { standardError: stated.standardError, seOver: "samples" }),
        ...(n === undefined || n <= 0 ? {} : { n }),
      },
    };
  });
  return { outcomes, notes };
}
