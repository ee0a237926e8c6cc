import { contentUuid } from "../record/outcome-key.js";

/** The id of a series among the training metrics of an ablation, as recording them there gives it. */
export function seriesOf(run: string, stage: string, key: string): string {
  return contentUuid(["metric", run, stage, key]);
}
