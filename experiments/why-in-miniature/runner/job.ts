import { ablationIdentity } from "@holdfast/core";
import type { ArmData } from "../plan/arm-data.js";
import type { StudyDesign } from "../plan/study-design.js";
import type { Environment } from "../training/environment.js";
import type { Sizes } from "../training/sizes.js";

/** Where the outcomes of one run go: a file of one arm of one study. */
export interface JobTarget {
  readonly identity: string;
  readonly arm: string;
  /** The place of its environment in the job's. */
  readonly environment: number;
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
  readonly data: Pick<ArmData, "sdf" | "sft">;
  readonly environments: readonly Environment[];
  readonly targets: readonly JobTarget[];
}

/** The name of a run's file: `identity/arm.seed-0.ndjson`. */
export function fileOf(identity: string, arm: string, seed: number): string {
  return `${identity}/${arm}.seed-${seed}.ndjson`;
}

interface Gathering extends Job {
  readonly environments: Environment[];
  readonly targets: JobTarget[];
}

/**
 * The trainings behind some studies, in their order. Arms of several studies that read the same documents and chats
 * in the same world under the same seed are one job; each of their environments is taken through RL once.
 */
export function jobsOf(studies: readonly StudyDesign[]): readonly Job[] {
  const jobs = new Map<string, Gathering>();
  for (const { ablation, world, seeds, sizes, data } of studies) {
    for (let seed = 0; seed < seeds; seed += 1) {
      for (const [arm, { sdf, sft, rl }] of Object.entries(data)) {
        const key = JSON.stringify([world, sizes, sdf, sft, seed]);
        const job: Gathering = jobs.get(key) ?? {
          ...{ world, sizes, seed, data: { sdf, sft } },
          ...{ environments: [], targets: [] },
        };
        jobs.set(key, job);
        const same = ({ name, withTools }: Environment) => name === rl.name && withTools === rl.withTools;
        const known = job.environments.findIndex(same);
        const environment = known < 0 ? job.environments.push(rl) - 1 : known;
        const identity = ablationIdentity(ablation);
        const file = fileOf(identity, arm, seed);
        job.targets.push({ identity, arm, environment, file, tellsBase: arm === "control" && seed === 0 });
      }
    }
  }
  return [...jobs.values()];
}
