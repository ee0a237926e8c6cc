import { type Alarm, conditionKey } from "@holdfast/core";
import { contentUuid } from "../record/outcome-key.js";

/** Which checkpoints an alarm is about, whatever its trial: with watch and trial the key by which it is raised once. */
export function alarmSeries({ run, eval: evalId, metric, condition, judge }: Alarm): string {
  return contentUuid(["series", run, evalId, metric, conditionKey(condition), judge]);
}
