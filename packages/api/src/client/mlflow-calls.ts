import { formatIdentity, type MlflowRunList, MlflowRunListSchema, parseIdentity } from "@holdfast/core";
import type { hc } from "hono/client";
import type { App } from "../app.js";
import { answerOf } from "./answer.js";

/** What arrived through the MLflow door. */
export interface MlflowCalls {
  /** The runs of MLflow that are trainings of an ablation, in the order in which they started. */
  mlflowRuns(identity: string): Promise<MlflowRunList>;
}

/** @param api the operations below `/v1` of the server at `target` */
export function mlflowCalls(target: string, api: ReturnType<typeof hc<App>>["v1"]): MlflowCalls {
  const operation = api.ablations[":identity"]["mlflow-runs"];
  return {
    mlflowRuns: async (identity) => {
      const param = { identity: encodeURIComponent(formatIdentity(parseIdentity(identity))) };
      return answerOf(target, MlflowRunListSchema, operation.$get({ param }));
    },
  };
}
