import {
  type Ablation,
  type EvidenceOutcome,
  isReinforcement,
  type Run,
  recipeFingerprint,
  type Warning,
} from "@holdfast/core";
import type { Comparison } from "../effects/comparison.js";
import { MINIMUM_CLUSTERS } from "../effects/two-way-components.js";
import { sensitivityToSharing } from "../estimators/summary-checkpoint.js";
import { type ArmMoment, namedRuns } from "../measure/arm-moment.js";
import type { EvidenceIndex } from "../measure/evidence-index.js";
import { duplicatedRunWarnings } from "./duplicated-runs.js";

/** The two sides of a contrast with their names. */
export interface NamedSides {
  readonly arm: { readonly name: string; readonly moment: ArmMoment };
  readonly control: { readonly name: string; readonly moment: ArmMoment };
}

type Side = NamedSides["arm"];

function runWarnings({ name, moment }: Side): Warning[] {
  if (moment.units.length === 0) return [];
  const found: Warning[] = [];
  const named = namedRuns(moment);
  const branches = moment.units.filter((unit) => unit.branches > 1).length;
  if (named === 0)
    found.push({
      code: "no-seeds",
      message: `Nobody says which runs of \`${name}\` were measured; seeds and their spread are unknown.`,
    });
  else if (moment.units.length === 1)
    found.push({
      code: "one-run",
      message: `\`${name}\` has one run: the numbers are about this checkpoint, not about the recipe.`,
    });
  else if (moment.units.length === 2)
    found.push({
      code: "two-run-arm",
      message: `\`${name}\` has two runs: if it is the noisier arm, intervals cover about 90% instead of 95%. Two runs often lie close together by chance, so in a family of comparisons its p-values are adjusted on few degrees of freedom, and hardly any lead can stand there: a third run helps most.`,
    });
  if (branches > 0)
    found.push({
      code: "branches-averaged",
      message: `\`${name}\`: the branches of ${branches} run${branches === 1 ? " were" : "s were"} averaged, since they share an ancestor.`,
    });
  if (moment.missing > 0)
    found.push({
      code: "missing-stage",
      message: `\`${name}\`: ${moment.missing} run${moment.missing === 1 ? " has" : "s have"} no score at the checkpoints that are compared and ${moment.missing === 1 ? "was" : "were"} left out.`,
    });
  const crashed = new Set(moment.outcomes.filter(({ status }) => status === "crashed").map(({ run }) => run))
    .size;
  if (crashed > 0)
    found.push({
      code: "crashed-run",
      message: `\`${name}\`: ${crashed} run${crashed === 1 ? "" : "s"} crashed; where training breaks is not chance.`,
    });
  return [...found, ...duplicatedRunWarnings(moment)];
}

function unscoredIn(outcomes: readonly EvidenceOutcome[]): number {
  return outcomes.reduce(
    (sum, { evidence }) => sum + (evidence.level === "samples" ? evidence.unscored : 0),
    0,
  );
}

function evidenceWarnings(sides: readonly Side[]): Warning[] {
  const outcomes = sides.flatMap(({ moment }) => moment.outcomes);
  const found: Warning[] = [];
  const unscored = unscoredIn(outcomes);
  if (unscored > 0)
    found.push({
      code: "unscored-samples",
      message: `${unscored} sample${unscored === 1 ? " was" : "s were"} run and not scored; they count neither as 0 nor as 1.`,
    });
  if (outcomes.some(({ evidence }) => evidence.level === "point")) {
    found.push({
      code: "point-evidence",
      message: sides.every(({ moment }) => namedRuns(moment) > 1)
        ? "Values alone were reported: an interval rests on the spread of the runs, and nothing is known of other prompts."
        : "A value alone was reported: there is an estimate, and no interval.",
    });
  }
  const over = new Set(
    outcomes.flatMap(({ evidence }) => (evidence.level === "summary" ? [evidence.summary.seOver] : [])),
  );
  if (over.has("unknown"))
    found.push({
      code: "unknown-se",
      message: "Nobody says what the reported standard error is taken over.",
    });
  return found;
}

function summaryWarning(comparison: Comparison): Warning[] {
  if (comparison.level !== "summary") return [];
  const errors = sensitivityToSharing(comparison);
  if (errors === null) return [{ code: "summary-evidence", message: "Means were reported, not scores." }];
  const said = errors
    .map(({ correlation, standardError }) => `${standardError.toPrecision(3)} at correlation ${correlation}`)
    .join(", ");
  return [
    {
      code: "summary-evidence",
      message: `Means with standard errors were reported, not scores. Where both arms answered the same prompts the standard error would be ${said} (on a scale from 0 to 1).`,
    },
  ];
}

/** What a reader must know of a comparison's prompts. */
export function comparisonWarnings(comparison: Comparison, clustersDeclared: boolean): Warning[] {
  if (comparison.level !== "samples") return summaryWarning(comparison);
  const { clusters, dropped, prompts } = comparison.pair;
  const found: Warning[] = [];
  if (clusters < MINIMUM_CLUSTERS)
    found.push({
      code: "few-clusters",
      message: `${clusters} independent cluster${clusters === 1 ? "" : "s"} of prompts: nothing is said of other prompts.`,
    });
  if (!clustersDeclared)
    found.push({
      code: "clusters-undeclared",
      message: "No sample names its cluster: each counts as an independent scenario.",
    });
  if (dropped > 0)
    found.push({
      code: "prompts-intersected",
      message: `${dropped} prompt${dropped === 1 ? "" : "s"} without a score in every run left out; ${prompts} remain.`,
    });
  return found;
}

function recipesAt(
  ablation: Ablation,
  arm: string,
  stage: string,
  outcomes: readonly EvidenceOutcome[],
  runs: ReadonlyMap<string, Run>,
): ReadonlySet<string> {
  const recorded = new Set(outcomes.flatMap(({ run }) => runs.get(run)?.recipe ?? []));
  const declared = ablation.arms.find(({ name }) => name === arm)?.recipes[stage];
  if (declared === undefined) return recorded;
  return new Set([...recorded, typeof declared === "string" ? declared : recipeFingerprint(declared)]);
}

/** Whether the arm differs from its control in more than data. */
export function recipeWarnings(index: EvidenceIndex, sides: NamedSides, stage: string): Warning[] {
  const { ablation, runs } = index;
  if (ablation.design === "observational") return [];
  const arm = recipesAt(ablation, sides.arm.name, stage, sides.arm.moment.outcomes, runs);
  const control = recipesAt(ablation, sides.control.name, stage, sides.control.moment.outcomes, runs);
  const names = `\`${sides.arm.name}\` and \`${sides.control.name}\``;
  if (arm.size === 0 || control.size === 0) {
    return [
      { code: "recipe-unknown", message: `Whether ${names} were trained by one recipe is not recorded.` },
    ];
  }
  const same = arm.size === 1 && control.size === 1 && [...arm].every((recipe) => control.has(recipe));
  if (same) return [];
  return [
    {
      code: "recipe-mismatch",
      message: `${names} were not trained by one recipe: their difference is not that of the data alone.`,
    },
  ];
}

function stepWarnings(stage: string, moments: readonly ArmMoment[], asked: number): Warning[] {
  if (!isReinforcement({ name: stage })) return [];
  const fewest = Math.min(...moments.map(({ steps }) => steps.length));
  if (fewest >= asked) return [];
  return [
    {
      code: "fewer-checkpoints",
      message: `${fewest} checkpoint${fewest === 1 ? "" : "s"} at the end of \`${stage}\`, where the plan averages ${asked}.`,
    },
  ];
}

/** Everything to warn of at one moment of a contrast, each thing once. */
export function momentWarnings(
  index: EvidenceIndex,
  sides: NamedSides,
  stage: string,
  comparison: Comparison | null,
  clustersDeclared: boolean,
): Warning[] {
  const both = [sides.arm, sides.control];
  return uniqueWarnings([
    ...both.flatMap(runWarnings),
    ...evidenceWarnings(both),
    ...(comparison === null ? [] : comparisonWarnings(comparison, clustersDeclared)),
    ...recipeWarnings(index, sides, stage),
    ...stepWarnings(
      stage,
      both.map(({ moment }) => moment),
      index.ablation.plan.lastCheckpoints,
    ),
  ]);
}

/** Each warning once, in the order of first appearance. */
export function uniqueWarnings(warnings: readonly Warning[]): Warning[] {
  const seen = new Map<string, Warning>();
  for (const warning of warnings) seen.set(`${warning.code} ${warning.message}`, warning);
  return [...seen.values()];
}
