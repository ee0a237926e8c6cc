import type { Exhibit } from "../exhibit.js";
import { armOfRun } from "../figures/durability-events.js";
import { matterOf, type ReportInput } from "../report-input.js";
import { type DurabilityOptions, durabilityExhibits, followedPart } from "./durability.js";
import { courseExhibit } from "./durability-course.js";
import { interventionsExhibit } from "./interventions.js";
import { leadsOverTimeExhibit } from "./leads-over-time.js";

/** What became of each lead, with everything that stands beside the verdicts: the course, every lead, interventions. */
export function durabilityPageExhibits(input: ReportInput, options: DurabilityOptions = {}): Exhibit[] {
  const matter = matterOf(input);
  const part = followedPart(matter, options);
  const arms = new Set([...part.trajectories, ...part.durability].map(({ arm }) => arm));
  const beside = [
    courseExhibit(matter.subject, part),
    leadsOverTimeExhibit(matter.subject, part),
    interventionsExhibit((options.interventions ?? []).filter(({ run }) => arms.has(armOfRun(run)))),
  ];
  return [...durabilityExhibits(input, options), ...beside.filter((exhibit) => exhibit !== null)];
}
