import type { Ablation, EvidenceRow } from "@holdfast/core";
import type { ArmRuns } from "../figures/design.js";

/** Seeds that are planned for every arm; null where the ablation does not say. */
export function plannedRuns({ seeds }: Pick<Ablation, "seeds">): number | null {
  if (seeds === "unknown") return null;
  return typeof seeds === "number" ? seeds : seeds.length;
}

/** How many runs of every arm have outcomes beyond the shared stages, beside how many were planned. */
export function armRuns(ablation: Ablation, evidence: readonly EvidenceRow[]): Map<string, ArmRuns> {
  const planned = plannedRuns(ablation);
  const shared = new Set(ablation.stages.filter((stage) => stage.shared === true).map(({ name }) => name));
  return new Map(
    ablation.arms.map(({ name }) => {
      const own = evidence.filter(({ arm, stage }) => arm === name && !shared.has(stage));
      return [name, { planned, recorded: Math.max(0, ...own.map(({ runs }) => runs)) }];
    }),
  );
}
