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
  const only = context.ablation ?? null;
  if (only === null || run.binding === null || run.binding.identity === only) return run;
  throw new HoldfastError({ code: "not-found", message: `Run with id=${runId} not found.` });
}
