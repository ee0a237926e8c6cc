import { isBindingTag } from "@holdfast/core";
import type { MlflowLog } from "@holdfast/store";
import { actorOf, type Context } from "../context.js";
import type { ArtifactImporter } from "./artifact-importer.js";
import { findBinding } from "./find-binding.js";
import { importWaiting } from "./import-artifact.js";
import { requireVisible, visibleRun } from "./visible-run.js";

/**
 * Logs metrics, parameters and tags of a run: all of it or nothing. Tags that say which training it is bind it.
 *
 * @throws HoldfastError `unknown-name`, `invalid-input` or `conflict` where the tags name a training that it cannot be
 */
export async function logToRun(
  context: Context,
  importers: readonly ArtifactImporter[],
  runId: string,
  log: MlflowLog,
): Promise<void> {
  const { store } = context;
  const isBinding = log.tags.some(({ key }) => isBindingTag(key));
  const actor = actorOf(context);
  if (!isBinding) {
    await requireVisible(context, runId);
    return store.mlflow.log(runId, log, actor);
  }
  const run = await visibleRun(context, runId);
  const said = new Set(log.tags.map(({ key }) => key));
  const tags = [...run.tags.filter(({ key }) => !said.has(key)), ...log.tags];
  const binding = await findBinding(context, runId, tags);
  if (binding === null) return store.mlflow.log(runId, log, actor);
  await importWaiting(context, importers, await store.mlflow.logAndBind(runId, log, binding, actor));
}
