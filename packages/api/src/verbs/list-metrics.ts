import { type MetricPage, MetricValueSchema, metricNumber, metricValue } from "@holdfast/core";
import type { MetricQuestion } from "@holdfast/store";
import { z } from "zod";
import type { Context } from "../context.js";
import { cursorOf } from "../cursor.js";

const cursor = cursorOf(
  "metrics",
  z.strictObject({
    run: z.string(),
    stage: z.string(),
    key: z.string(),
    step: z.number().int(),
    atMs: z.number().int(),
    value: MetricValueSchema,
  }),
);

/** Points of training metrics, a page of them. */
export async function listMetrics(
  context: Context,
  input: Omit<MetricQuestion, "after"> & { readonly identity: string; readonly cursor?: string | undefined },
): Promise<MetricPage> {
  const { identity, cursor: text, ...question } = input;
  const place = cursor.read(text);
  const after = place === undefined ? undefined : { ...place, value: metricNumber(place.value) };
  const { metrics, next } = await context.store.metrics(identity, { ...question, after });
  return {
    metrics: [...metrics],
    next: cursor.write(next === null ? null : { ...next, value: metricValue(next.value) }),
  };
}
