import { HoldfastError } from "@holdfast/core";
import type { MlflowRun } from "@holdfast/store";
import type { Context } from "../context.js";

/**
 * A run, as far as the caller may know of it: who is bound to one ablation sees its runs, and those of no ablation.
 *
 * @throws HoldfastError `not-found`
 */
export async function visibleRun(context: Context, runId: string): Promise<MlflowRun> {
  const run = await context.store.mlflow.run(runId);
  refuseHidden(context, runId, run.binding?.identity ?? null);
  return run;
}

/**
 * The same where the run itself is not looked at: who may know of every run is asked nothing.
 *
 * @throws HoldfastError `not-found`
 */
export async function requireVisible(context: Context, runId: string): Promise<void> {
  if ((context.ablation ?? null) === null) return;
  refuseHidden(context, runId, await context.store.mlflow.boundTo(runId));
}

function refuseHidden({ ablation = null }: Context, runId: string, identity: string | null): void {
  if (ablation === null || identity === null || identity === ablation) return;
  throw new HoldfastError({ code: "not-found", message: `Run with id=${runId} not found.` });
}
