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

/** Scores behind outcomes that are used; null where one of them does not say. */
function samplesOf(outcomes: readonly EvidenceOutcome[]): number | null {
  let sum = 0;
  for (const outcome of outcomes) {
    const own = samplesIn(outcome);
    if (own === null) return null;
    sum += own;
  }
  return sum;
}

/** Who and what stands behind the outcomes of an arm on an eval at a stage that are used. */
function countsOf(index: EvidenceIndex, used: readonly EvidenceOutcome[]) {
  const [judges, levels] = [new Set<string>(), new Set<EvidenceLevel>()];
  const [conditions, runs, checkpoints] = [new Set<string>(), new Set<string>(), new Set<string>()];
  let [unscored, corrected] = [0, 0];
  for (const { run, step, judge, condition, evidence, revision } of used) {
    const known = index.runs.get(run);
    if (known === undefined || isNamedRun(known)) runs.add(run);
    judges.add(judge);
    levels.add(evidence.level);
    conditions.add(conditionKey(condition));
    checkpoints.add(`${run} ${String(step)}`);
    if (evidence.level === "samples") unscored += evidence.unscored;
    if (revision > 1) corrected += 1;
  }
  return {
    judges: [...judges].sort(compareText),
    conditions: conditions.size,
    runs: runs.size,
    checkpoints: checkpoints.size,
    outcomes: used.length,
    levels: LEVELS.filter((level) => levels.has(level)),
    prompts: promptsIn(used),
    samples: samplesOf(used),
    unscored,
    corrected,
  };
}

/** How much evidence stands behind every arm on every eval at every stage that has any, in the ablation's order. */
export function evidenceRows(index: EvidenceIndex): EvidenceRow[] {
  const groups = new Map<string, EvidenceOutcome[]>();
  for (const outcome of [...index.outcomes, ...index.setAside]) {
    const key = `${outcome.arm}\u0000${outcome.eval}\u0000${outcome.stage}`;
    const list = groups.get(key) ?? [];
    groups.set(key, list);
    list.push(outcome);
  }
  const aside = new Set(index.setAside);
  const { arms, evals, stages } = index.ablation;
  const rows: EvidenceRow[] = [];
  for (const { name: arm } of arms) {
    for (const { id } of evals) {
      for (const { name: stage } of stages) {
        const all = groups.get(`${arm}\u0000${id}\u0000${stage}`) ?? [];
        if (all.length === 0) continue;
        const used = aside.size === 0 ? all : all.filter((outcome) => !aside.has(outcome));
        const excluded = all.length - used.length;
        rows.push({ arm, eval: id, stage, ...countsOf(index, used), excluded });
      }
    }
  }
  return rows;
}
