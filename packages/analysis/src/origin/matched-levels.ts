import type { EvidenceLevel } from "@holdfast/core";
import { matchRuns } from "../findings/retained-leads.js";
import type { Unit } from "../measure/arm-moment.js";
import { sharedLevel } from "../measure/comparison-of.js";
import type { StageLevel } from "./stage-levels.js";

/** The runs of one arm at two stages, in the same order; `from` is a single unit where the start is shared. */
export interface MatchedLevels {
  readonly from: readonly Unit[];
  readonly to: readonly Unit[];
  readonly isShared: boolean;
  readonly level: EvidenceLevel;
}

/** Pairs the runs of an arm over two of its stages. */
export function matchLevels(from: StageLevel, to: StageLevel, isBinary: boolean): MatchedLevels {
  const paired =
    from.isShared || to.isShared ? { from: from.units, to: to.units } : matchRuns(from.moment, to.moment);
  return {
    from: paired.from,
    to: paired.to,
    isShared: from.isShared,
    level: sharedLevel([paired.from, paired.to], isBinary),
  };
}
