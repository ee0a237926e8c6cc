import { Worker } from "node:worker_threads";
import { doTask, type Task, type TaskResult } from "./task.js";

/** Hands that do tasks, a few at a time. */
export interface Crew {
  /** How many tasks are done at the same time. */
  readonly size: number;
  readonly give: (task: Task) => Promise<TaskResult>;
  readonly dismiss: () => Promise<void>;
}

/** One pair of hands in this thread, for tests and for programs that run from source. */
export function crewOfOne(): Crew {
  return {
    size: 1,
    give: async (task) => {
      await new Promise((resolve) => setImmediate(resolve));
      return doTask(task);
    },
    dismiss: async () => {},
  };
}

/** A thread for each pair of hands. Who does which task changes no result. */
export function crewOfThreads(size: number): Crew {
  const workers = Array.from({ length: size }, () => new Worker(new URL("./worker.js", import.meta.url)));
  const idle = [...workers];
  return {
    size,
    give: (task) =>
      new Promise((resolve, reject) => {
        const worker = idle.pop();
        if (worker === undefined) throw new RangeError("more tasks than hands");
        const done = (result: TaskResult) => {
          worker.off("error", reject);
          idle.push(worker);
          resolve(result);
        };
        worker.once("message", done);
        worker.once("error", reject);
        worker.postMessage(task);
      }),
    dismiss: async () => {
      for (const worker of workers) await worker.terminate();
    },
  };
}
