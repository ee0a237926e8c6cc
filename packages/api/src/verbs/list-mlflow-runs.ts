import { type BoundMlflowRun, type MlflowRunList, parseRunKey, type RunStatus } from "@holdfast/core";
import type { Context } from "../context.js";
import { declaredMix, mixDifferences } from "../mlflow/declared-mix.js";

const STATUSES: Readonly<Record<string, RunStatus>> = {
  FINISHED: "finished",
  FAILED: "failed",
  KILLED: "killed",
};

/** The runs of MLflow that are trainings of an ablation, with the data they say they were given. */
export async function listMlflowRuns(
  { store }: Context,
  { identity }: { readonly identity: string },
): Promise<MlflowRunList> {
  const { ablation } = await store.registration(identity);
  const runs: BoundMlflowRun[] = [];
  const faults = await store.mlflow.scoreFaults(identity);
  for (const found of await store.mlflow.boundRuns(identity)) {
    const { runId, binding, startMs, endMs } = found;
    if (binding === null) continue;
    const arm = ablation.arms.find(({ name }) => name === parseRunKey(binding.run).arm);
    const declared = declaredMix(found.inputs);
    runs.push({
      mlflowRun: runId,
      name: found.runName,
      experiment: String(found.experimentId),
      status: STATUSES[found.status] ?? "running",
      startedAt: new Date(startMs).toISOString(),
      endedAt: endMs === null ? null : new Date(endMs).toISOString(),
      run: binding.run,
      stage: binding.stage,
      declared,
      differences: mixDifferences(declared, arm?.mixes[binding.stage]),
      params: [...found.params],
      tags: [...found.tags],
      files: [...(await store.mlflow.artifacts(runId))],
      faults: [...(faults.get(runId) ?? [])],
    });
  }
  return { runs };
}
