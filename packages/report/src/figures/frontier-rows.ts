import { type Efficiency, type EfficiencyArm, type EstimatedQuantity, shownOf } from "@holdfast/core";
import { betterSign, type Subject } from "../subject.js";

/** An arm with a lead: what its tokens bought. */
export interface FrontierArm {
  readonly arm: EfficiencyArm;
  /** Tokens beyond the control's; 0 or less is on the side of "no more than the control". */
  readonly extra: number;
  /** The lead towards better, with its ends, in the metric's own unit; null ends are open. */
  readonly gain: number;
  readonly interval: { readonly lower: number | null; readonly upper: number | null } | null;
  readonly perMillion: EstimatedQuantity | null;
  /** No other arm gains as much or more with fewer tokens, or more with as many. */
  readonly isOnFrontier: boolean;
}

export interface FrontierArms {
  readonly drawn: readonly FrontierArm[];
  /** Arms that have no place, and why. */
  readonly left: readonly { readonly arm: string; readonly reason: string }[];
}

type Placed = Omit<FrontierArm, "isOnFrontier">;

function isBeaten(one: Placed, others: readonly Placed[]): boolean {
  return others.some(
    (other) =>
      other !== one &&
      Math.max(0, other.extra) <= Math.max(0, one.extra) &&
      other.gain >= one.gain &&
      (Math.max(0, other.extra) < Math.max(0, one.extra) || other.gain > one.gain),
  );
}

/** The arms of one place by tokens and gain; those without either are listed with the reason. */
export function frontierArms(subject: Subject, efficiency: Efficiency): FrontierArms {
  const better = betterSign(subject, efficiency);
  const placed: Placed[] = [];
  const left: { arm: string; reason: string }[] = [];
  for (const arm of efficiency.arms) {
    const shown = shownOf(arm);
    if (arm.extraTokens === null) {
      left.push({ arm: arm.arm, reason: "its tokens are unknown, or those of its control" });
    } else if (shown?.lead.status !== "estimated") {
      left.push({ arm: arm.arm, reason: shown?.lead.reason ?? "it has no lead" });
    } else {
      const { estimate, interval } = shown.lead;
      const [low, high] =
        better === 1 ? [interval?.lower, interval?.upper] : [interval?.upper, interval?.lower];
      const towards = (end: number | null | undefined) =>
        end === null || end === undefined ? null : end * better;
      placed.push({
        arm,
        extra: arm.extraTokens,
        gain: estimate * better,
        interval: interval === null ? null : { lower: towards(low), upper: towards(high) },
        perMillion: shown.perMillion.status === "estimated" ? shown.perMillion : null,
      });
    }
  }
  return {
    drawn: placed.map((one) => ({ ...one, isOnFrontier: one.gain > 0 && !isBeaten(one, placed) })),
    left,
  };
}
