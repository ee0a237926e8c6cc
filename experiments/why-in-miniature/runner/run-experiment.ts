import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { HoldfastClient } from "@holdfast/api/client";
import { ablationIdentity } from "@holdfast/core";
import type { StudyDesign } from "../plan/study-design.js";
import type { WatchedLimit } from "../plan/watched-limit.js";
import type { Crew } from "./crew.js";
import { jobsOf } from "./job.js";
import { recordInOrder } from "./record-in-order.js";
import { type Progress, trainStudies } from "./train-studies.js";
import { type RaisedAlarm, watchBeside } from "./watch-beside.js";

export interface RunOptions {
  readonly client: HoldfastClient;
  readonly folder: string;
  readonly crew: Crew;
  readonly onProgress?: (progress: Progress) => void;
  /** Watched while runs train, if anything is. */
  readonly watched?: WatchedLimit;
  readonly onAlarm?: (alarm: RaisedAlarm) => void;
}

/**
 * The whole experiment: every plan is registered before anything is trained, every checkpoint is recorded when it was
 * measured, and watched; what an earlier start left in the folder is recorded too. A run that is killed is trained and
 * told again, to the same bytes: what is recorded of it is recognised. Doing it all again trains and adds nothing.
 *
 * @returns the files of outcomes, relative to the folder
 */
export async function runExperiment(
  studies: readonly StudyDesign[],
  { client, folder, crew, onProgress, watched, onAlarm = () => {} }: RunOptions,
): Promise<readonly string[]> {
  for (const { ablation } of studies) await client.register(ablation);
  const watcher = watched === undefined ? undefined : watchBeside(client, watched, onAlarm);
  const { record, settle } = recordInOrder(client, (identity) => watcher?.look(identity));
  const recorded = new Set<string>();
  const files = await trainStudies(studies, {
    ...{ folder, crew },
    ...(onProgress === undefined ? {} : { onProgress }),
    onPart: record,
    onFile: async (_identity, { file }) => {
      await settle();
      recorded.add(file);
    },
  });
  for (const { identity, file } of jobsOf(studies).flatMap(({ targets }) => targets))
    if (!recorded.has(file)) record(identity, readFileSync(join(folder, file), "utf8"));
  await settle();
  await watcher?.settle();
  return files;
}

/** Its name and version, for people. */
export function identitiesOf(studies: readonly StudyDesign[]): readonly string[] {
  return studies.map(({ ablation }) => ablationIdentity(ablation));
}
