import type { RunLineage } from "@holdfast/core";
import type { Context } from "../context.js";

/** One run with everything that happened in its life; stages in the order of the ablation. @throws HoldfastError `not-found` */
export async function readRun(
  context: Context,
  input: { readonly identity: string; readonly run: string },
): Promise<RunLineage> {
  const { ablation } = await context.store.registration(input.identity);
  const lineage = await context.store.run(input.identity, input.run);
  const stages = ablation.stages.map(({ name }) => name);
  const rank = (stage: string) => (stages.includes(stage) ? stages.indexOf(stage) : stages.length);
  const inOrder = (names: readonly string[]) => [...names].sort((a, b) => rank(a) - rank(b));
  return {
    run: { ...lineage.run, stages: inOrder(lineage.run.stages) },
    // sort is stable: within a stage, the order of the store stays
    checkpoints: [...lineage.checkpoints].sort((a, b) => rank(a.stage) - rank(b.stage)),
    interventions: [...lineage.interventions].sort((a, b) => rank(a.stage) - rank(b.stage)),
  };
}
