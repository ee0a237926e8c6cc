import { type Arm, boundsOf, type Design, type Driver, type DriverContrast } from "@holdfast/core";
import { clustersDeclared, rangeOf } from "../findings/contrast.js";
import type { EvidenceIndex } from "../measure/evidence-index.js";
import {
  type MeasuredArms,
  type MeasuredPlace,
  measuredPlaces,
  type Place,
} from "../measure/measured-arms.js";
import { tokensUpTo, trainingUpTo } from "../measure/tokens-up-to.js";
import { adjustedDrivers } from "./adjusted-drivers.js";
import { attribution } from "./attribution.js";
import { contrastMatter, contrastNumbers } from "./contrast-numbers.js";
import { designOf, type RecognisedDesign } from "./design-of.js";
import { armsWarnings, tokenWarnings } from "./driver-warnings.js";
import { interactionReading } from "./interaction-reading.js";
import { plannedContrasts } from "./planned-contrasts.js";
import { tokenAdjusted } from "./token-adjusted.js";
import { tokenConfounding } from "./token-confounding.js";

/** Whether the arms that a contrast compares were trained on the same data, in the same way, up to here. */
function isNotYetApplied(weights: Float64Array | null, training: readonly (string | null)[]): boolean {
  if (weights === null || training.some((text) => text === null)) return false;
  const sums = new Map<string, number>();
  training.forEach((text, arm) => {
    if (text !== null) sums.set(text, (sums.get(text) ?? 0) + (weights[arm] ?? 0));
  });
  return [...sums.values()].every((sum) => Math.abs(sum) < 1e-9);
}

function designDocument(
  index: EvidenceIndex,
  design: RecognisedDesign,
  arms: readonly Arm[],
  measured: MeasuredArms,
  place: Place,
): Design {
  const { ablation } = index;
  const { lower } = boundsOf(place.metric.scale);
  const range = rangeOf(place.metric);
  return {
    kind: design.kind,
    factors: design.factors.map(({ name, group, levels }) => ({ name, group, levels: [...levels] })),
    arms: measured.arms.map(({ name, runs, components }, position) => {
      const arm = arms[position];
      return {
        arm: name,
        runs,
        mean: lower + range * components.rate,
        tokens: arm === undefined ? "unknown" : tokensUpTo(ablation, arm, place.stage),
      };
    }),
    missing: ablation.arms
      .filter(({ name }) => !measured.arms.some((arm) => arm.name === name))
      .map(({ name }) => name),
    reference: design.reference === null ? null : (measured.arms[design.reference]?.name ?? null),
    definingRelation: [...design.definingRelation],
    resolution: design.resolution,
  };
}

function driverOf(index: EvidenceIndex, { place, setting, measured }: MeasuredPlace): Driver {
  const { ablation } = index;
  const arms = measured.arms.flatMap(({ name }) => ablation.arms.find((arm) => arm.name === name) ?? []);
  const design = designOf(ablation.factors, arms, ablation.control);
  const document = designDocument(index, design, arms, measured, place);
  const matter = contrastMatter(measured, {
    clusterOf: index.clusterOf(place.eval.id),
    binary: place.metric.scale.kind === "binary",
    range: rangeOf(place.metric),
    target: ablation.plan.target,
    level: 1 - ablation.plan.alpha,
  });
  const runs = Float64Array.from(measured.arms, ({ components }) => components.runs);
  const planned = plannedContrasts(design, runs);
  const tokens = tokenConfounding(design, document.arms);
  const training = arms.map((arm) => trainingUpTo(ablation, arm, place.stage));
  const numbers = contrastNumbers(matter, planned);
  const contrasts = planned.flatMap((contrast, position): DriverContrast[] => {
    const own = numbers[position];
    if (own === undefined) return [];
    const { kind, factors, levels, aliasedWith, weights } = contrast;
    return [
      {
        kind,
        factors: [...factors],
        levels,
        aliasedWith: [...aliasedWith],
        notYetApplied: isNotYetApplied(weights, training),
        ...own,
        reading: interactionReading({ kind, factors, ...own }, place.metric.direction),
        tokenAdjusted: tokenAdjusted(design, contrast, tokens, document.arms, matter, own.shownTarget),
      },
    ];
  });
  return {
    eval: place.eval.id,
    metric: place.metric.name,
    condition: setting.condition,
    judge: setting.judge,
    moment: { stage: place.stage, steps: [...measured.steps] },
    evidenceLevel: measured.level,
    prompts: measured.prompts,
    clusters: measured.level === "samples" ? measured.sizes.length : null,
    droppedPrompts: measured.dropped,
    design: document,
    contrasts,
    attribution: attribution(
      design,
      matter,
      document.arms.map(({ mean }) => mean),
      boundsOf(place.metric.scale),
    ),
    tokens,
    reason: design.kind === "none" ? "the measured arms do not differ in any factor" : null,
    warnings: [
      ...armsWarnings(measured, clustersDeclared(index, place.eval.id)),
      ...(ablation.design === "observational" ? [] : tokenWarnings(tokens)),
    ],
  };
}

/** What each factor did in every place where arms were measured together. */
export function driverFindings(
  index: EvidenceIndex,
  places: readonly MeasuredPlace[] = measuredPlaces(index),
): Driver[] {
  return adjustedDrivers(places.map((place) => driverOf(index, place)));
}
