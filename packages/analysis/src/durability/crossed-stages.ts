import type { EffectScale } from "@holdfast/core";
import { type ArmComponents, armComponents } from "../effects/arm-components.js";
import type { CellMatrix } from "../effects/cell-matrix.js";
import { type CrossedArm, crossArms } from "../effects/crossed-pair.js";
import { logit } from "../intervals/mover-log-odds.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";

/** One arm at one stage: its means on the asked scale, and the rate and scores behind them. */
export interface ArmStage {
  readonly components: ArmComponents;
  /** Cluster means on the same scale: `means[run * clusters + cluster]`. */
  readonly means: Float64Array;
  /** On [0, 1], whatever the scale of the components. */
  readonly rate: number;
  readonly observations: number;
}

/** Arm and control at two stages, on shared prompts and matched runs. */
export interface CrossedStages {
  readonly arm: { readonly from: ArmStage; readonly to: ArmStage };
  readonly control: { readonly from: ArmStage; readonly to: ArmStage };
  readonly sizes: Float64Array;
  readonly prompts: number;
  readonly dropped: number;
  readonly scale: EffectScale;
  /** On log odds, where a rate is 0 or 1: the same stages as rates. The side at an end is a constant there. */
  readonly plain?: CrossedStages;
}

/** Cells of one arm and its control at both stages; run `i` of `from` is run `i` of `to`. */
export interface StageMatrices {
  readonly arm: { readonly from: CellMatrix; readonly to: CellMatrix };
  readonly control: { readonly from: CellMatrix; readonly to: CellMatrix };
}

/** Cells as log odds to first order around the arm's rate: g(p) + (y - p) / (p (1 - p)). */
function linearised(crossed: CrossedArm, rate: number): CrossedArm {
  const slope = 1 / (rate * (1 - rate));
  return { ...crossed, means: crossed.means.map((mean) => logit(rate) + (mean - rate) * slope) };
}

function armStage(
  crossed: CrossedArm | undefined,
  sizes: Float64Array,
  scale: EffectScale,
): ArmStage | NotEstimable {
  if (crossed === undefined) return notEstimable("one side has no run");
  const { observations, means } = crossed;
  const components = armComponents(crossed, sizes);
  const { rate } = components;
  if (scale === "difference") return { components, means, rate, observations };
  // Infinite log odds that no run differs in: what is said of them is worked out from the rates.
  const onLogOdds =
    rate <= 0 || rate >= 1
      ? { ...crossed, means: new Float64Array(means.length) }
      : linearised(crossed, rate);
  return { components: armComponents(onLogOdds, sizes), means: onLogOdds.means, rate, observations };
}

/** Brings four matrices onto their shared prompts and the asked scale. */
export function crossedStages(
  matrices: StageMatrices,
  clusterOf: Int32Array,
  scale: EffectScale,
): CrossedStages | NotEstimable {
  const { arm, control } = matrices;
  const crossed = crossArms([arm.from, arm.to, control.from, control.to], clusterOf);
  if ("status" in crossed) return crossed;
  const { sizes, prompts, dropped } = crossed;
  const armFrom = armStage(crossed.arms[0], sizes, scale);
  const armTo = armStage(crossed.arms[1], sizes, scale);
  const controlFrom = armStage(crossed.arms[2], sizes, scale);
  const controlTo = armStage(crossed.arms[3], sizes, scale);
  if ("status" in armFrom) return armFrom;
  if ("status" in armTo) return armTo;
  if ("status" in controlFrom) return controlFrom;
  if ("status" in controlTo) return controlTo;
  const atEnd = [armFrom, armTo, controlFrom, controlTo].some(({ rate }) => rate <= 0 || rate >= 1);
  const plain = scale === "log-odds" && atEnd ? crossedStages(matrices, clusterOf, "difference") : undefined;
  if (plain !== undefined && "status" in plain) return plain;
  return {
    arm: { from: armFrom, to: armTo },
    control: { from: controlFrom, to: controlTo },
    sizes,
    prompts,
    dropped,
    scale,
    ...(plain === undefined ? {} : { plain }),
  };
}
