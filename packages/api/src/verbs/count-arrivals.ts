import { isHoldfastError } from "@holdfast/core";
import type { Context } from "../context.js";
import { plannedCells } from "./planned-cells.js";

/** Counts what has arrived of the plan of one ablation, and keeps it for lists. */
async function countOne({ store }: Context, identity: string, countedEvent: number): Promise<void> {
  const { ablation } = await store.registration(identity);
  const arrived = await store.arrivedCells(identity);
  const cells = plannedCells(
    ablation,
    arrived.map((cell) => ({ ...cell, run: "", step: null })),
  );
  const expected = cells.filter((cell) => cell.expected);
  await store.keepCounts(identity, {
    countedEvent,
    observational: ablation.design === "observational",
    expected: expected.length,
    present: expected.filter((cell) => cell.present).length,
    outcomes: arrived.reduce((sum, { outcomes }) => sum + outcomes, 0),
  });
}

async function countAll(context: Context, only: string | undefined): Promise<void> {
  const { store, now } = context;
  while ((await store.numberEvents(now())) > 0);
  const { identities, throughEvent } = await store.staleOverviews();
  for (const identity of identities) {
    if (only !== undefined && identity !== only) continue;
    try {
      await countOne(context, identity, throughEvent);
    } catch (error) {
      // it was removed a moment ago: then there is nothing to count
      if (!isHoldfastError(error) || error.code !== "not-found") throw error;
    }
  }
}

/**
 * Counts again those ablations of which something happened since they were counted, `only` one or all. Where nothing can be written, as on
 * a full disk, whoever reads gets what was counted before.
 */
export async function countArrivals(context: Context, only?: string): Promise<void> {
  try {
    await countAll(context, only);
  } catch (error) {
    if (!isHoldfastError(error) || error.code !== "unavailable") throw error;
  }
}
