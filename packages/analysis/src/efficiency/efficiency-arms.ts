import {
  type Effect,
  type EfficiencyArm,
  findingOn,
  type Quantity,
  type Target,
  UNKNOWN,
} from "@holdfast/core";
import { targetsOf } from "../findings/contrast.js";
import { listed } from "../listed.js";
import type { EvidenceIndex } from "../measure/evidence-index.js";
import { tokensUpTo } from "../measure/tokens-up-to.js";
import { notEstimable } from "../not-estimable.js";

const MILLION = 1_000_000;

/** A lead as it stands among the effects, without what belongs to its family. */
function leadOf(effect: Effect, target: Target): Quantity {
  const finding = findingOn(effect, "difference", target);
  if (finding === undefined) return notEstimable("the lead was not asked for");
  if (finding.status === "not-estimable") return notEstimable(finding.reason);
  const { estimate, standardError, df, interval, pValue, reason } = finding;
  return { status: "estimated", estimate, standardError, df, interval, pValue, reason };
}

/** A quantity times a number that is known exactly; a negative one turns the interval round. */
export function scaledQuantity(quantity: Quantity, factor: number): Quantity {
  if (quantity.status === "not-estimable") return quantity;
  const { estimate, standardError, interval } = quantity;
  const times = (value: number | null) => (value === null ? null : factor * value);
  const [lower, upper] = interval === null ? [null, null] : [times(interval.lower), times(interval.upper)];
  return {
    ...quantity,
    estimate: factor * estimate,
    standardError: standardError === null ? null : Math.abs(factor) * standardError,
    interval:
      interval === null
        ? null
        : { ...interval, ...(factor < 0 ? { lower: upper, upper: lower } : { lower, upper }) },
  };
}

function perMillion(
  lead: Quantity,
  arm: Pick<EfficiencyArm, "arm" | "control" | "tokens" | "controlTokens" | "extraTokens">,
  better: number,
): Quantity {
  const { extraTokens } = arm;
  if (extraTokens === null) {
    const unknown = [
      ...(arm.tokens === UNKNOWN ? [`\`${arm.arm}\``] : []),
      ...(arm.controlTokens === UNKNOWN ? [`\`${arm.control}\``] : []),
    ];
    return notEstimable(`tokens of ${listed(unknown)} are unknown`);
  }
  if (extraTokens === 0)
    return notEstimable(
      "arm and control were trained on equally many tokens: the lead itself compares them at equal tokens",
    );
  if (extraTokens < 0) return notEstimable("the arm was trained on fewer tokens than its control");
  return scaledQuantity(lead, (better * MILLION) / extraTokens);
}

/** What an arm's data bought at the moment of a lead. */
export function efficiencyArm(index: EvidenceIndex, effect: Effect, better: number): EfficiencyArm[] {
  const { ablation } = index;
  const find = (name: string | null) => ablation.arms.find((arm) => arm.name === name);
  const [own, control] = [find(effect.arm), find(effect.control)];
  if (own === undefined || control === undefined) return [];
  const tokens = tokensUpTo(ablation, own, effect.moment.stage);
  const controlTokens = tokensUpTo(ablation, control, effect.moment.stage);
  const arm = {
    arm: own.name,
    control: control.name,
    tokens,
    controlTokens,
    extraTokens: tokens === UNKNOWN || controlTokens === UNKNOWN ? null : tokens - controlTokens,
  };
  return [
    {
      ...arm,
      shownTarget: effect.shownTarget,
      numbers: targetsOf(ablation.plan.target).map((target) => {
        const lead = leadOf(effect, target);
        return { target, lead, perMillion: perMillion(lead, arm, better) };
      }),
    },
  ];
}

/** Why no arm has an effect per token, where none has. */
export function missingReason(arms: readonly EfficiencyArm[]): string | null {
  if (arms.length === 0) return "no arm has a lead over a control here";
  const reasons = arms.flatMap(({ numbers }) =>
    numbers.flatMap(({ perMillion: own }) => (own.status === "not-estimable" ? [own.reason] : [])),
  );
  const some = arms.some(({ numbers }) => numbers.some(({ perMillion: own }) => own.status === "estimated"));
  return some ? null : (reasons[0] ?? null);
}
