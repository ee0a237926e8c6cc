import type { Warning } from "@holdfast/core";
import type { ArmMoment, Unit } from "../measure/arm-moment.js";
import { comparisonOf } from "../measure/comparison-of.js";
import type { EvidenceIndex } from "../measure/evidence-index.js";
import type { PlannedLead } from "../plan-contrasts.js";
import type { Contrast } from "./contrast.js";

/** The seed of a unit, where somebody said which it is. */
function seedOf({ key, named }: Unit, arm: string): string | null {
  const rest = key.startsWith(`${arm}/`) ? key.slice(arm.length + 1) : key;
  return named && /^\d+$/.test(rest) ? rest : null;
}

function bySeed({ units }: ArmMoment, arm: string): Map<string, Unit> {
  return new Map(
    units.flatMap((unit) => {
      const seed = seedOf(unit, arm);
      return seed === null ? [] : [[seed, unit] as const];
    }),
  );
}

/**
 * The contrast on the seeds that were trained in both arms, run i against run i, as the plan registers it. With fewer
 * than two such seeds nothing can be paired: the contrast stays as it is, and the warning says so.
 */
export function pairBySeed(
  index: EvidenceIndex,
  lead: PlannedLead,
  contrast: Contrast,
): { readonly contrast: Contrast; readonly warnings: readonly Warning[] } {
  if (index.ablation.plan.seedPairing !== "by-seed" || "status" in contrast.comparison)
    return { contrast, warnings: [] };
  const arms = bySeed(contrast.arm, lead.arm);
  const controls = bySeed(contrast.control, lead.control);
  const shared = [...arms.keys()].filter((seed) => controls.has(seed));
  if (shared.length < 2) {
    const count = shared.length === 0 ? "no seed was" : "one seed was";
    return {
      contrast,
      warnings: [
        {
          code: "outside-plan",
          message: `\`${lead.arm}\` and \`${lead.control}\`: ${count} trained in both, so that their runs are analysed as independent although the plan pairs them.`,
        },
      ],
    };
  }
  const pick = (moment: ArmMoment, units: ReadonlyMap<string, Unit>): ArmMoment => ({
    ...moment,
    units: shared.flatMap((seed) => units.get(seed) ?? []),
  });
  const arm = pick(contrast.arm, arms);
  const control = pick(contrast.control, controls);
  const comparison = comparisonOf(
    arm.units,
    control.units,
    index.clusterOf(lead.eval.id),
    lead.metric.scale.kind === "binary",
  );
  const left = contrast.arm.units.length + contrast.control.units.length - 2 * shared.length;
  return {
    contrast: {
      ...contrast,
      arm,
      control,
      comparison: "status" in comparison ? comparison : { ...comparison, paired: true },
    },
    warnings:
      left === 0
        ? []
        : [
            {
              code: "unpaired-run",
              message: `\`${lead.arm}\` and \`${lead.control}\`: ${left} run${left === 1 ? " has" : "s have"} no partner of the same seed and ${left === 1 ? "was" : "were"} left out.`,
            },
          ],
  };
}
