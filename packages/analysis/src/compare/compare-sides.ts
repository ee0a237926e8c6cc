import {
  type Ablation,
  boundsOf,
  type ComparisonRow,
  type ComparisonSide,
  type Evidence,
  type Finding,
  HoldfastError,
  type Warning,
} from "@holdfast/core";
import { clustersDeclared, targetsOf } from "../findings/contrast.js";
import { roomWarnings, unvaryingWarnings } from "../findings/effect-warnings.js";
import { findingOf, sizeOf } from "../findings/finding-of.js";
import { estimateContrast, levelOfSide, scopeOf } from "../findings/lead-effects.js";
import { type PooledDesigns, pooledDesigns } from "../findings/pooled-designs.js";
import { momentWarnings, uniqueWarnings } from "../findings/side-warnings.js";
import { namedRuns } from "../measure/arm-moment.js";
import { type EvidenceIndex, indexEvidence } from "../measure/evidence-index.js";
import { benjaminiHochberg } from "../multiplicity/benjamini-hochberg.js";
import { notEstimable } from "../not-estimable.js";
import { pairSides } from "./pair-sides.js";
import {
  type PlacedSide,
  type SharedMeasure,
  type SideSetting,
  sideMoments,
  sideSettings,
} from "./side-outcomes.js";

interface Sides {
  readonly a: PlacedSide;
  readonly b: PlacedSide;
}

/** Two sides against each other: where they stand in the ablation, and a row for each of what they were scored on. */
export interface ComparedSides extends Sides {
  readonly rows: ComparisonRow[];
}

function unknown(message: string, key: string, remedy: string): never {
  throw new HoldfastError({ code: "unknown-name", message, place: { key }, remedy });
}

const MOST_NAMED = 20;
const listed = (names: readonly string[]) =>
  `There are ${names.slice(0, MOST_NAMED).join(", ")}${names.length > MOST_NAMED ? " and more" : ""}.`;

/** Where a side stands: without a stage, at the last one. @throws HoldfastError `unknown-name` */
export function placedStage({ stages }: Ablation, { stage }: ComparisonSide, key: string): string {
  const names = stages.map(({ name }) => name);
  if (stage === null) return names.at(-1) ?? "";
  return names.includes(stage) ? stage : unknown(`there is no stage \`${stage}\`.`, key, listed(names));
}

/** A side with its stage and its arm looked up. @throws HoldfastError `unknown-name` */
export function placedSide(index: EvidenceIndex, side: ComparisonSide, key: string): PlacedSide {
  const { ablation, runs } = index;
  const stage = placedStage(ablation, side, key);
  if (side.kind === "arm") {
    const names = ablation.arms.map(({ name }) => name);
    if (!names.includes(side.name)) unknown(`there is no arm \`${side.name}\`.`, key, listed(names));
    return { ...side, stage, arm: side.name };
  }
  const run = runs.get(side.name);
  if (run !== undefined) return { ...side, stage, arm: run.arm };
  const remedy = runs.size === 0 ? "No run has any there." : listed([...runs.keys()]);
  return unknown(`no run \`${side.name}\` has outcomes at the stages compared.`, key, remedy);
}

const SCALES = ["difference", "log-odds"] as const;
const RECIPE_CODES: ReadonlySet<Warning["code"]> = new Set(["recipe-mismatch", "recipe-unknown"]);

/**
 * Within one arm the recipe is no question, and at two stages another one; how many checkpoints the plan averages
 * matters where nobody chose others.
 */
function isAboutSides({ a, b }: Sides): (warning: Warning) => boolean {
  const isOneRecipe = a.arm !== b.arm && a.stage === b.stage;
  const isPlanned = [a, b].every(({ kind, step }) => kind === "arm" && step === null);
  return ({ code }) =>
    (isOneRecipe || !RECIPE_CODES.has(code)) && (isPlanned || code !== "fewer-checkpoints");
}

function rowOf(
  index: EvidenceIndex,
  sides: Sides,
  measure: SharedMeasure,
  setting: SideSetting,
  pooled: PooledDesigns,
): ComparisonRow {
  const { plan } = index.ablation;
  const { metric, eval: value } = measure;
  const { condition, judge } = setting;
  const { a, b } = sides;
  const paired = pairSides(index, sides, sideMoments(index, sides, setting, measure), measure);
  const { contrast, pairing } = paired;
  const { arm, control, comparison, range } = contrast;
  const whole = "status" in comparison ? null : comparison;
  const design = () =>
    a.stage === b.stage
      ? pooled({ eval: value, metric, stage: a.stage }, { condition, judge })
      : notEstimable("the sides are at different stages");
  const { lower } = boundsOf(metric.scale);
  const levels = { a: levelOfSide(contrast, "arm", lower), b: levelOfSide(contrast, "control", lower) };
  const named = { arm: { name: a.name, moment: arm }, control: { name: b.name, moment: control } };
  const about = { metric, control: b.name, eval: value.id };
  const warnings = uniqueWarnings([
    ...momentWarnings(index, named, a.stage, whole, clustersDeclared(index, value.id)).filter(
      isAboutSides(sides),
    ),
    ...paired.warnings,
    ...(whole === null ? [] : unvaryingWarnings(whole, design)),
    ...roomWarnings(about, levels.b, plan.smallestEffect),
  ]);
  const size = whole === null ? { prompts: null, clusters: null, samples: null } : sizeOf(whole);
  const findings = targetsOf(plan.target).flatMap((target) =>
    SCALES.map((scale): Finding => {
      const asked = { pooled: design };
      const { estimator, estimate } = estimateContrast(contrast, scale, target, 1 - plan.alpha, asked);
      return findingOf(estimate, {
        ...{ scale, target, estimator, warnings, range, clusters: size.clusters, scope: scopeOf(contrast) },
        evidenceLevel: whole?.level ?? [...arm.units, ...control.units][0]?.measured.level ?? "point",
        n: {
          ...{ runs: namedRuns(arm), controlRuns: namedRuns(control) },
          ...{ prompts: size.prompts, samples: size.samples },
        },
      });
    }),
  );
  const shown =
    findings.find((finding) => finding.scale === "difference" && finding.status === "estimated") ??
    findings.find((finding) => finding.status === "estimated");
  return {
    ...{ eval: value.id, metric: metric.name, condition, judge },
    steps: { a: [...arm.steps], b: [...control.steps] },
    ...{ levels, pairing, shownTarget: shown?.target ?? plan.target, findings, qValue: null },
  };
}

function shownPValue({ findings, shownTarget }: ComparisonRow): number | null {
  const shown = findings.find(({ scale, target }) => scale === "difference" && target === shownTarget);
  return shown?.status === "estimated" ? shown.pValue : null;
}

/**
 * Question: by how much do two arms, runs or checkpoints of one ablation differ on everything they were scored on?
 * Model, formula and units: those of a lead, by the default estimator for the data: runs are the unit where both sides
 * have two or more; below that the numbers are about these checkpoints. Runs on both sides are paired with themselves.
 * No row belongs to a family: q-values are those of Benjamini and Hochberg over the rows of this comparison.
 * Not estimable when: a side has no outcome there, both are the same outcomes, or as the estimator says.
 *
 * @param evidence all outcomes at the stages of both sides; those of other arms tell how runs differ where these do not
 * @throws HoldfastError `unknown-name` for an arm, a stage, or a run without outcomes
 */
export function compareSides(
  ablation: Ablation,
  evidence: Evidence,
  asked: { readonly a: ComparisonSide; readonly b: ComparisonSide; readonly includeExcluded: boolean },
): ComparedSides {
  const index = indexEvidence(ablation, evidence, asked.includeExcluded);
  const sides = { a: placedSide(index, asked.a, "a"), b: placedSide(index, asked.b, "b") };
  const pooled = pooledDesigns(index);
  const rows = ablation.evals.flatMap((value) =>
    value.metrics.flatMap((metric) =>
      sideSettings(index, sides.a, sides.b, { eval: value, metric }).map((setting) =>
        rowOf(index, sides, { eval: value, metric }, setting, pooled),
      ),
    ),
  );
  const qValues = benjaminiHochberg(rows.map(shownPValue));
  return { ...sides, rows: rows.map((row, at) => ({ ...row, qValue: qValues[at] ?? null })) };
}
