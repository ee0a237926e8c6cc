import type { EfficiencyArm, EfficiencyPair } from "@holdfast/core";
import { scaledArms } from "../drivers/contrast-scale.js";
import { rangeOf, targetsOf } from "../findings/contrast.js";
import type { EvidenceIndex } from "../measure/evidence-index.js";
import type { MeasuredArms, Place } from "../measure/measured-arms.js";
import { notEstimable } from "../not-estimable.js";
import type { DoseCourse } from "./dose-course.js";
import type { PlannedSeries } from "./dose-series.js";
import { efficiencyRatio } from "./efficiency-ratio.js";
import { type EqualSide, tokensToEqualEffect } from "./equal-effect.js";
import { pairDifference } from "./pair-difference.js";

/** Arms whose extra tokens differ by at most this share compare at equal tokens. */
const EQUAL_TOKENS = 0.1;

interface Side extends EfficiencyArm {
  readonly extraTokens: number;
}

function isCounted(arm: EfficiencyArm): arm is Side {
  return arm.extraTokens !== null && arm.extraTokens > 0;
}

/** Both orders of two arms are one pair: the one with fewer extra tokens first. */
function pairsOf(arms: readonly EfficiencyArm[]): (readonly [Side, Side])[] {
  const counted = arms.filter(isCounted);
  return counted.flatMap((one, position) =>
    counted.slice(position + 1).flatMap((two): (readonly [Side, Side])[] => {
      if (one.control !== two.control) return [];
      return [one.extraTokens <= two.extraTokens ? [one, two] : [two, one]];
    }),
  );
}

/**
 * Every two arms with one control and known extra tokens: the direct contrast, the ratio of their effects per token,
 * and the tokens that buy an equal effect.
 */
export function efficiencyPairs(
  index: EvidenceIndex,
  place: Place,
  measured: MeasuredArms,
  arms: readonly EfficiencyArm[],
  courses: readonly { readonly planned: PlannedSeries; readonly course: DoseCourse }[],
): EfficiencyPair[] {
  const { plan } = index.ablation;
  const level = 1 - plan.alpha;
  const scaled = scaledArms(measured, "difference", rangeOf(place.metric));
  const clusterOf = index.clusterOf(place.eval.id);
  const binary = place.metric.scale.kind === "binary";
  const positionOf = (name: string) => measured.arms.findIndex((arm) => arm.name === name);
  const courseOf = (name: string) =>
    courses.find(
      ({ planned }) =>
        planned.unit === "tokens" && planned.doses.some((one) => one.arm === name && one.dose > 0),
    )?.course ?? null;
  return pairsOf(arms).flatMap(([one, two]): EfficiencyPair[] => {
    const [arm, other, control] = [positionOf(one.arm), positionOf(two.arm), positionOf(one.control)];
    if (arm < 0 || other < 0 || control < 0) return [];
    const equalTokens = two.extraTokens <= one.extraTokens * (1 + EQUAL_TOKENS);
    const shared = { arm, other, control, armTokens: one.extraTokens, otherTokens: two.extraTokens };
    const numbers = targetsOf(plan.target).map((target) => {
      if ("status" in scaled) return { target, difference: scaled, efficiencyRatio: scaled };
      const question = { arm, other, target, level, binary, tested: equalTokens };
      return {
        target,
        difference: pairDifference(measured, scaled, clusterOf, question),
        efficiencyRatio: efficiencyRatio(scaled, shared, target, level),
      };
    });
    const usable = numbers.find(({ difference }) => difference.status === "estimated") ?? numbers[0];
    if (usable === undefined) return [];
    const side = (own: Side, position: number): EqualSide => ({
      name: own.arm,
      position,
      extraTokens: own.extraTokens,
      lead:
        own.numbers.find(({ target }) => target === usable.target)?.lead ?? notEstimable("there is no lead"),
      course: courseOf(own.arm),
    });
    const sides = [side(one, arm), side(two, other)] as const;
    return [
      {
        arm: one.arm,
        other: two.arm,
        control: one.control,
        equalTokens,
        shownTarget: usable.target,
        numbers,
        tokensToEqualEffect: tokensToEqualEffect(...sides, usable.difference, {
          target: usable.target,
          level,
        }),
        courseOf: sides[0].course !== null ? "arm" : sides[1].course !== null ? "other" : null,
      },
    ];
  });
}
