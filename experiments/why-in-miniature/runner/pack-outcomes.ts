import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { ablationIdentity } from "@holdfast/core";
import type { StudyDesign } from "../plan/study-design.js";
import { jobsOf } from "./job.js";
import { writeWhole } from "./write-whole.js";

/** Joins the files of each study into one compressed file in `to`, to be committed. @returns the paths */
export function packOutcomes(studies: readonly StudyDesign[], from: string, to: string): readonly string[] {
  return studies.map((study) => {
    const identity = ablationIdentity(study.ablation);
    const text = jobsOf([study])
      .flatMap(({ targets }) => targets)
      .map(({ file }) => readFileSync(join(from, file), "utf8"))
      .join("");
    const path = join(to, `${identity}.ndjson.gz`);
    writeWhole(path, gzipSync(text, { level: 9 }));
    return path;
  });
}
