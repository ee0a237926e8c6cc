import { randomUUID } from "node:crypto";
import type { Store } from "@holdfast/store";
import type { Door } from "../door.js";
import { type EdgeParts, type EdgeStep, edgeSteps } from "../edge.js";
import { identify } from "../request-id.js";
import { finishReading } from "./finish-reading.js";
import { HEAVY_WRITES, type HeavyWriteLimits, limitHeavyWrites } from "./limit-heavy-writes.js";
import { observe } from "./observe.js";
import type { RequestEntry } from "./request-entry.js";
import type { ServerMetrics } from "./server-metrics.js";
import { serviceDoors } from "./service-doors.js";

export interface ServerPartsOptions {
  readonly store: Pick<Store, "health">;
  readonly now: () => Date;
  readonly metrics: ServerMetrics;
  /** Takes one entry a request; null: nothing is logged. */
  readonly log: ((entry: RequestEntry) => void) | null;
  /** Who may do what, and how often: the steps of authentication. */
  readonly access: Pick<EdgeParts, "guard" | "authenticate" | "limit">;
  readonly heavyWrites?: HeavyWriteLimits;
  /** Makes the id of a request that came without one; a random UUID without it. */
  readonly newRequestId?: () => string;
}

/** What a server puts before and beside the API. */
export interface ServerParts {
  readonly edge: readonly EdgeStep[];
  /** Health, readiness and metrics. */
  readonly doors: readonly Door[];
}

/** The edge and the service doors of one server, in the order of edge.ts. */
export function serverParts(options: ServerPartsOptions): ServerParts {
  const { store, now, metrics, log, access, heavyWrites = HEAVY_WRITES, newRequestId = randomUUID } = options;
  return {
    edge: edgeSteps({
      identify: identify(newRequestId),
      observe: observe({ now, log, metrics }),
      finish: finishReading(),
      ...access,
      limit: [...access.limit, limitHeavyWrites(metrics, heavyWrites)],
    }),
    doors: serviceDoors(store, metrics),
  };
}
