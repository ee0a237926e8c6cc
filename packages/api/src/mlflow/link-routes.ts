import { isHoldfastError } from "@holdfast/core";
import { type Context, Hono } from "hono";
import type { RequestEnv } from "../context.js";
import { LINK_POLICY, runsPage, unboundPage } from "./link-page.js";
import { visibleRun } from "./visible-run.js";

const SHOWN = 100;

function shown(c: Context<RequestEnv>, page: ReturnType<typeof runsPage>) {
  c.header("content-security-policy", LINK_POLICY);
  return c.html(page);
}

async function newest(c: Context<RequestEnv>, experimentIds: readonly number[]) {
  const { store, ablation = null } = c.var.context;
  const { runs } = await store.mlflow.searchRuns({
    experimentIds,
    conditions: [],
    order: [],
    lifecycle: "active",
    within: ablation,
    offset: 0,
    limit: SHOWN,
  });
  return runs;
}

/** The pages behind the links that MLflow's client prints at the end of a run. */
export function linkRoutes(base: string) {
  return new Hono<RequestEnv>()
    .get(`${base}/`, async (c) => {
      const { experiments } = await c.var.context.store.mlflow.searchExperiments({
        conditions: [],
        order: [],
        lifecycle: "active",
        offset: 0,
        limit: SHOWN,
      });
      const runs = await newest(
        c,
        experiments.map(({ experimentId }) => experimentId),
      );
      return shown(c, runsPage("Runs logged through MLflow", runs));
    })
    .get(`${base}/experiments/:id{\\d{1,15}}`, async (c) => {
      const experiment = await c.var.context.store.mlflow.experiment(Number(c.req.param("id")));
      return shown(c, runsPage(experiment.name, await newest(c, [experiment.experimentId])));
    })
    .get(`${base}/runs/:id`, async (c) => {
      try {
        const run = await visibleRun(c.var.context, c.req.param("id"));
        if (run.binding === null) return shown(c, unboundPage(run));
        const { identity, run: key } = run.binding;
        const place = key.split("/").map(encodeURIComponent).join("/");
        return c.redirect(
          `/ablations/${encodeURIComponent(identity)}/runs/${place}#mlflow-${run.runId}`,
          302,
        );
      } catch (error) {
        if (!isHoldfastError(error) || error.code !== "not-found") throw error;
        c.status(404);
        return shown(c, runsPage("There is no such run", []));
      }
    });
}
