import type { Ablation } from "./ablation.js";
import type { Analysis } from "./analysis.js";
import { tidyDriver } from "./tidy-drivers.js";
import { tidyCourse, tidyDurability } from "./tidy-durability.js";
import { tidyEfficiency } from "./tidy-efficiency.js";
import { tidyCorrelation, tidySynthesis, tidyTransfer } from "./tidy-generalization.js";
import { tidyLead, tidyLevel } from "./tidy-leads.js";
import { tidyJudges, tidyOrigin, tidyRanking } from "./tidy-origin.js";
import type { TidyRow } from "./tidy-row.js";

/**
 * Every finding of an analysis as one tidy table: one number a row, with its uncertainty and everything it is about.
 * A report as CSV is this table; a report as HTML carries it; an old report is checked by it.
 */
export function tidyFindings(ablation: Ablation, analysis: Analysis): TidyRow[] {
  const { generalization } = analysis;
  return [
    ...analysis.levels.map((row) => tidyLevel(ablation, row)),
    ...analysis.effects.flatMap((effect) => tidyLead(ablation, effect)),
    ...analysis.durability.flatMap((one) => tidyDurability(ablation, one)),
    ...analysis.trajectories.flatMap((one) => tidyCourse(ablation, one)),
    ...analysis.drivers.flatMap((driver) => tidyDriver(ablation, driver)),
    ...generalization.pairs.flatMap((pair) => tidyTransfer(ablation, pair)),
    ...generalization.syntheses.flatMap(tidySynthesis),
    ...analysis.evalCorrelations.flatMap(tidyCorrelation),
    ...analysis.efficiency.flatMap((one) => tidyEfficiency(ablation, one)),
    ...analysis.origins.flatMap((origin) => tidyOrigin(ablation, origin)),
    ...tidyJudges(analysis.judges),
    ...analysis.rankings.flatMap((ranking) => tidyRanking(ablation, ranking)),
  ];
}

/** What every row of an analysis shares: whether what was set aside takes part, and what it was computed from. */
export function tidyWhole({ includesExcluded, ablation, inputsFingerprint }: Analysis): TidyRow {
  return { excluded: includesExcluded ? "with" : "without", ablation, inputs: inputsFingerprint };
}
