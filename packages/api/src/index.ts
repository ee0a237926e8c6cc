/**
 * The API of Holdfast: the verbs over HTTP, as one Hono app over a store.
 *
 * @module
 */

export { type App, type AppOptions, createApp } from "./app.js";
export { ACTOR_HEADER } from "./attribute.js";
export { PROBLEM_TYPE, PROBLEMS, problemOf } from "./client/problem.js";
export type { Context } from "./context.js";
export type { Door } from "./door.js";
export { type EdgeParts, type EdgeStep, edgeSteps } from "./edge.js";
export type { EdgeEnv, Exchange, Forwarded } from "./exchange.js";
export type {
  ArtifactFile,
  ArtifactImporter,
  ImportedFile,
  ImportedFor,
} from "./mlflow/artifact-importer.js";
export { evalLogImporter } from "./mlflow/eval-log-importer.js";
export { MLFLOW_PATH, type MlflowDoorOptions, mlflowDoor } from "./mlflow/mlflow-door.js";
export { openApiDocument } from "./openapi-document.js";
export type { Principal, Role } from "./principal.js";
