import { Worker } from "node:worker_threads";
import type { OnPart } from "./do-job.js";
import { doTask, type Said, type Task, type TaskResult } from "./task.js";

/** Hands that do tasks, a few at a time. */
export interface Crew {
  /** How many tasks are done at the same time. */
  readonly size: number;
  /** Resolves when the task is done; outcomes are told while it is under way. */
  readonly give: (task: Task, onPart: OnPart) => Promise<TaskResult>;
  readonly dismiss: () => Promise<void>;
}

/** One pair of hands in this thread, for tests and for programs that run from source. */
export function crewOfOne(): Crew {
  return {
    size: 1,
    give: async (task, onPart) => {
      await new Promise((resolve) => setImmediate(resolve));
      return doTask(task, onPart);
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
    give: (task, onPart) =>
      new Promise((resolve, reject) => {
        const worker = idle.pop();
        if (worker === undefined) throw new RangeError("more tasks than hands");
        const hear = (said: Said) => {
          if (said.kind === "part") return onPart(said.part);
          worker.off("message", hear);
          worker.off("error", reject);
          idle.push(worker);
          resolve(said.result);
        };
        worker.on("message", hear);
        worker.once("error", reject);
        worker.postMessage(task);
      }),
    dismiss: async () => {
      for (const worker of workers) await worker.terminate();
    },
  };
}
