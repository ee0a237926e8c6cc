import type { LogPlace } from "../driver/mlflow-log.js";

/** Where runs were seen last, so that logging need not ask first. What is remembered may be out of date; the log says so. */
export interface RunPlaces {
  readonly get: (runId: string) => LogPlace | undefined;
  readonly keep: (place: LogPlace) => void;
  readonly forget: (runId: string) => void;
}

/** Remembers as many as `capacity` places; the one that was kept longest ago goes first. */
export function runPlaces(capacity = 10_000): RunPlaces {
  const places = new Map<string, LogPlace>();
  return {
    get: (runId) => places.get(runId),
    keep(place) {
      places.delete(place.runId);
      places.set(place.runId, place);
      const oldest = places.size > capacity ? places.keys().next().value : undefined;
      if (oldest !== undefined) places.delete(oldest);
    },
    forget: (runId) => {
      places.delete(runId);
    },
  };
}
