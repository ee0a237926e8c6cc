import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ablationFingerprint, ablationIdentity, canonicalJson, HoldfastError } from "@holdfast/core";
import type { StudyDesign } from "../plan/study-design.js";
import { readBase, writeBase } from "./base-file.js";
import type { Crew } from "./crew.js";
import type { OutcomeFile } from "./do-job.js";
import { type Job, jobsOf } from "./job.js";
import { writeWhole } from "./write-whole.js";

/** How far the training is. */
export interface Progress {
  readonly done: number;
  readonly of: number;
  /** What was finished last. */
  readonly last: string;
}

export interface TrainOptions {
  /** Where outcomes and base models are kept; what is there already is not trained again. */
  readonly folder: string;
  readonly crew: Crew;
  /** Called for the lines of each checkpoint when it was measured; a run that was killed tells them again. */
  readonly onPart?: (identity: string, text: string) => void;
  /** Called for each file once it is whole, in no fixed order; files of an earlier start are not announced again. */
  readonly onFile?: (identity: string, file: OutcomeFile) => Promise<void> | void;
  readonly onProgress?: (progress: Progress) => void;
}

/** Lets each of `items` be worked on by one of a few, in their order. */
async function share<T>(items: readonly T[], size: number, work: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  const hand = async () => {
    while (next < items.length) {
      const item = items[next];
      next += 1;
      if (item !== undefined) await work(item);
    }
  };
  await Promise.all(Array.from({ length: size }, hand));
}

/** Refuses a folder that holds the outcomes of another plan. */
function claimFolder(folder: string, studies: readonly StudyDesign[]): void {
  const path = join(folder, "plan.json");
  const plans = Object.fromEntries(
    studies.map(({ ablation }) => [ablationIdentity(ablation), ablationFingerprint(ablation)]),
  );
  const text = `${canonicalJson(plans)}\n`;
  if (existsSync(path) && readFileSync(path, "utf8") !== text)
    throw new HoldfastError({
      code: "conflict",
      message: "the folder holds outcomes of another plan.",
      place: { file: path },
      remedy: "Name another folder with --out, or remove this one.",
    });
  writeWhole(path, text);
}

/**
 * Trains what is missing of some studies, base models first and then the runs in their order.
 *
 * @returns the files of all runs, in the order of the studies
 * @throws HoldfastError `conflict` when the folder belongs to another plan
 */
export async function trainStudies(
  studies: readonly StudyDesign[],
  { folder, crew, onPart = () => {}, onFile = () => {}, onProgress = () => {} }: TrainOptions,
): Promise<readonly string[]> {
  claimFolder(folder, studies);
  const jobs = jobsOf(studies);
  const worlds = [...new Map(studies.map(({ world, sizes }) => [world, sizes]))];
  const bases = new Map<string, Float64Array>();
  const of = worlds.length + jobs.length;
  let done = 0;
  const tell = (last: string) => {
    done += 1;
    onProgress({ done, of, last });
  };
  await share(worlds, crew.size, async ([world, sizes]) => {
    const kept = readBase(folder, world, sizes);
    if (kept === undefined) {
      const result = await crew.give({ kind: "base", world, sizes }, () => {});
      if (result.kind === "base") writeBase(folder, world, result.flat);
    }
    const base = readBase(folder, world, sizes);
    if (base !== undefined) bases.set(world, base);
    tell(`base model of the world "${world}"`);
  });
  await share(jobs, crew.size, async (job) => {
    await trainJob(job);
    tell(job.targets.map(({ arm }) => arm)[0] ?? "");
  });
  return jobs.flatMap(({ targets }) => targets.map(({ file }) => file));

  async function trainJob(job: Job): Promise<void> {
    const base = bases.get(job.world);
    if (base === undefined || job.targets.every(({ file }) => existsSync(join(folder, file)))) return;
    const identityOf = (name: string) => job.targets.find(({ file }) => file === name)?.identity ?? "";
    const result = await crew.give({ kind: "job", job, base }, ({ file, text }) =>
      onPart(identityOf(file), text),
    );
    if (result.kind !== "job") return;
    for (const file of result.files) {
      writeWhole(join(folder, file.file), file.text);
      await onFile(identityOf(file.file), file);
    }
  }
}
