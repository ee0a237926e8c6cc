import type { RunPairing, Warning } from "@holdfast/core";
import type { Comparison } from "../effects/comparison.js";
import { type Contrast, rangeOf } from "../findings/contrast.js";
import { pairBySeed } from "../findings/seed-pairs.js";
import type { ArmMoment } from "../measure/arm-moment.js";
import { comparisonOf } from "../measure/comparison-of.js";
import type { EvidenceIndex } from "../measure/evidence-index.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import type { PlacedSide, SharedMeasure } from "./side-outcomes.js";

/** Two sides brought onto what they share, and how their runs belong together. */
export interface PairedSides {
  readonly contrast: Contrast;
  readonly pairing: RunPairing;
  readonly warnings: readonly Warning[];
}

interface Sides {
  readonly a: PlacedSide;
  readonly b: PlacedSide;
}

const keysOf = ({ units }: ArmMoment) => new Set(units.map(({ key }) => key));
const only = (moment: ArmMoment, isKept: (key: string) => boolean): ArmMoment => ({
  ...moment,
  units: moment.units.filter(({ key }) => isKept(key)),
});

function isSame(a: ArmMoment, b: ArmMoment): boolean {
  const ids = new Set(a.outcomes.map(({ outcomeId }) => outcomeId));
  return a.outcomes.length === b.outcomes.length && b.outcomes.every(({ outcomeId }) => ids.has(outcomeId));
}

const said = (count: number, what: string) => `${count} ${what}${count === 1 ? "" : "s"}`;

/** The runs that both sides have, one against itself at another moment: they are paired, not independent. */
function pairByRun(a: ArmMoment, b: ArmMoment, names: Sides) {
  const [left, right] = [keysOf(a), keysOf(b)];
  const shared = [...left].filter((key) => right.has(key));
  const warning = (message: string): Warning => ({ code: "unpaired-run", message });
  if (shared.length === 0) return { a, b, isPaired: false, warnings: [] };
  if (names.a.kind !== names.b.kind) {
    // a run against the others of its arm: it would be on both sides
    const isOther = (key: string) => !shared.includes(key);
    const message = `the run is one of the arm's own: the arm is taken without it.`;
    return names.a.kind === "arm"
      ? { a: only(a, isOther), b, isPaired: false, warnings: [warning(message)] }
      : { a, b: only(b, isOther), isPaired: false, warnings: [warning(message)] };
  }
  const isShared = (key: string) => shared.includes(key);
  const lost = left.size + right.size - 2 * shared.length;
  return {
    ...{ a: only(a, isShared), b: only(b, isShared), isPaired: shared.length >= 2 },
    warnings:
      lost === 0
        ? []
        : [
            warning(
              `${said(lost, "run")} measured on one side alone ${lost === 1 ? "was" : "were"} left out.`,
            ),
          ],
  };
}

/**
 * Both moments as one contrast. Runs that stand on both sides are paired with themselves; where the plan pairs runs of
 * one seed, two arms at one stage are paired as their lead is; otherwise runs are independent.
 */
export function pairSides(
  index: EvidenceIndex,
  sides: Sides,
  moments: { readonly a: ArmMoment; readonly b: ArmMoment },
  { eval: value, metric }: SharedMeasure,
): PairedSides {
  const { a, b, isPaired, warnings } = pairByRun(moments.a, moments.b, sides);
  const compared = (): Comparison | NotEstimable => {
    for (const [at, { units }] of [["a", a] as const, ["b", b] as const])
      if (units.length === 0) {
        const { stage, step } = sides[at];
        const when = step === null ? `\`${stage}\`` : `\`${stage}\` ${step}`;
        return notEstimable(`there is no outcome of \`${sides[at].name}\` at ${when}`);
      }
    if (isSame(a, b)) return notEstimable("both sides are the same outcomes");
    return comparisonOf(a.units, b.units, index.clusterOf(value.id), metric.scale.kind === "binary");
  };
  const comparison = compared();
  const contrast: Contrast = { arm: a, control: b, comparison, range: rangeOf(metric) };
  if ("status" in comparison) return { contrast, pairing: "none", warnings };
  if (isPaired)
    return {
      contrast: { ...contrast, comparison: { ...comparison, paired: true } },
      ...{ pairing: "by-run", warnings },
    };
  const { arm, stage } = sides.a;
  const isLead = sides.a.kind === "arm" && sides.b.kind === "arm" && stage === sides.b.stage;
  if (!isLead) return { contrast, pairing: "none", warnings };
  const lead = { arm, control: sides.b.arm, eval: value, metric, stage };
  const bySeed = pairBySeed(index, lead, contrast);
  const paired = bySeed.contrast !== contrast && !("status" in bySeed.contrast.comparison);
  return {
    contrast: bySeed.contrast,
    pairing: paired ? "by-seed" : "none",
    warnings: [...warnings, ...bySeed.warnings],
  };
}
