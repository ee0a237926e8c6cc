import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import type { MixMeasure } from "@holdfast/core";
import { type MeasureSettings, measureMix } from "@holdfast/importers";
import type { LogFile } from "../import/log-files.js";
import type { Print } from "../print.js";
import { openProgress } from "../record/progress.js";
import { openMixState } from "./mix-state.js";
import { stampOf, withMixBytes } from "./open-mix-file.js";

/** Below this many bytes threads cost more than they bring. */
const THREADS_FROM = 8 * 1024 * 1024;

/** What is measured, and where what is kept meanwhile goes. */
export interface FilesRequest {
  readonly dataset: string;
  readonly kind: string;
  readonly files: readonly LogFile[];
  readonly settings: MeasureSettings;
  /** A folder, relative to `cwd`. */
  readonly state: string;
  readonly cwd: string;
  /** Undefined: as many as there are cores, where it pays. */
  readonly threads: number | undefined;
}

/** Measures files with a bar; a measuring that was stopped goes on where it was. */
export async function measureFiles(request: FilesRequest, print: Print): Promise<MixMeasure> {
  const { dataset, kind, settings } = request;
  const files = request.files.map(({ path, shown }) => ({ path, file: shown }));
  const bytes = request.files.reduce((sum, file) => sum + file.bytes, 0);
  const state = openMixState(resolve(request.cwd, request.state), [files, settings]);
  const progress = await openProgress(print, bytes);
  const threads = request.threads ?? (bytes < THREADS_FROM ? 0 : Math.min(8, availableParallelism()));
  const around = {
    withBytes: withMixBytes,
    stampOf,
    scratch: state.scratch,
    store: bytes < THREADS_FROM ? null : state.store,
    threads,
    progress: { step: progress.step, add: progress.add },
  };
  let isDone = false;
  try {
    const measured = await measureMix({ dataset, kind, files, settings }, around);
    isDone = true;
    if (state.taken() > 0)
      print.note(`went on where an earlier run was stopped: ${state.taken()} parts were there already`);
    return measured;
  } finally {
    progress.done();
    await state.close(isDone);
  }
}
