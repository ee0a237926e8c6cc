import { createNetwork } from "../network/network.js";
import { type Measurement, measure } from "../training/measure.js";
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

/** Told lines of a file as soon as they were measured. */
export type OnPart = (part: OutcomeFile) => void;

/** Trains a job from its base model and writes down what each of its targets scored, telling each checkpoint as it comes. */
export function doJob(job: Job, base: Float64Array, onPart: OnPart): readonly OutcomeFile[] {
  const { sizes, seed, data, targets } = job;
  const world = worldOf(job.world);
  const files = targets.map((target) => ({ ...target, text: "" }));
  const write = (of: typeof files, measured: readonly Measurement[]) => {
    for (const one of of) {
      const text = measured.map((line) => `${JSON.stringify({ arm: one.arm, ...line })}\n`).join("");
      one.text += text;
      onPart({ file: one.file, text });
    }
  };
  const tellers = files.filter(({ tellsBase }) => tellsBase);
  if (tellers.length > 0) {
    const shared = measure(createNetwork(shapeOf(sizes), base), {
      ...{ suites: suitesOf(world, sizes.prompts), epochs: sizes.epochs, world },
      ...{ stream: [], place: { stage: "base" } },
    });
    write(
      tellers,
      shared.map((line) => ({ ...line, seed, shared: true })),
    );
  }
  trainRun(base, { world, sizes, seed, data }, (measured) => write(files, measured));
  return files.map(({ file, text }) => ({ file, text }));
}
