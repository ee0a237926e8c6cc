import { type AblationStatus, HoldfastError } from "@holdfast/core";
import type { Context } from "../context.js";
import { plannedCells, plannedSeeds } from "./planned-cells.js";

/** What was planned and what has arrived, with the holes. @throws HoldfastError `not-found` */
export async function ablationStatus(
  context: Context,
  input: { readonly identity: string },
): Promise<AblationStatus> {
  const { ablation, archived } = await context.store.registration(input.identity);
  const coverage = await context.store.coverage(input.identity);
  const summaries = await context.store.registrations({ archived });
  const registration = summaries.find((summary) => summary.identity === input.identity);
  if (registration === undefined) {
    throw new HoldfastError({ code: "not-found", message: `${input.identity} was removed a moment ago.` });
  }
  const cells = plannedCells(ablation, coverage);
  const seeds = plannedSeeds(ablation);
  const expected = cells.filter((cell) => cell.expected);
  const present = expected.filter((cell) => cell.present).length;
  return {
    registration,
    seeds: seeds === null ? null : [...seeds],
    expected: expected.length,
    present,
    missing: expected.length - present,
    beyondPlan: cells.filter((cell) => cell.present && !cell.expected).length,
    cells,
    coverage: [...coverage],
  };
}
