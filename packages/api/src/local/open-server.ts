import type { Receipt } from "@holdfast/core";
import type { Store } from "@holdfast/store";
import type { EdgeParts } from "../edge.js";
import type { GatheredListener } from "../gathering/gathering.js";
import type { HeavyWriteLimits } from "../server/limit-heavy-writes.js";
import type { RequestEntry } from "../server/request-entry.js";
import type { ServerParts } from "../server/server-parts.js";

export interface ServerOptions {
  /** Takes one entry a request; null: nothing is logged. */
  readonly log: ((entry: RequestEntry) => void) | null;
  /** Who may do what, and how often. */
  readonly access: Pick<EdgeParts, "guard" | "authenticate" | "limit">;
  readonly heavyWrites?: HeavyWriteLimits;
}

interface Opened {
  readonly store: Store;
  readonly now: () => Date;
  readonly recorded: Set<(receipt: Receipt) => void>;
  readonly gathered: Set<GatheredListener>;
  readonly onFault?: (error: unknown) => void;
}

/** Puts together what a server needs beside the API; loaded only where there is one. */
export async function openServer(
  { store, now, recorded, gathered, onFault }: Opened,
  options: ServerOptions,
): Promise<ServerParts> {
  const [{ Registry }, { serverMetrics }, { serverParts }, { mlflowDoor }, { evalLogImporter }] =
    await Promise.all([
      import("prom-client"),
      import("../server/server-metrics.js"),
      import("../server/server-parts.js"),
      import("../mlflow/mlflow-door.js"),
      import("../mlflow/eval-log-importer.js"),
    ]);
  const metrics = serverMetrics(new Registry());
  recorded.add(metrics.recorded);
  gathered.add(metrics.gathered);
  const parts = serverParts({ store, now, metrics, ...options });
  const mlflow = mlflowDoor(
    { store, now, actor: "anonymous" },
    { importers: [evalLogImporter], ...(onFault === undefined ? {} : { onFault }) },
  );
  return { ...parts, doors: [...parts.doors, mlflow] };
}
