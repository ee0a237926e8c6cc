import {
  formatIdentity,
  type MetricLineInput,
  type MetricPage,
  MetricPageSchema,
  type MetricReceipt,
  MetricReceiptSchema,
  type MetricSeriesPage,
  MetricSeriesPageSchema,
  metricValue,
  parseIdentity,
} from "@holdfast/core";
import type { hc } from "hono/client";
import type { App } from "../app.js";
import { answerOf } from "./answer.js";
import { queryOf } from "./query-of.js";
import type { PageOptions } from "./run-calls.js";

/** Which training metrics are asked for. */
export interface MetricKeyFilter extends PageOptions {
  /** Key of the run: arm/seed/branch. */
  readonly run?: string;
  readonly stage?: string;
  readonly key?: string;
}

/** Which points are asked for. */
export interface MetricFilter extends MetricKeyFilter {
  /** The least and the greatest step, both included. */
  readonly fromStep?: number;
  readonly toStep?: number;
}

/** Training metrics: key, step and value of runs at their stages. */
export interface MetricCalls {
  /** Records points, all or none; the same again is recognised. NaN and infinities may be given as numbers. */
  recordMetrics(identity: string, points: readonly MetricLineInput[]): Promise<MetricReceipt>;
  /** Points by run, stage, key and step. */
  metrics(identity: string, filter?: MetricFilter): Promise<MetricPage>;
  /** The training metrics there are, each with its latest point. */
  metricKeys(identity: string, filter?: MetricKeyFilter): Promise<MetricSeriesPage>;
}

/** @param api the operations below `/v1` of the server at `target` */
export function metricCalls(target: string, api: ReturnType<typeof hc<App>>["v1"]): MetricCalls {
  const { metrics } = api.ablations[":identity"];
  const at = (identity: string) => ({
    identity: encodeURIComponent(formatIdentity(parseIdentity(identity))),
  });
  return {
    recordMetrics: async (identity, points) => {
      const written = points.map(({ value, ...point }) => ({
        ...point,
        value: typeof value === "number" ? metricValue(value) : value,
      }));
      const request = { param: at(identity), json: { metrics: written } };
      return answerOf(target, MetricReceiptSchema, metrics.$post(request));
    },
    metrics: async (identity, { ...filter } = {}) =>
      answerOf(target, MetricPageSchema, metrics.$get({ param: at(identity), query: queryOf(filter) })),
    metricKeys: async (identity, { ...filter } = {}) =>
      answerOf(
        target,
        MetricSeriesPageSchema,
        metrics.keys.$get({ param: at(identity), query: queryOf(filter) }),
      ),
  };
}
