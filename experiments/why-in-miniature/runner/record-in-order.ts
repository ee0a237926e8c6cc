import type { HoldfastClient } from "@holdfast/api/client";
import { readOutcomeLines } from "./read-outcome-lines.js";

/** Takes outcomes as they are measured, and records them. */
export interface Recording {
  /** Lines of an ablation, in the form that `holdfast record` takes. */
  readonly record: (identity: string, text: string) => void;
  /** Resolves when all that was taken is recorded, rejects when something was refused. */
  readonly settle: () => Promise<void>;
}

/**
 * Records what comes in its order, one transaction at a time; what comes meanwhile shares the next one, so that training
 * never waits for the database.
 */
export function recordInOrder(
  client: Pick<HoldfastClient, "recordLines">,
  onRecorded: (identity: string) => void,
): Recording {
  const waiting = new Map<string, string>();
  let underWay: Promise<void> | null = null;

  async function recordOn(): Promise<void> {
    for (const [identity, text] of waiting) {
      waiting.delete(identity);
      await client.recordLines(identity, readOutcomeLines(text));
      onRecorded(identity);
    }
    underWay = null;
  }

  return {
    record: (identity, text) => {
      waiting.set(identity, `${waiting.get(identity) ?? ""}${text}`);
      underWay ??= recordOn();
      // whoever settles hears of it
      underWay.catch(() => {});
    },
    settle: async () => {
      await underWay;
    },
  };
}
