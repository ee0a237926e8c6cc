import { isHoldfastError } from "@holdfast/core";
import { Hono } from "hono";
import { z } from "zod";
import type { RequestEnv } from "../context.js";
import { parseExperimentFilter, parseExperimentOrder } from "./experiment-filter.js";
import { MlflowRefusal } from "./mlflow-refusal.js";
import { inputOf } from "./read-input.js";
import { experimentJson } from "./run-json.js";
import { experimentId, pageToken, paging, tag, viewType } from "./wire.js";

const name = z.string().trim().min(1).max(500);
const Create = z.object({
  name,
  artifact_location: z.string().max(2000).nullish(),
  tags: z.array(tag).max(100).nullish(),
});
const One = z.object({ experiment_id: experimentId });
const ByName = z.object({ experiment_name: z.string() });
const Rename = z.object({ experiment_id: experimentId, new_name: name.nullish() });
const SetTag = z.object({ experiment_id: experimentId, ...tag.shape });
const DeleteTag = z.object({ experiment_id: experimentId, key: z.string() });
const Search = z.object({
  filter: z.string().max(20_000).nullish(),
  order_by: z.array(z.string().max(1000)).max(20).nullish(),
  view_type: viewType,
  ...paging(50_000, 1000),
});

/** MLflow's word for a name that is taken. */
async function orTaken<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (isHoldfastError(error) && error.code === "conflict")
      throw new MlflowRefusal("RESOURCE_ALREADY_EXISTS", error.message);
    throw error;
  }
}

/** Experiments: the folders that runs are in. */
export function experimentRoutes() {
  return new Hono<RequestEnv>()
    .post("/experiments/create", async (c) => {
      const { store, now } = c.var.context;
      const given = await inputOf(c, Create);
      const location = given.artifact_location ?? "";
      const made = store.mlflow.createExperiment(
        { name: given.name, artifactLocation: location === "" ? null : location, tags: given.tags ?? [] },
        now().getTime(),
      );
      return c.json({ experiment_id: String(await orTaken(made)) });
    })
    .get("/experiments/get", async (c) => {
      const { experiment_id } = await inputOf(c, One);
      return c.json({
        experiment: experimentJson(await c.var.context.store.mlflow.experiment(experiment_id)),
      });
    })
    .get("/experiments/get-by-name", async (c) => {
      const { experiment_name } = await inputOf(c, ByName);
      const found = await c.var.context.store.mlflow.experimentNamed(experiment_name);
      return c.json({ experiment: experimentJson(found) });
    })
    .post("/experiments/search", async (c) => {
      const given = await inputOf(c, Search);
      const { experiments, isMore } = await c.var.context.store.mlflow.searchExperiments({
        conditions: parseExperimentFilter(given.filter ?? ""),
        order: (given.order_by ?? []).map(parseExperimentOrder),
        lifecycle: given.view_type,
        offset: given.page_token,
        limit: given.max_results,
      });
      const next = given.page_token + given.max_results;
      return c.json({
        experiments: experiments.map(experimentJson),
        ...(isMore ? { next_page_token: pageToken(next) } : {}),
      });
    })
    .post("/experiments/update", async (c) => {
      const { store, now } = c.var.context;
      const { experiment_id, new_name } = await inputOf(c, Rename);
      if (new_name !== null && new_name !== undefined)
        await orTaken(store.mlflow.changeExperiment(experiment_id, { name: new_name }, now().getTime()));
      return c.json({});
    })
    .post("/experiments/delete", async (c) => {
      const { store, now } = c.var.context;
      const { experiment_id } = await inputOf(c, One);
      await store.mlflow.changeExperiment(experiment_id, { lifecycle: "deleted" }, now().getTime());
      return c.json({});
    })
    .post("/experiments/restore", async (c) => {
      const { store, now } = c.var.context;
      const { experiment_id } = await inputOf(c, One);
      await store.mlflow.changeExperiment(experiment_id, { lifecycle: "active" }, now().getTime());
      return c.json({});
    })
    .post("/experiments/set-experiment-tag", async (c) => {
      const { experiment_id, key, value } = await inputOf(c, SetTag);
      await c.var.context.store.mlflow.tagExperiment(experiment_id, { key, value });
      return c.json({});
    })
    .post("/experiments/delete-experiment-tag", async (c) => {
      const { experiment_id, key } = await inputOf(c, DeleteTag);
      await c.var.context.store.mlflow.untagExperiment(experiment_id, key);
      return c.json({});
    });
}
