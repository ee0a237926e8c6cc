import type { Ablation, Look, Warning } from "@holdfast/core";
import { normalCdf } from "../distributions/normal.js";
import { obrienFlemingSpending } from "../sequential/alpha-spending.js";
import { spendingBoundaries } from "../sequential/group-sequential-boundaries.js";

/** Seeds that are planned for every arm; null where nobody says. */
export function plannedSeeds({ seeds }: Pick<Ablation, "seeds">): number | null {
  if (seeds === "unknown") return null;
  return typeof seeds === "number" ? seeds : seeds.length;
}

/** Information fractions of the planned looks up to now: those before this one, and where the runs stand. */
export function lookFractions(look: Pick<Look, "look" | "planned" | "fraction">): number[] {
  const before = Array.from({ length: look.look - 1 }, (_, index) => (index + 1) / look.planned);
  return [...before, look.fraction];
}

function lookAt(ablation: Ablation, fraction: number): Look {
  const planned = ablation.plan.plannedLooks;
  const look = Math.max(1, Math.floor(fraction * planned + 1e-9));
  const { alpha } = ablation.plan;
  const bounds = spendingBoundaries(
    { fractions: lookFractions({ look, planned, fraction }), alpha, sides: 2 },
    obrienFlemingSpending,
  );
  const z = "status" in bounds ? Number.POSITIVE_INFINITY : (bounds.z.at(-1) ?? Number.POSITIVE_INFINITY);
  return {
    look,
    planned,
    fraction,
    alphaSpent: obrienFlemingSpending(fraction, alpha, 2),
    criticalP: 2 * normalCdf(-z),
  };
}

/**
 * Which of the planned looks a lead is at, by the share of its planned runs that have a score; each share is worked
 * out once. Between two planned looks it counts as the earlier one, taken late. Null where one look is planned, where
 * nobody says how many runs are, or where a side has none yet.
 */
export function leadLooks(ablation: Ablation): (runs: number, controlRuns: number) => Look | null {
  const seeds = plannedSeeds(ablation);
  const known = new Map<number, Look>();
  return (runs, controlRuns) => {
    if (ablation.plan.plannedLooks < 2 || seeds === null || runs === 0 || controlRuns === 0) return null;
    const fraction = Math.min(1, (runs + controlRuns) / (2 * seeds));
    const look = known.get(fraction) ?? lookAt(ablation, fraction);
    known.set(fraction, look);
    return look;
  };
}

/** A look that stands for a planned one holds only where that one was not taken: several of them count as one. */
function lookBetween(ablation: Ablation, runs: number, seeds: number): Warning[] {
  const { plannedLooks: planned } = ablation.plan;
  const at = Math.min(1, runs / (2 * seeds)) * planned;
  if (Math.abs(at - Math.round(at)) < 1e-9) return [];
  return [
    {
      code: "unplanned-look",
      message: `${runs} of ${2 * seeds} planned runs have a score, which is no planned look: it stands for look ${Math.max(1, Math.floor(at))} of ${planned}, and adjusted p-values hold only if that one is taken once.`,
    },
  ];
}

/** A lead whose planned runs have not all arrived, where the plan registers no look at this point. */
export function unplannedLook(
  ablation: Ablation,
  sides: readonly { readonly name: string; readonly runs: number }[],
): Warning[] {
  const seeds = plannedSeeds(ablation);
  if (seeds === null || sides.some(({ runs }) => runs === 0)) return [];
  if (ablation.plan.plannedLooks > 1) {
    const runs = sides.reduce((sum, side) => sum + side.runs, 0);
    return lookBetween(ablation, runs, seeds);
  }
  const waiting = sides.filter(({ runs }) => runs < seeds);
  if (waiting.length === 0) return [];
  const said = waiting.map(({ name, runs }) => `\`${name}\` ${runs} of ${seeds}`).join(", ");
  return [
    {
      code: "unplanned-look",
      message: `Not all planned runs have a score (${said}), and the plan registers no look before they do. Whoever tests again whenever a seed arrives finds an effect that is not there in 18% of ablations instead of 5% (2 to 10 seeds); register \`plan.plannedLooks\`, or wait.`,
    },
  ];
}
