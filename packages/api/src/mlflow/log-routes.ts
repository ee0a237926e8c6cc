import { HoldfastError } from "@holdfast/core";
import type { MlflowPoint } from "@holdfast/store";
import { Hono } from "hono";
import { z } from "zod";
import { actorOf, type RequestEnv } from "../context.js";
import { changedParam } from "./changed-param.js";
import { logToRun } from "./log-to-run.js";
import { inputOf } from "./read-input.js";
import type { RunRouteOptions } from "./run-routes.js";
import { requireVisible } from "./visible-run.js";
import { metric, ofRun, param, tag } from "./wire.js";

/** What MLflow allows in one call. */
const MOST = { metrics: 1000, params: 100, tags: 100, all: 1000 };

const LogMetric = ofRun(metric.partial({ timestamp: true }).shape);
const LogParam = ofRun(param.shape);
const SetTag = ofRun(tag.shape);
const DeleteTag = ofRun({ key: z.string().min(1).max(250) });
const LogBatch = ofRun({
  metrics: z.array(metric).max(MOST.metrics).nullish(),
  params: z.array(param).max(MOST.params).nullish(),
  tags: z.array(tag).max(MOST.tags).nullish(),
});
const text = z.string();
const LogInputs = ofRun({
  datasets: z
    .array(
      z.object({
        tags: z
          .array(z.object({ key: text.max(255), value: text.max(10_000) }))
          .max(100)
          .nullish(),
        dataset: z.object({
          name: text.min(1).max(500),
          digest: text.min(1).max(64),
          source_type: text.max(500),
          source: text.max(65_535),
          schema: text.max(1_048_575).nullish(),
          profile: text.max(1_048_575).nullish(),
        }),
      }),
    )
    .max(1000)
    .nullish(),
});

function pointOf({ key, value, timestamp, step }: z.output<typeof metric>): MlflowPoint {
  return { key, value, atMs: timestamp, step: step ?? 0 };
}

/** The same key with two values in one call is a contradiction, whatever is stored. */
function refuseTwice(runId: string, params: readonly z.output<typeof param>[]): void {
  const seen = new Map<string, string>();
  for (const { key, value } of params) {
    const before = seen.get(key);
    if (before !== undefined && before !== value) throw changedParam(runId, key, before, value);
    seen.set(key, value);
  }
}

/** What runs log: metrics, parameters, tags and the data they were given. */
export function logRoutes({ importers }: Pick<RunRouteOptions, "importers">) {
  const nothing = { metrics: [], params: [], tags: [] };
  return new Hono<RequestEnv>()
    .post("/runs/log-metric", async (c) => {
      const { context } = c.var;
      const given = await inputOf(c, LogMetric);
      const timestamp = given.timestamp ?? context.now().getTime();
      const metrics = [pointOf({ ...given, timestamp })];
      await logToRun(context, importers, given.run_id, { ...nothing, metrics });
      return c.json({});
    })
    .post("/runs/log-parameter", async (c) => {
      const given = await inputOf(c, LogParam);
      const params = [{ key: given.key, value: given.value }];
      await logToRun(c.var.context, importers, given.run_id, { ...nothing, params });
      return c.json({});
    })
    .post("/runs/set-tag", async (c) => {
      const given = await inputOf(c, SetTag);
      const tags = [{ key: given.key, value: given.value }];
      await logToRun(c.var.context, importers, given.run_id, { ...nothing, tags });
      return c.json({});
    })
    .post("/runs/delete-tag", async (c) => {
      const given = await inputOf(c, DeleteTag);
      const runId = given.run_id;
      await requireVisible(c.var.context, runId);
      await c.var.context.store.mlflow.deleteTag(runId, given.key, actorOf(c.var.context));
      return c.json({});
    })
    .post("/runs/log-batch", async (c) => {
      const given = await inputOf(c, LogBatch);
      const runId = given.run_id;
      const { metrics, params, tags } = {
        metrics: given.metrics ?? [],
        params: given.params ?? [],
        tags: given.tags ?? [],
      };
      const all = metrics.length + params.length + tags.length;
      if (all > MOST.all)
        throw new HoldfastError({
          code: "invalid-input",
          message: `A batch logging request can contain at most ${MOST.all} metrics, params and tags in total, and has ${all}.`,
          remedy: "Send it in several.",
        });
      refuseTwice(runId, params);
      await logToRun(c.var.context, importers, runId, { metrics: metrics.map(pointOf), params, tags });
      return c.json({});
    })
    .post("/runs/log-inputs", async (c) => {
      const given = await inputOf(c, LogInputs);
      const runId = given.run_id;
      await requireVisible(c.var.context, runId);
      const inputs = (given.datasets ?? []).map(({ tags, dataset }) => ({
        name: dataset.name,
        digest: dataset.digest,
        sourceType: dataset.source_type,
        source: dataset.source,
        schema: dataset.schema ?? null,
        profile: dataset.profile ?? null,
        tags: tags ?? [],
      }));
      await c.var.context.store.mlflow.logInputs(runId, inputs);
      return c.json({});
    });
}
