import type { Sizes } from "../training/sizes.js";
import { trainBase } from "../training/stages.js";
import { worldOf } from "../world/world.js";
import { doJob, type OnPart, type OutcomeFile } from "./do-job.js";
import type { Job } from "./job.js";

/** What a worker is asked to do. */
export type Task =
  | { readonly kind: "base"; readonly world: string; readonly sizes: Sizes }
  | { readonly kind: "job"; readonly job: Job; readonly base: Float64Array };

/** What it gives back: the parameters of a base model, or the files of a job. */
export type TaskResult =
  | { readonly kind: "base"; readonly flat: Float64Array }
  | { readonly kind: "job"; readonly files: readonly OutcomeFile[] };

/** What a worker says: outcomes on the way, and the result at the end. */
export type Said =
  | { readonly kind: "part"; readonly part: OutcomeFile }
  | { readonly kind: "done"; readonly result: TaskResult };

/** Does a task, telling outcomes as they are measured. It depends on nothing but the task. */
export function doTask(task: Task, onPart: OnPart): TaskResult {
  if (task.kind === "job") return { kind: "job", files: doJob(task.job, task.base, onPart) };
  return { kind: "base", flat: Float64Array.from(trainBase(worldOf(task.world), task.sizes).weights.flat) };
}
