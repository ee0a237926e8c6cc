import { createNetwork } from "../network/network.js";
import { measure } from "../training/measure.js";
import { shapeOf } from "../training/stages.js";
import { trainRun } from "../training/train-run.js";
import { suitesOf } from "../world/suite.js";
import { worldOf } from "../world/world.js";
import type { Job } from "./job.js";

/** A file of outcome lines, in the form that `holdfast record` takes. */
export interface OutcomeFile {
  readonly file: string;
  readonly text: string;
}

/** Trains a job from its base model and writes down what each of its targets scored. */
export function doJob(job: Job, base: Float64Array): readonly OutcomeFile[] {
  const { sizes, seed, data, targets } = job;
  const world = worldOf(job.world);
  const measured = trainRun(base, { world, sizes, seed, data });
  const shared = () =>
    measure(createNetwork(shapeOf(sizes), base), {
      ...{ suites: suitesOf(world, sizes.prompts), epochs: sizes.epochs, world },
      ...{ stream: [], place: { stage: "base" } },
    });
  return targets.map(({ file, arm, tellsBase }) => {
    const first = tellsBase ? shared().map((line) => ({ ...line, seed, shared: true })) : [];
    const lines = [...first, ...measured].map((line) => JSON.stringify({ arm, ...line }));
    return { file, text: `${lines.join("\n")}\n` };
  });
}
