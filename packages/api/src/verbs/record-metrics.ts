import {
  type Ablation,
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
import { withKnownAblation } from "../with-known-ablation.js";
import { within } from "../within.js";

/** A point and where it came from: `metrics[3]` of a document, or line 4 of a stream. */
export interface PlacedMetric {
  readonly place: ErrorPlace;
  readonly value: MetricLine;
}

/** The points of the lines, checked. @throws HoldfastError `unknown-name` with line and key */
function pointsOf(ablation: Ablation, lines: readonly PlacedMetric[]): MetricGiven[] {
  // many points are of one run at one stage: each is looked up once
  const runs = new Map<string, OutcomeRun>();
  return lines.map(({ place, value }): MetricGiven => {
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
  if (input.lines.length === 0)
    throw new HoldfastError({
      code: "invalid-input",
      message: "there is no point to record.",
      remedy: "Send at least one.",
    });
  return withKnownAblation(context.store, input.identity, async ({ ablation, fingerprint }) => {
    const points = pointsOf(ablation, input.lines);
    try {
      return await context.store.recordMetrics(input.identity, points, actorOf(context), fingerprint);
    } catch (error) {
      throw placedFault(error, (index) => input.lines[index]?.place);
    }
  });
}
