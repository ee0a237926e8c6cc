import { type EventAbout, type Outcome, type Receipt, type RecordedPlace, runKey } from "@holdfast/core";

/** As many as a reader wants to see; who needs all asks for the outcomes. */
const MOST_PLACES = 50;

/** What an event says of a batch: the checkpoints and evals, in the order in which they came. */
export function recordedPlaces(outcomes: readonly Outcome[], receipt: Receipt): EventAbout {
  const places = new Map<string, RecordedPlace>();
  for (const { run, checkpoint, eval: evalId } of outcomes) {
    const place = { run: runKey(run), stage: checkpoint.stage, step: checkpoint.step, eval: evalId };
    const key = [place.run, place.stage, place.step ?? "end", place.eval].join(" ");
    const known = places.get(key);
    places.set(key, { ...place, outcomes: (known?.outcomes ?? 0) + 1 });
  }
  const all = [...places.values()];
  return {
    receipt,
    places: all.slice(0, MOST_PLACES),
    ...(all.length > MOST_PLACES ? { placesLeftOut: all.length - MOST_PLACES } : {}),
  };
}
