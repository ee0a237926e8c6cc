import type { Target } from "@holdfast/core";
import { settled } from "../effects/arm-components.js";
import type { RatesWithVariance } from "../effects/effective-rates.js";
import type { PooledDesign } from "../effects/pooled-design.js";
import { MINIMUM_CLUSTERS } from "../effects/two-way-components.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import type { StageCovariance } from "./covariance.js";
import type { ArmStage, CrossedStages } from "./crossed-stages.js";
import { openLead, openStages, withOpen } from "./open-lead.js";
import { durabilityDf, runLeads, type Thresholds } from "./run-leads.js";
import { promptCovariance, stageCovariance } from "./stage-covariance.js";
import type { StageLeads } from "./stage-leads.js";
import { standInVariance, withStandIns } from "./unvarying-stage.js";

const UNVARYING = "nothing varies at a stage, and no interval of its lead could stand in";

function runsAt({ from, to }: { readonly from: ArmStage; readonly to: ArmStage }) {
  return { from: from.components.runRates, to: to.components.runRates };
}

function leadsOf({ arm, control }: CrossedStages): Pick<StageLeads, "from" | "to"> {
  return {
    from: arm.from.components.rate - control.from.components.rate,
    to: arm.to.components.rate - control.to.components.rate,
  };
}

/** Binomial variance of a rate; in log odds divided by (p (1 - p))^2. */
function scoreVariance({ rate, observations }: ArmStage, scale: CrossedStages["scale"]): number {
  const spread = rate * (1 - rate);
  return scale === "difference" ? spread / observations : 1 / (spread * observations);
}

/** What the interval of a lead rests on where both arms are at an end of the scale; null where other arms do not tell. */
function borrowedFrom(
  { arm, control }: Pick<RatesWithVariance, "arm" | "control">,
  design: PooledDesign | NotEstimable | undefined,
): { readonly arm: number; readonly control: number; readonly df: number } | null {
  if (design === undefined || "status" in design || design.within !== null) return null;
  if ([arm, control].some(({ rate }) => rate > 0 && rate < 1)) return null;
  const { phi, df } = design;
  return { arm: arm.observations / phi, control: control.observations / phi, df };
}

function checkpointDf({ sizes }: CrossedStages, target: Target): number {
  return target === "prompt-general" ? sizes.length - 1 : Number.POSITIVE_INFINITY;
}

function checkpointCovariance(stages: CrossedStages, target: Target): StageCovariance {
  if (target === "prompt-general") return promptCovariance(stages);
  const at = (stage: "from" | "to") =>
    scoreVariance(stages.arm[stage], stages.scale) + scoreVariance(stages.control[stage], stages.scale);
  return { from: at("from"), to: at("to"), cross: 0 };
}

/** The covariance of the leads as the cells give it, before anything stands in for a stage where nothing varies. */
function rawCovariance(stages: CrossedStages, target: Target, thresholds: Thresholds): StageCovariance {
  const runs = runLeads(runsAt(stages.arm), runsAt(stages.control), thresholds);
  if ("status" in runs) return checkpointCovariance(stages, target);
  return target === "suite-fixed" ? runs.covariance : stageCovariance(stages, runs.covariance);
}

/**
 * Question: what are the leads at two stages and their covariance, where every sample's score is known?
 * Model: two or more runs in both arms: the two-way design for both stages at once. One run in an arm: the
 *   checkpoints are fixed, and prompts (or, suite-fixed, single scores) are what varies.
 * Formula: `stageCovariance` (prompt-general) or the runs' part of it (suite-fixed), df of `durabilityDf`; with one
 *   run the prompts' part on C - 1 df, or the binomial variances on the normal. A stage with variance 0 gets the
 *   square of half-width / t of its lead's own interval, as `mover-wilson` gives it. Log odds at a rate of 0 or 1:
 *   `open-lead`.
 * Units: rates on [0, 1], or log odds.
 * Not estimable when: prompt-general with fewer than five clusters; no stand-in for a stage where nothing varies;
 *   log odds with both rates of a stage at the same end.
 * Source: statistics of this project, 2.5.
 * Checked against: `runLeads` and `two-way-components`, by property.
 */
export function sampleLeads(
  stages: CrossedStages,
  target: Target,
  thresholds: Thresholds,
  level: number,
  pooledAt?: (stage: "from" | "to") => PooledDesign | NotEstimable,
): StageLeads | NotEstimable {
  const clusters = stages.sizes.length;
  if (target === "prompt-general" && clusters < MINIMUM_CLUSTERS) {
    return notEstimable(
      `${clusters} independent clusters of prompts (at least ${MINIMUM_CLUSTERS} needed to speak of other prompts)`,
    );
  }
  const single = stages.arm.from.components.runs < 2 || stages.control.from.components.runs < 2;
  const df = single
    ? checkpointDf(stages, target)
    : durabilityDf(runsAt(stages.arm), runsAt(stages.control), thresholds);
  const covariance = rawCovariance(stages, target, thresholds);
  const runDf = stages.arm.from.components.runs + stages.control.from.components.runs - 2;
  const ratesAt = (stage: "from" | "to", variance: number): RatesWithVariance => {
    const side = ({ rate, observations }: ArmStage) => ({ rate, observations });
    const rates = { arm: side(stages.arm[stage]), control: side(stages.control[stage]) };
    const borrowed = single ? null : borrowedFrom(rates, pooledAt?.(stage));
    return {
      ...rates,
      variance,
      df: borrowed?.df ?? (single ? df : runDf),
      whenNothingVaries: borrowed ?? { arm: clusters, control: clusters },
      floored: variance > 0,
    };
  };
  const { plain } = stages;
  const spread = plain === undefined ? undefined : rawCovariance(plain, target, thresholds);
  const opened = openStages((stage) => {
    const rates = [stages.arm[stage].rate, stages.control[stage].rate];
    if (spread === undefined || rates.every((rate) => rate > 0 && rate < 1)) return undefined;
    return openLead(ratesAt(stage, settled(spread[stage])), level, df);
  });
  if ("status" in opened) return opened;
  const { from, to } = opened;
  const whole = withStandIns(
    {
      from: from?.variance ?? covariance.from,
      to: to?.variance ?? covariance.to,
      cross: from === undefined && to === undefined ? covariance.cross : 0,
    },
    (stage) => standInVariance(ratesAt(stage, 0), stages.scale, level),
  );
  if (whole === undefined) return notEstimable(UNVARYING);
  const leads = { ...leadsOf(stages), covariance: whole, df };
  return from === undefined && to === undefined ? leads : withOpen(leads, { from, to });
}
