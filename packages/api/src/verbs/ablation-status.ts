import { type AblationStatus, HoldfastError } from "@holdfast/core";
import type { Context } from "../context.js";
import { plannedCells, plannedSeeds } from "./planned-cells.js";

/** What was planned and what has arrived, with the holes. @throws HoldfastError `not-found` */
export async function ablationStatus(
  context: Context,
  input: { readonly identity: string },
): Promise<AblationStatus> {
  const { identity } = input;
  const { ablation } = await context.store.registration(identity);
  const coverage = await context.store.coverage(identity);
  const { ablations } = await context.store.ablations({ identity, order: "identity", limit: 1 });
  const [registration] = ablations;
  if (registration === undefined) {
    throw new HoldfastError({ code: "not-found", message: `${input.identity} was removed a moment ago.` });
  }
  const cells = plannedCells(ablation, coverage);
  const seeds = plannedSeeds(ablation);
  const expected = cells.filter((cell) => cell.expected);
  const present = expected.filter((cell) => cell.present).length;
  return {
    registration: {
      ...registration,
      // from what is here, since what lists say may have been counted before the last outcomes
      observational: ablation.design === "observational",
      outcomes: coverage.reduce((sum, { outcomes }) => sum + outcomes, 0),
      coverage: { expected: expected.length, present },
      // what its analysis said changes without a write: that is for lists to say
      headline: null,
    },
    seeds: seeds === null ? null : [...seeds],
    expected: expected.length,
    present,
    missing: expected.length - present,
    beyondPlan: cells.filter((cell) => cell.present && !cell.expected).length,
    cells,
    coverage: [...coverage],
  };
}
