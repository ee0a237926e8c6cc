import {
  compareText,
  conditionKey,
  type EvidenceLevel,
  type EvidenceOutcome,
  type EvidenceRow,
  isNamedRun,
} from "@holdfast/core";
import type { EvidenceIndex } from "../measure/evidence-index.js";

const LEVELS: readonly EvidenceLevel[] = ["samples", "counts", "summary", "point"];

function samplesIn({ evidence }: EvidenceOutcome): number | null {
  if (evidence.level === "samples") return evidence.scored;
  if (evidence.level === "counts") return evidence.counts.n;
  return evidence.level === "summary" ? (evidence.summary.n ?? null) : null;
}

/** The most prompts that any outcome has a score for. */
function promptsIn(outcomes: readonly EvidenceOutcome[]): number | null {
  let most: number | null = null;
  for (const { evidence } of outcomes) {
    if (evidence.level !== "samples") continue;
    let prompts = 0;
    for (let row = 0; row < evidence.score.length; row += evidence.epochs) {
      for (let epoch = 0; epoch < evidence.epochs; epoch += 1) {
        if (Number.isNaN(evidence.score[row + epoch] ?? Number.NaN)) continue;
        prompts += 1;
        break;
      }
    }
    most = Math.max(most ?? 0, prompts);
  }
  return most;
}

const countDistinct = <T>(outcomes: readonly EvidenceOutcome[], pick: (outcome: EvidenceOutcome) => T) =>
  new Set(outcomes.map(pick)).size;

/** How much evidence stands behind every arm on every eval at every stage that has any, in the ablation's order. */
export function evidenceRows(index: EvidenceIndex): EvidenceRow[] {
  const groups = new Map<string, EvidenceOutcome[]>();
  for (const outcome of [...index.outcomes, ...index.setAside]) {
    const key = [outcome.arm, outcome.eval, outcome.stage].join("\u0000");
    const list = groups.get(key) ?? [];
    groups.set(key, list);
    list.push(outcome);
  }
  const aside = new Set(index.setAside);
  const { arms, evals, stages } = index.ablation;
  return arms.flatMap((arm) =>
    evals.flatMap((value) =>
      stages.flatMap((stage): EvidenceRow[] => {
        const all = groups.get([arm.name, value.id, stage.name].join("\u0000")) ?? [];
        if (all.length === 0) return [];
        const used = all.filter((outcome) => !aside.has(outcome));
        const named = used.filter(({ run }) => {
          const known = index.runs.get(run);
          return known === undefined || isNamedRun(known);
        });
        const samples = used.reduce<number | null>((sum, outcome) => {
          const own = samplesIn(outcome);
          return sum === null || own === null ? null : sum + own;
        }, 0);
        return [
          {
            arm: arm.name,
            eval: value.id,
            stage: stage.name,
            judges: [...new Set(used.map(({ judge }) => judge))].sort(compareText),
            conditions: countDistinct(used, ({ condition }) => conditionKey(condition)),
            runs: countDistinct(named, ({ run }) => run),
            checkpoints: countDistinct(used, ({ run, step }) => `${run} ${String(step)}`),
            outcomes: used.length,
            levels: LEVELS.filter((level) => used.some(({ evidence }) => evidence.level === level)),
            prompts: promptsIn(used),
            samples,
            unscored: used.reduce(
              (sum, { evidence }) => sum + (evidence.level === "samples" ? evidence.unscored : 0),
              0,
            ),
            corrected: used.filter(({ revision }) => revision > 1).length,
            excluded: all.length - used.length,
          },
        ];
      }),
    ),
  );
}
