import type { HoldfastClient } from "@holdfast/api/client";
import { type BoundMlflowRun, formatCheckpoint, type OutcomeRecord, type RunLineage } from "@holdfast/core";
import { type Course, readCourses } from "./read-courses.js";

/** Everything that is known of one run. */
export interface RunStory {
  readonly identity: string;
  readonly lineage: RunLineage;
  /** Current ones, with those set aside, by the order of their checkpoints. */
  readonly outcomes: readonly OutcomeRecord[];
  readonly areMoreOutcomes: boolean;
  readonly courses: readonly Course[];
  readonly moreCourses: number;
  /** The runs of MLflow that are this training, at one stage or another. */
  readonly mlflow: readonly BoundMlflowRun[];
}

const MOST_OUTCOMES = 500;

/** Reads the story of a run. @throws HoldfastError `not-found` */
export async function readRunStory(client: HoldfastClient, identity: string, run: string): Promise<RunStory> {
  const lineage = await client.run(identity, run);
  const page = await client.outcomes(identity, { run, limit: MOST_OUTCOMES });
  const { courses, more } = await readCourses(client, identity, run);
  const { runs } = await client.mlflowRuns(identity);
  const order = new Map(lineage.checkpoints.map((one, index) => [formatCheckpoint(one), index]));
  const placeOf = (one: OutcomeRecord) => order.get(formatCheckpoint(one)) ?? order.size;
  return {
    ...{ identity, lineage, courses },
    ...{
      outcomes: page.outcomes.toSorted((a, b) => placeOf(a) - placeOf(b)),
      areMoreOutcomes: page.next !== null,
      moreCourses: more,
    },
    mlflow: runs.filter((one) => one.run === lineage.run.run),
  };
}
