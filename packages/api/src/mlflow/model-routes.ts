import { Hono } from "hono";
import type { RequestEnv } from "../context.js";
import { MlflowRefusal } from "./mlflow-refusal.js";

function refuse(): never {
  throw new MlflowRefusal(
    "NOT_IMPLEMENTED",
    "Holdfast keeps runs, their data and what they scored, and no models: leave log_model out, save the model yourself (model.save_pretrained, torch.save), and log where it is with mlflow.set_tag('checkpoint', uri), or the files with mlflow.log_artifacts(folder). With Hugging Face, set HF_MLFLOW_LOG_ARTIFACTS=0.",
  );
}

/** Models: not kept here, and said so with what to do instead. */
export function modelRoutes() {
  return new Hono<RequestEnv>()
    .post("/logged-models/search", (c) => c.json({ models: [] }))
    .post("/runs/log-model", refuse)
    .post("/runs/outputs", refuse)
    .all("/logged-models", refuse)
    .all("/logged-models/*", refuse)
    .all("/registered-models/*", refuse)
    .all("/model-versions/*", refuse);
}
