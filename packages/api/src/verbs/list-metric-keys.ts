import type { MetricSeriesPage } from "@holdfast/core";
import type { SeriesQuestion } from "@holdfast/store";
import { z } from "zod";
import type { Context } from "../context.js";
import { cursorOf } from "../cursor.js";

const cursor = cursorOf(
  "metric-keys",
  z.strictObject({ run: z.string(), stage: z.string(), key: z.string() }),
);

/** Training metrics of runs at their stages, each with its latest point, a page of them. */
export async function listMetricKeys(
  context: Context,
  input: Omit<SeriesQuestion, "after"> & { readonly identity: string; readonly cursor?: string | undefined },
): Promise<MetricSeriesPage> {
  const { identity, cursor: text, ...question } = input;
  const { series, next } = await context.store.metricSeries(identity, {
    ...question,
    after: cursor.read(text),
  });
  return { series: [...series], next: cursor.write(next) };
}
