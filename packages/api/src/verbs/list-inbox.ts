import type { InboxList } from "@holdfast/core";
import type { Context } from "../context.js";
import { findInbox, inboxEntryOf } from "./inbox-place.js";

const AT_ONCE = 1000;

/** The logs that wait in the inbox, the oldest first. */
export async function listInbox({ store }: Context): Promise<InboxList> {
  const experiment = await findInbox(store.mlflow);
  if (experiment === null) return { logs: [] };
  const logs: InboxList["logs"] = [];
  for (let offset = 0; ; offset += AT_ONCE) {
    const { runs, isMore } = await store.mlflow.searchRuns({
      experimentIds: [experiment],
      conditions: [],
      order: [
        { on: "attribute", key: "start_time", descending: false },
        { on: "attribute", key: "run_name", descending: false },
      ],
      lifecycle: "active",
      within: null,
      offset,
      limit: AT_ONCE,
    });
    // one that was bound through MLflow's tags waits no more; one without an end was not put in whole
    for (const run of runs) if (run.binding === null && run.endMs !== null) logs.push(inboxEntryOf(run));
    if (!isMore) return { logs };
  }
}
