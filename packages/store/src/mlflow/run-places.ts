import type { LogPlace } from "../driver/mlflow-log.js";
import type { MlflowBinding } from "./mlflow-run.js";
import type { KnownDocuments, ScoreNames } from "./score-names.js";

/** Where a run was seen last, and which of its metrics were evals then. */
export interface KnownPlace extends LogPlace {
  /** null: unbound. */
  readonly scored: {
    readonly binding: MlflowBinding;
    readonly names: ScoreNames;
    readonly checkedAt: Date;
  } | null;
}

/** Where runs were seen last, so that logging need not ask first. What is remembered may be out of date; the log says so. */
export interface RunPlaces {
  readonly get: (runId: string) => KnownPlace | undefined;
  readonly keep: (place: KnownPlace) => void;
  readonly forget: (runId: string) => void;
  readonly documents: KnownDocuments;
}

/** Remembers as many as `capacity` places; the one that was kept longest ago goes first. */
export function runPlaces(capacity = 10_000): RunPlaces {
  const places = new Map<string, KnownPlace>();
  return {
    get: (runId) => places.get(runId),
    keep(place) {
      places.delete(place.runId);
      places.set(place.runId, place);
      const oldest = places.size > capacity ? places.keys().next().value : undefined;
      if (oldest !== undefined) places.delete(oldest);
    },
    documents: new Map(),
    forget: (runId) => {
      places.delete(runId);
    },
  };
}
