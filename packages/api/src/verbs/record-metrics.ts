import {
  checkRun,
  type ErrorPlace,
  HoldfastError,
  type MetricLine,
  type MetricReceipt,
  metricNumber,
  metricRun,
  type OutcomeRun,
} from "@holdfast/core";
import { type MetricGiven, NO_TIME } from "@holdfast/store";
import { actorOf, type Context } from "../context.js";
import { placedFault } from "../placed-fault.js";
import { within } from "../within.js";

/** A point and where it came from: `metrics[3]` of a document, or line 4 of a stream. */
export interface PlacedMetric {
  readonly place: ErrorPlace;
  readonly value: MetricLine;
}

/**
 * Records training metrics in one transaction: all of them, or none. A point is recognised by its content, so a batch
 * may be sent again; another value at the same step is another point.
 *
 * @throws HoldfastError `unknown-name` for an arm or a stage the ablation has not, `conflict` where the run has another
 * id; the place names line and key
 */
export async function recordMetrics(
  context: Context,
  input: { readonly identity: string; readonly lines: readonly PlacedMetric[] },
): Promise<MetricReceipt> {
  const { ablation } = await context.store.registration(input.identity);
  // many points are of one run at one stage: each is looked up once
  const runs = new Map<string, OutcomeRun>();
  const points = input.lines.map(({ place, value }): MetricGiven => {
    const { runKey, arm, seed, branch, run, stage } = value;
    const named = JSON.stringify([runKey, arm, seed, branch, run, stage]);
    let known = runs.get(named);
    if (known === undefined) {
      known = within(place, () => {
        const given = metricRun(value);
        checkRun(ablation, given, stage);
        return given;
      });
      runs.set(named, known);
    }
    const atMs = value.at === undefined ? NO_TIME : Date.parse(value.at);
    return { run: known, stage, key: value.key, step: value.step, atMs, value: metricNumber(value.value) };
  });
  if (points.length === 0)
    throw new HoldfastError({
      code: "invalid-input",
      message: "there is no point to record.",
      remedy: "Send at least one.",
    });
  try {
    return await context.store.recordMetrics(input.identity, points, actorOf(context));
  } catch (error) {
    throw placedFault(error, (index) => input.lines[index]?.place);
  }
}
