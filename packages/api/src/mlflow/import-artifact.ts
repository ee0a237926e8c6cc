import { describeError, HoldfastError, isHoldfastError, parseRunKey } from "@holdfast/core";
import { MLFLOW_CHUNK_BYTES, type MlflowRun } from "@holdfast/store";
import type { Context } from "../context.js";
import { recordOutcomes } from "../verbs/record-outcomes.js";
import type { ArtifactImporter } from "./artifact-importer.js";

/** The largest file that outcomes are read from: it is held in memory while they are. */
const LARGEST = 128 * 1024 * 1024;

async function bytesOf({ store }: Context, runId: string, path: string): Promise<Buffer> {
  const { contentId, size, chunks } = await store.mlflow.artifact(runId, path);
  if (size > LARGEST)
    throw new HoldfastError({
      code: "too-large",
      message: `the file has ${size} bytes, and outcomes are read from files of up to ${LARGEST}.`,
      place: { file: path },
      remedy: "Record it with `holdfast import`, which reads it as a stream.",
    });
  const bytes = Buffer.alloc(size);
  for (let chunk = 0; chunk < chunks; chunk += 1)
    (await store.mlflow.chunk(runId, contentId, chunk)).copy(bytes, chunk * MLFLOW_CHUNK_BYTES);
  return bytes;
}

/**
 * Records the outcomes in a file that a bound run left, where a format is known. The file is kept whatever becomes
 * of that, and the training goes on: what was refused is noted on the file, with the reason.
 */
export async function importArtifact(
  context: Context,
  importers: readonly ArtifactImporter[],
  { runId, binding }: MlflowRun,
  path: string,
): Promise<void> {
  const importer = importers.find(({ recognises }) => recognises(path));
  if (importer === undefined || binding === null) return;
  const by = { run: parseRunKey(binding.run), stage: binding.stage };
  try {
    const lines = await importer.read(path, await bytesOf(context, runId, path), by);
    const { outcomes, added, recognised } = await recordOutcomes(context, {
      identity: binding.identity,
      lines,
    });
    const note = `${outcomes} outcomes: ${added} added, ${recognised} recognised`;
    await context.store.mlflow.noteImport(runId, path, { imported: "recorded", note });
  } catch (error) {
    if (!isHoldfastError(error)) throw error;
    await context.store.mlflow.noteImport(runId, path, { imported: "refused", note: describeError(error) });
  }
}

/** Records the outcomes in the files that a run left before it was bound. */
export async function importWaiting(
  context: Context,
  importers: readonly ArtifactImporter[],
  run: MlflowRun,
): Promise<void> {
  for (const { path, imported } of await context.store.mlflow.artifacts(run.runId))
    if (imported === null) await importArtifact(context, importers, run, path);
}
