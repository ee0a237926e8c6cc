import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { HoldfastClient } from "@holdfast/api/client";
import { ablationIdentity } from "@holdfast/core";
import type { StudyDesign } from "../plan/study-design.js";
import type { Crew } from "./crew.js";
import { jobsOf } from "./job.js";
import { readOutcomeLines } from "./read-outcome-lines.js";
import { type Progress, trainStudies } from "./train-studies.js";

export interface RunOptions {
  readonly client: HoldfastClient;
  readonly folder: string;
  readonly crew: Crew;
  readonly onProgress?: (progress: Progress) => void;
}

/**
 * The whole experiment: every plan is registered before anything is trained, every run is recorded when it ends, and
 * what an earlier start left in the folder is recorded too. Doing it again trains and adds nothing.
 *
 * @returns the files of outcomes, relative to the folder
 */
export async function runExperiment(
  studies: readonly StudyDesign[],
  { client, folder, crew, onProgress }: RunOptions,
): Promise<readonly string[]> {
  for (const { ablation } of studies) await client.register(ablation);
  const record = (identity: string, text: string) => client.recordLines(identity, readOutcomeLines(text));
  const recorded = new Set<string>();
  const files = await trainStudies(studies, {
    ...{ folder, crew },
    ...(onProgress === undefined ? {} : { onProgress }),
    onFile: async (identity, { file, text }) => {
      await record(identity, text);
      recorded.add(file);
    },
  });
  for (const { identity, file } of jobsOf(studies).flatMap(({ targets }) => targets))
    if (!recorded.has(file)) await record(identity, readFileSync(join(folder, file), "utf8"));
  return files;
}

/** Its name and version, for people. */
export function identitiesOf(studies: readonly StudyDesign[]): readonly string[] {
  return studies.map(({ ablation }) => ablationIdentity(ablation));
}
