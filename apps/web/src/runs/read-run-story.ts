import type { HoldfastClient } from "@holdfast/api/client";
import {
  type BoundMlflowRun,
  formatCheckpoint,
  type OutcomeRecord,
  type Registration,
  type RunLineage,
} from "@holdfast/core";
import { type Course, readCourses } from "./read-courses.js";

/** Everything that is known of one run. */
export interface RunStory {
  readonly registration: Registration;
  readonly lineage: RunLineage;
  /** The runs that it came from, the oldest first, and those that branched from it: the nearest of each. */
  readonly ancestors: readonly RunLineage[];
  readonly children: readonly RunLineage[];
  /** Current ones, with those set aside, by the order of their checkpoints. */
  readonly outcomes: readonly OutcomeRecord[];
  readonly areMoreOutcomes: boolean;
  readonly courses: readonly Course[];
  readonly moreCourses: number;
  /** The runs of MLflow that are this training, at one stage or another. */
  readonly mlflow: readonly BoundMlflowRun[];
}

const MOST_OUTCOMES = 500;
/** Runs on either side of a run that its figure has room for. */
const MOST_RELATED = 6;

/** The runs that a run came from, the oldest first. */
async function ancestorsOf(client: HoldfastClient, identity: string, of: RunLineage): Promise<RunLineage[]> {
  const found: RunLineage[] = [];
  for (let key = of.run.parentRun; key !== null && found.length < MOST_RELATED; ) {
    const seen: ReadonlySet<string> = new Set([of, ...found].map(({ run }) => run.run));
    if (seen.has(key)) break;
    const parent = await client.run(identity, key);
    found.unshift(parent);
    key = parent.run.parentRun;
  }
  return found;
}

/** Reads the story of a run. @throws HoldfastError `not-found` */
export async function readRunStory(client: HoldfastClient, identity: string, run: string): Promise<RunStory> {
  const registration = await client.read(identity);
  const lineage = await client.run(identity, run);
  const ancestors = await ancestorsOf(client, identity, lineage);
  const children: RunLineage[] = [];
  for (const child of lineage.run.children.slice(0, MOST_RELATED))
    children.push(await client.run(identity, child));
  const page = await client.outcomes(identity, { run, limit: MOST_OUTCOMES });
  const { courses, more } = await readCourses(client, identity, run);
  const { runs } = await client.mlflowRuns(identity);
  const order = new Map(lineage.checkpoints.map((one, index) => [formatCheckpoint(one), index]));
  const placeOf = (one: OutcomeRecord) => order.get(formatCheckpoint(one)) ?? order.size;
  return {
    ...{ registration, lineage, ancestors, children, courses },
    ...{
      outcomes: page.outcomes.toSorted((a, b) => placeOf(a) - placeOf(b)),
      areMoreOutcomes: page.next !== null,
      moreCourses: more,
    },
    mlflow: runs.filter((one) => one.run === lineage.run.run),
  };
}
