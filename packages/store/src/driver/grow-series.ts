import { metricSeries } from "../schema/metric.js";
import { bulkInsert, type Inserted } from "./bulk.js";
import type { Session } from "./driver.js";
import { LATEST_SERIES } from "./mlflow-rows.js";

const GROW = `(ablation_id, series_id) do update set points = metric_series.points + excluded.points,
  first_step = least(metric_series.first_step, excluded.first_step), ${LATEST_SERIES}` as const;

/**
 * Lays what points add to their series over them, in the order given; series that are not there yet come into being.
 * One statement: whoever is at the same series waits for it, and adds to what it left.
 *
 * @param rows `points` is how many came to each; first and latest are those of what came
 */
export async function growSeries(
  session: Session,
  rows: readonly Inserted<typeof metricSeries>[],
): Promise<void> {
  await bulkInsert(session, metricSeries, rows, { existing: GROW });
}
