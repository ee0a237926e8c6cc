import { isBindingTag } from "@holdfast/core";
import { Hono } from "hono";
import { z } from "zod";
import { actorOf, type RequestEnv } from "../context.js";
import type { ArtifactImporter } from "./artifact-importer.js";
import { findBinding } from "./find-binding.js";
import { importWaiting } from "./import-artifact.js";
import { newRunName } from "./new-run-name.js";
import { inputOf } from "./read-input.js";
import { parseRunFilter, parseRunOrder } from "./run-filter.js";
import { infoJson, pointJson, runJson } from "./run-json.js";
import { requireVisible, visibleRun } from "./visible-run.js";
import { experimentId, int64, metricKey, ofRun, pageToken, paging, tag, viewType } from "./wire.js";

const Create = z.object({
  experiment_id: experimentId.nullish(),
  user_id: z.string().max(256).nullish(),
  run_name: z.string().max(1000).nullish(),
  start_time: int64.nullish(),
  tags: z.array(tag).max(1000).nullish(),
});
const Update = ofRun({
  status: z.enum(["RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED"]).nullish(),
  end_time: int64.nullish(),
  run_name: z.string().max(1000).nullish(),
});
const Search = z.object({
  experiment_ids: z.array(experimentId).max(1000).nullish(),
  filter: z.string().max(20_000).nullish(),
  run_view_type: viewType,
  order_by: z.array(z.string().max(1000)).max(20).nullish(),
  ...paging(50_000, 1000),
});
const History = ofRun({ metric_key: metricKey, ...paging(25_000, 25_000) });

export interface RunRouteOptions {
  readonly importers: readonly ArtifactImporter[];
  /** Makes the id of a run: 32 hexadecimal digits, as MLflow does. */
  readonly newRunId: () => string;
}

/** Runs: they begin, are read and found, end, go away and come back. */
export function runRoutes({ importers, newRunId }: RunRouteOptions) {
  return new Hono<RequestEnv>()
    .post("/runs/create", async (c) => {
      const { context } = c.var;
      const given = await inputOf(c, Create);
      const runId = newRunId();
      const tags = [...new Map((given.tags ?? []).map((one) => [one.key, one])).values()];
      const named = tags.find(({ key }) => key === "mlflow.runName")?.value ?? "";
      const runName = [given.run_name ?? "", named, newRunName(runId)].find((name) => name !== "") ?? "";
      if (named === "") tags.push({ key: "mlflow.runName", value: runName });
      const binding = tags.some(({ key }) => isBindingTag(key))
        ? await findBinding(context, runId, tags)
        : null;
      const run = await context.store.mlflow.createRun(
        {
          runId,
          experimentId: given.experiment_id ?? 0,
          runName,
          userId: given.user_id ?? tags.find(({ key }) => key === "mlflow.user")?.value ?? context.actor,
          startMs: given.start_time ?? context.now().getTime(),
          tags,
        },
        binding,
        actorOf(context),
      );
      return c.json({ run: runJson(run) });
    })
    .get("/runs/get", async (c) => {
      const runId = (await inputOf(c, ofRun({}))).run_id;
      return c.json({ run: runJson(await visibleRun(c.var.context, runId)) });
    })
    .post("/runs/update", async (c) => {
      const { context } = c.var;
      const given = await inputOf(c, Update);
      const runId = given.run_id;
      await requireVisible(context, runId);
      const { status, end_time, run_name } = given;
      const isOver = status === "FINISHED" || status === "FAILED" || status === "KILLED";
      const endMs = isOver ? (end_time ?? context.now().getTime()) : status === "RUNNING" ? null : undefined;
      const change = {
        status: status ?? undefined,
        endMs: end_time ?? endMs,
        runName: run_name === null || run_name === "" ? undefined : run_name,
      };
      const run = await context.store.mlflow.updateRun(runId, change, actorOf(context));
      if (isOver) await importWaiting(context, importers, run);
      return c.json({ run_info: infoJson(run) });
    })
    .post("/runs/delete", async (c) => {
      const runId = (await inputOf(c, ofRun({}))).run_id;
      await requireVisible(c.var.context, runId);
      await c.var.context.store.mlflow.setLifecycle(runId, "deleted");
      return c.json({});
    })
    .post("/runs/restore", async (c) => {
      const runId = (await inputOf(c, ofRun({}))).run_id;
      await requireVisible(c.var.context, runId);
      await c.var.context.store.mlflow.setLifecycle(runId, "active");
      return c.json({});
    })
    .post("/runs/search", async (c) => {
      const { context } = c.var;
      const given = await inputOf(c, Search);
      const { runs, isMore } = await context.store.mlflow.searchRuns({
        experimentIds: given.experiment_ids ?? [],
        conditions: parseRunFilter(given.filter ?? ""),
        order: (given.order_by ?? []).map(parseRunOrder),
        lifecycle: given.run_view_type,
        within: context.ablation ?? null,
        offset: given.page_token,
        limit: given.max_results,
      });
      const next = given.page_token + given.max_results;
      return c.json({ runs: runs.map(runJson), ...(isMore ? { next_page_token: pageToken(next) } : {}) });
    })
    .get("/metrics/get-history", async (c) => {
      const given = await inputOf(c, History);
      const runId = given.run_id;
      await requireVisible(c.var.context, runId);
      const page = { offset: given.page_token, limit: given.max_results };
      const { points, isMore } = await c.var.context.store.mlflow.metricHistory(
        runId,
        given.metric_key,
        page,
      );
      const next = isMore ? { next_page_token: pageToken(page.offset + page.limit) } : {};
      return c.json({ metrics: points.map(pointJson), ...next });
    });
}
