import { ablationIdentity } from "@holdfast/core";
import type { ArmData } from "../plan/arm-data.js";
import type { StudyDesign } from "../plan/study-design.js";
import type { Sizes } from "../training/sizes.js";

/** Where the outcomes of one run go: a file of one arm of one study. */
export interface JobTarget {
  readonly identity: string;
  readonly arm: string;
  /** Relative to the folder of outcomes. */
  readonly file: string;
  /** Its file also says what the base model scored. */
  readonly tellsBase: boolean;
}

/** One training from a base model, and everything that is measured along it. Plain data: it is sent to workers. */
export interface Job {
  readonly world: string;
  readonly sizes: Sizes;
  readonly seed: number;
  readonly data: ArmData;
  readonly targets: readonly JobTarget[];
}

/** The name of a run's file: `identity/arm.seed-0.ndjson`. */
export function fileOf(identity: string, arm: string, seed: number): string {
  return `${identity}/${arm}.seed-${seed}.ndjson`;
}

interface Gathering extends Job {
  readonly targets: JobTarget[];
}

/**
 * The trainings behind some studies, in their order: one for each arm and seed of a study. Arms of several studies
 * that have the same data at every stage, in the same world under the same seed, are one job; arms of one study never
 * are.
 */
export function jobsOf(studies: readonly StudyDesign[]): readonly Job[] {
  const jobs = new Map<string, Gathering>();
  for (const { ablation, world, seeds, sizes, data } of studies) {
    const identity = ablationIdentity(ablation);
    for (let seed = 0; seed < seeds; seed += 1) {
      for (const [arm, own] of Object.entries(data)) {
        const key = JSON.stringify([world, sizes, own.sdf, own.sft, own.sftTokens, own.rl, seed]);
        const job: Gathering = jobs.get(key) ?? { world, sizes, seed, data: own, targets: [] };
        jobs.set(key, job);
        const file = fileOf(identity, arm, seed);
        job.targets.push({ identity, arm, file, tellsBase: arm === "control" && seed === 0 });
      }
    }
  }
  return [...jobs.values()];
}
