import { bindingTags, describeError, isHoldfastError, parseRunKey } from "@holdfast/core";
import type { MlflowRun } from "@holdfast/store";
import type { Context } from "../context.js";
import { recordOutcomes } from "../verbs/record-outcomes.js";
import { artifactFile } from "./artifact-file.js";
import type { ArtifactImporter } from "./artifact-importer.js";

/**
 * Records the outcomes in a file that a bound run left, where a format is known. The file is kept whatever becomes
 * of that, and the training goes on: what was refused or left out is noted on the file and on the run, with the reason.
 */
export async function importArtifact(
  context: Context,
  importers: readonly ArtifactImporter[],
  { runId, binding, tags, endMs }: MlflowRun,
  path: string,
): Promise<void> {
  const known = importers.filter(({ recognises }) => recognises(path));
  if (known.length === 0 || binding === null) return;
  const { identity, stage } = binding;
  const { mlflow } = context.store;
  try {
    const { ablation } = await context.store.registration(identity);
    const by = {
      ...{ identity, ablation, stage, runId },
      run: parseRunKey(binding.run),
      tags: bindingTags(tags),
      isOver: endMs !== null,
    };
    for (const importer of known) {
      const found = await importer.read(await artifactFile(context, runId, path), by);
      if (found === null) continue;
      const { outcomes, added, recognised } = await recordOutcomes(context, { identity, lines: found.lines });
      const receipt = `${outcomes} outcomes: ${added} added, ${recognised} recognised`;
      await mlflow.noteImport(runId, path, { imported: "recorded", receipt, leftOut: found.leftOut });
      return;
    }
  } catch (error) {
    if (!isHoldfastError(error)) throw error;
    await mlflow.noteImport(runId, path, { imported: "refused", receipt: describeError(error), leftOut: [] });
  }
}

/** Records the outcomes in a file that has come in just now, and in one that awaited it. */
export async function importArrived(
  context: Context,
  importers: readonly ArtifactImporter[],
  run: MlflowRun,
  path: string,
): Promise<void> {
  await importArtifact(context, importers, run, path);
  const awaiting = importers.flatMap(({ completes }) => completes?.(path) ?? []);
  if (awaiting.length === 0) return;
  for (const { path: other, imported } of await context.store.mlflow.artifacts(run.runId))
    if (imported === null && awaiting.includes(other)) await importArtifact(context, importers, run, other);
}

/** Records the outcomes in the files that a run left before it was bound, or that await another file. */
export async function importWaiting(
  context: Context,
  importers: readonly ArtifactImporter[],
  run: MlflowRun,
): Promise<void> {
  for (const { path, imported } of await context.store.mlflow.artifacts(run.runId))
    if (imported === null) await importArtifact(context, importers, run, path);
}
