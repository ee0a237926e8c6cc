import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { ClusteredRows } from "./clustered-rows.js";

/** Replicates `first` to `last - 1` of the mean of the rows that the thread was given last. */
export interface DrawTask {
  readonly id: number;
  /** null: the rows of the task before. */
  readonly rows: ClusteredRows | null;
  readonly seed: number;
  readonly first: number;
  readonly last: number;
}

export interface DrawnMeans {
  readonly id: number;
  readonly means: Float64Array;
}

/** Threads that stay, for bootstraps of means: to start them costs as much as a bootstrap. */
export interface ResamplingPool {
  /** The means of `draws` replicates: the bits of `bootstrapDraws`, whatever the number of threads. */
  readonly drawMeans: (rows: ClusteredRows, seed: number, draws: number) => Promise<Float64Array>;
  readonly close: () => Promise<void>;
}

interface Waiting {
  readonly resolve: (means: Float64Array) => void;
  readonly reject: (error: Error) => void;
}

/** The program of the threads, which Node can load once it is built. */
const PROGRAM = new URL("./resampling-worker.js", import.meta.url);

/**
 * Starts the threads; whoever starts them closes them.
 *
 * @param threads as many as there are cores, unless said
 */
export function startResamplingPool(threads: number = availableParallelism()): ResamplingPool {
  const workers = Array.from({ length: threads }, () => new Worker(PROGRAM, { execArgv: [] }));
  const waiting = new Map<number, Waiting>();
  let asked = 0;
  let given: ClusteredRows | null = null;
  for (const worker of workers) {
    worker.on("message", ({ id, means }: DrawnMeans) => {
      waiting.get(id)?.resolve(means);
      waiting.delete(id);
    });
    worker.on("error", (error) => {
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    });
  }
  const ask = (worker: Worker, task: Omit<DrawTask, "id">) =>
    new Promise<Float64Array>((resolve, reject) => {
      asked += 1;
      waiting.set(asked, { resolve, reject });
      worker.postMessage({ ...task, id: asked } satisfies DrawTask);
    });
  return {
    async drawMeans(rows, seed, draws) {
      const sent = given === rows ? null : rows;
      given = rows;
      const share = Math.ceil(draws / workers.length);
      const parts = await Promise.all(
        workers.map((worker, index) => {
          const first = Math.min(draws, index * share);
          return ask(worker, { rows: sent, seed, first, last: Math.min(draws, first + share) });
        }),
      );
      const means = new Float64Array(draws);
      let at = 0;
      for (const part of parts) {
        means.set(part, at);
        at += part.length;
      }
      return means;
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}
