import {
  type Ablation,
  boundsOf,
  conditionKey,
  controlOf,
  type LevelRow,
  type Origin,
  type Target,
  type Warning,
} from "@holdfast/core";
import { rangeOf, targetsOf } from "../findings/contrast.js";
import { uniqueWarnings } from "../findings/side-warnings.js";
import type { EvidenceIndex } from "../measure/evidence-index.js";
import type { NotEstimable } from "../not-estimable.js";
import type { LevelChange } from "./level-change.js";
import { matchLevels } from "./matched-levels.js";
import { readingOf } from "./origin-reading.js";
import {
  changeBetween,
  type KnownChanges,
  levelChange,
  momentOf,
  type OriginQuestion,
  originStep,
} from "./origin-step.js";
import { type LevelPlace, placesOf, type StageLevel, stageLevels } from "./stage-levels.js";

function levelAt(
  levels: readonly LevelRow[],
  arm: string,
  place: LevelPlace,
  at: StageLevel,
): Origin["start"] {
  const rows = levels.filter(
    (row) =>
      row.eval === place.eval.id &&
      row.metric === place.metric.name &&
      row.moment.stage === at.stage &&
      row.judge === place.judge &&
      conditionKey(row.condition) === at.condition,
  );
  const row = rows.find((candidate) => candidate.arm === arm) ?? (at.isShared ? rows[0] : undefined);
  const { lower } = boundsOf(place.metric.scale);
  const mean = at.units.reduce((sum, { measured }) => sum + measured.value.rate, 0) / at.units.length;
  const finding = row?.finding;
  if (finding?.status === "estimated")
    return { moment: momentOf(at), level: finding.estimate, interval: finding.interval };
  return { moment: momentOf(at), level: lower + rangeOf(place.metric) * mean, interval: null };
}

function warningsOf(stages: readonly StageLevel[], ablation: Ablation): Warning[] {
  const [first] = stages;
  const found: Warning[] = [];
  if (first !== undefined && first.stage !== ablation.stages[0]?.name)
    found.push({
      code: "missing-stage",
      message: `Nothing was measured before \`${first.stage}\`: what was there before it counts as the start.`,
    });
  const changed = stages
    .slice(1)
    .filter(({ condition }, position) => condition !== stages[position]?.condition);
  if (changed.length > 0)
    found.push({
      code: "condition-change",
      message: `The condition of the eval changes before ${changed.map(({ stage }) => `\`${stage}\``).join(", ")}: that step may be the condition's, and says nothing of training.`,
    });
  if (first?.isShared === true)
    found.push({
      code: "shared-base",
      message: `\`${first.stage}\` is shared by all arms: its own uncertainty is that of its prompts or scores, and it drops out of the arm's change minus its control's.`,
    });
  return found;
}

function droppedWarning(change: LevelChange | NotEstimable): Warning[] {
  if ("status" in change || change.dropped === 0) return [];
  return [
    {
      code: "prompts-intersected",
      message: `${change.dropped} prompt${change.dropped === 1 ? "" : "s"} without a score in every run at both ends left out of the changes; the levels have them.`,
    },
  ];
}

function originOf(
  index: EvidenceIndex,
  levels: readonly LevelRow[],
  known: KnownChanges,
  arm: string,
  place: LevelPlace,
): Origin[] {
  const { ablation } = index;
  const control = controlOf(ablation, arm);
  const stages = stageLevels(index, arm, control, place);
  const [first] = stages;
  const last = stages.at(-1);
  if (first === undefined || last === undefined || stages.length < 2) return [];
  const others = control === null ? [] : stageLevels(index, control, arm, place);
  const byStage = control === null ? null : new Map(others.map((level) => [level.stage, level]));
  const level = 1 - ablation.plan.alpha;
  const base: Omit<OriginQuestion, "target"> = {
    known,
    clusterOf: index.clusterOf(place.eval.id),
    isBinary: place.metric.scale.kind === "binary",
    range: rangeOf(place.metric),
    level,
    joint: 1 - ablation.plan.alpha / (stages.length - 1),
  };
  const ask = (target: Target) => levelChange(first, last, { ...base, target })(level);
  const [own, other] = targetsOf(ablation.plan.target);
  const preferred = ask(own);
  const isEstimated = preferred.status === "estimated";
  const total = isEstimated ? preferred : ask(other);
  const target = isEstimated || total.status === "not-estimable" ? own : other;
  const asked: OriginQuestion = { ...base, target };
  const steps = stages
    .slice(1)
    .map((to, position) => originStep(stages[position] ?? first, to, byStage, asked));
  const start = levelAt(levels, arm, place, first);
  const matched = matchLevels(first, last, base.isBinary);
  const end = others.at(-1);
  const named = last.units.filter((unit) => unit.named).length;
  return [
    {
      arm,
      control,
      eval: place.eval.id,
      metric: place.metric.name,
      condition: place.condition,
      judge: place.judge,
      target,
      scope: matched.to.length >= 2 ? "recipe" : "checkpoint",
      evidenceLevel: matched.level,
      runs: named,
      controlRuns: control === null ? null : (end?.units.filter((unit) => unit.named).length ?? 0),
      sharedBase: first.isShared,
      start,
      end: levelAt(levels, arm, place, last),
      steps,
      total,
      reading: readingOf(start.level - boundsOf(place.metric.scale).lower, total, steps),
      warnings: uniqueWarnings([
        ...warningsOf(stages, ablation),
        ...droppedWarning(changeBetween(first, last, asked)),
      ]),
    },
  ];
}

/**
 * For every arm on every eval: the level at its first measured stage, what each later stage added, and which part of
 * that is due to the arm's own data. Controls are followed like any arm.
 */
export function origins(index: EvidenceIndex, levels: readonly LevelRow[]): Origin[] {
  const { arms, evals } = index.ablation;
  const known: KnownChanges = new WeakMap();
  return arms.flatMap(({ name }) =>
    evals.flatMap((value) =>
      value.metrics.flatMap((metric) =>
        placesOf(index, name, { eval: value, metric }).flatMap((place) =>
          originOf(index, levels, known, name, place),
        ),
      ),
    ),
  );
}
