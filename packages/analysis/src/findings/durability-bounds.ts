import type { DurabilityBounds } from "@holdfast/core";
import { orientation } from "../durability/non-inferiority.js";
import { valueLeads } from "../durability/value-leads.js";
import { verdictOf } from "../durability/verdict.js";
import type { RunValue } from "../effects/comparison.js";
import { type ArmMoment, ancestorKey } from "../measure/arm-moment.js";
import type { EvidenceIndex } from "../measure/evidence-index.js";
import { rangeOf } from "./contrast.js";
import type { DurabilityQuestion } from "./durability-questions.js";

interface Ends {
  readonly from: readonly RunValue[];
  readonly to: readonly RunValue[];
}

/** Every run of `from`, with its value at `to` or what it is assumed to have come to. */
function assumed(from: ArmMoment, to: ArmMoment, rate: number): Ends {
  const later = new Map(to.units.map(({ key, measured }) => [key, measured.value]));
  return {
    from: from.units.map(({ measured }) => measured.value),
    to: from.units.map(({ key }) => later.get(key) ?? { rate, observations: null, standardError: null }),
  };
}

function missingKeys(from: ArmMoment, to: ArmMoment): string[] {
  const later = new Set(to.units.map(({ key }) => key));
  return from.units.map(({ key }) => key).filter((key) => !later.has(key));
}

/**
 * Question: what could the durability be, had the runs that are missing at `to` ended as badly, or as well, as the
 * scale allows?
 * Model: none; whether training breaks may depend on what it would have come to.
 * Formula: worst: the arm's missing runs at the worst end of the scale, the control's at the best; best: the reverse.
 *   Leads, ratio and verdict of all runs of `from`, for these prompts, on the difference scale.
 * Units: the metric's own.
 * Not estimable when: no run is missing, or a side was not measured at `to` at all (null).
 * Source: Manski 1990.
 * Checked against: hand-worked cases; the reported answer lies between both.
 */
export function durabilityBounds(
  index: EvidenceIndex,
  question: DurabilityQuestion,
  leadProved: boolean,
): DurabilityBounds | null {
  const { from, to } = question.contrasts;
  const { metric } = question.retention;
  const { plan } = index.ablation;
  if (from === null || to === null) return null;
  if ([from.arm, from.control, to.arm, to.control].some(({ units }) => units.length === 0)) return null;
  const missing = { arm: missingKeys(from.arm, to.arm), control: missingKeys(from.control, to.control) };
  if (missing.arm.length + missing.control.length === 0) return null;
  const better = orientation(metric.direction);
  const level = 1 - plan.alpha;
  const range = rangeOf(metric);
  const bound = (arm: 0 | 1, control: 0 | 1): DurabilityBounds["worst"] | null => {
    const leads = valueLeads(assumed(from.arm, to.arm, arm), assumed(from.control, to.control, control), {
      scale: "difference",
      target: "suite-fixed",
      level,
      thresholds: plan.retention,
    });
    if ("status" in leads) return null;
    const ratio = leads.to / leads.from;
    return {
      lead: leads.to * range,
      retained: Number.isFinite(ratio) ? ratio : null,
      verdict:
        leads.covariance === null
          ? "inconclusive"
          : verdictOf(leads, { better, ...plan.retention, level, leadProved }).word,
    };
  };
  const known = new Set([...missing.arm, ...missing.control]);
  const crashed = new Set(
    index.outcomes.flatMap((outcome) => {
      if (outcome.status !== "crashed") return [];
      const { key } = ancestorKey(outcome, index.runs);
      return known.has(key) ? [key] : [];
    }),
  );
  const [bad, good] = better === -1 ? ([1, 0] as const) : ([0, 1] as const);
  const [worst, best] = [bound(bad, good), bound(good, bad)];
  if (worst === null || best === null) return null;
  return {
    missing: missing.arm.length,
    controlMissing: missing.control.length,
    crashed: crashed.size,
    worst,
    best,
  };
}
