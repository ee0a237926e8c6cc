import type { Session } from "../driver/driver.js";
import { boundRuns } from "./runs.js";
import { type KnownDocuments, scoreNamesOf } from "./score-names.js";
import { planWhole } from "./settle-scores.js";

/** What is wrong with the metrics of the runs of an ablation as outcomes, as it stands now; by the id of the run. */
export async function scoreFaults(
  session: Session,
  ablationId: number,
  documents: KnownDocuments,
): Promise<Map<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>();
  for (const { runId, binding, metrics } of await boundRuns(session, ablationId)) {
    if (binding === null || metrics.length === 0) continue;
    const place = { ablationId, runId, binding };
    const names = await scoreNamesOf(session, place, documents);
    const { faults } = await planWhole(session, place, names);
    if (faults.length > 0) found.set(runId, faults);
  }
  return found;
}
