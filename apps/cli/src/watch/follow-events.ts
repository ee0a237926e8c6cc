import type { HoldfastClient } from "@holdfast/api/client";
import type { EventKind } from "@holdfast/core";

/** What may change the answer of a monitor. */
const MOVING: readonly EventKind[] = [
  "recorded",
  "restored",
  "intervened",
  "excluded",
  "readmitted",
  "amended",
];

export interface FollowOptions {
  readonly identity: string;
  /** Looks once; true: it has seen enough. */
  readonly look: () => Promise<boolean>;
  /** Resolves when nobody wants to know any more. */
  readonly stopped: Promise<void>;
  readonly onInterrupted: (error: unknown) => void;
}

/**
 * Looks when the stream of events is there, so that nothing falls between the two, and after each event that may
 * have moved something; events that come during a look make it look once more.
 */
export async function followEvents(client: HoldfastClient, options: FollowOptions): Promise<void> {
  const { identity, look, stopped, onInterrupted } = options;
  const ended = new AbortController();
  let [isDue, looking]: [boolean, Promise<void> | null] = [false, null];
  const failures: unknown[] = [];
  const lookWhileDue = async () => {
    while (isDue && !ended.signal.aborted) {
      isDue = false;
      if (await look()) ended.abort();
    }
  };
  const nudge = () => {
    isDue = true;
    looking ??= lookWhileDue()
      .catch((error: unknown) => {
        failures.push(error);
        ended.abort();
      })
      .finally(() => {
        looking = null;
      });
  };
  void stopped.then(() => ended.abort());
  const events = client.events({
    identity,
    kinds: MOVING,
    signal: ended.signal,
    onOpened: nudge,
    onInterrupted,
  });
  for await (const _event of events) nudge();
  await looking;
  if (failures.length > 0) throw failures[0];
}
