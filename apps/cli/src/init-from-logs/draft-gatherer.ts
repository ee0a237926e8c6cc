import type { Condition, Judge } from "@holdfast/core";
import type { BoundLog, EvalLog } from "@holdfast/importers";
import type { AblationDraft, DraftEval } from "./ablation-draft.js";

interface MetricSeen {
  lower: number;
  upper: number;
  isBinary: boolean;
  hasScores: boolean;
  isHigherBetter: boolean | null;
  readonly judges: Set<string>;
}

interface EvalSeen {
  logs: number;
  samples: number;
  readonly harnesses: Map<string, { readonly name: string; readonly version: string }>;
  readonly metrics: Map<string, MetricSeen>;
  readonly conditions: Map<string, Condition>;
  readonly families: Map<string, number>;
}

/** What is looked at of an outcome. */
export interface SeenOutcome {
  readonly eval: string;
  readonly metric: string;
  readonly harness?: { readonly name: string; readonly version?: string | undefined } | undefined;
  readonly judge?: Judge | undefined;
  readonly condition?: Condition | undefined;
  readonly samples?:
    | { readonly id: readonly string[]; readonly score?: readonly (number | null)[] | undefined }
    | undefined;
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const KNOWN_ORDER = ["base", "pretrain", "sdf", "midtrain", "sft", "dpo", "rl"];

/** Stages as they follow one another where their names are known, and the others behind, by name. */
function inOrder(stages: Iterable<string>): string[] {
  const rank = (stage: string) =>
    KNOWN_ORDER.includes(stage) ? KNOWN_ORDER.indexOf(stage) : KNOWN_ORDER.length;
  return [...stages].sort((a, b) => rank(a) - rank(b) || byText(a, b));
}

function judgeName(judge: Judge | undefined): string {
  if (judge === undefined) return "rule";
  return typeof judge === "string" ? judge : judge.model;
}

/** Gathers what logs say, one after the other; no score is held. */
export class DraftGatherer {
  readonly #identities = new Set<string>();
  readonly #arms = new Map<string, number>();
  readonly #stages = new Set<string>();
  readonly #seeds = new Set<number>();
  readonly #models = new Set<string>();
  readonly #evals = new Map<string, EvalSeen>();
  readonly #unbound = new Map<string, { task: string | null; model: string | null; files: string[] }>();
  readonly #refused: { file: string; reason: string }[] = [];
  #withoutSeed = 0;
  #logs = 0;

  /** @param outcomes as the log is bound, or as they are */
  add(
    file: string,
    log: EvalLog,
    { bound, outcomes }: { bound: BoundLog; outcomes: readonly SeenOutcome[] },
  ): void {
    this.#logs += 1;
    const { task, model } = log.says;
    if (model !== null) this.#models.add(model);
    if (bound.is === "bound") {
      const { ablation, arm, stage, seed } = bound.binding;
      if (ablation !== undefined) this.#identities.add(ablation);
      this.#arms.set(arm, (this.#arms.get(arm) ?? 0) + 1);
      this.#stages.add(stage);
      if (seed === undefined) this.#withoutSeed += 1;
      else this.#seeds.add(seed);
    } else {
      const key = JSON.stringify([task, model]);
      const known = this.#unbound.get(key) ?? { task, model, files: [] };
      known.files.push(file);
      this.#unbound.set(key, known);
    }
    const evals = new Set(outcomes.map((outcome) => this.#outcome(outcome, log)));
    for (const seen of evals) {
      seen.logs += 1;
      for (const [key, count] of Object.entries(log.families ?? {}))
        seen.families.set(key, Math.max(count, seen.families.get(key) ?? 0));
    }
  }

  refuse(file: string, reason: string): void {
    this.#refused.push({ file, reason });
  }

  #outcome(outcome: SeenOutcome, log: EvalLog): EvalSeen {
    const seen = this.#evals.get(outcome.eval) ?? {
      logs: 0,
      samples: 0,
      harnesses: new Map(),
      metrics: new Map(),
      conditions: new Map(),
      families: new Map(),
    };
    this.#evals.set(outcome.eval, seen);
    const { harness, condition = {}, samples } = outcome;
    if (harness !== undefined) {
      const { name, version = "unknown" } = harness;
      seen.harnesses.set(`${name} ${version}`, { name, version });
    }
    if (Object.keys(condition).length > 0) seen.conditions.set(JSON.stringify(condition), condition);
    seen.samples = Math.max(seen.samples, new Set(samples?.id).size);
    this.#metric(seen, outcome, log);
    return seen;
  }

  #metric({ metrics }: EvalSeen, { eval: of, metric, judge, samples }: SeenOutcome, log: EvalLog): void {
    const seen = metrics.get(metric) ?? {
      lower: Number.POSITIVE_INFINITY,
      upper: Number.NEGATIVE_INFINITY,
      isBinary: true,
      hasScores: false,
      isHigherBetter: null,
      judges: new Set(),
    };
    metrics.set(metric, seen);
    seen.judges.add(judgeName(judge));
    seen.isHigherBetter ??= log.higherIsBetter?.[`${of} ${metric}`] ?? null;
    for (const score of samples?.score ?? []) {
      if (score === null) continue;
      seen.hasScores = true;
      seen.lower = Math.min(seen.lower, score);
      seen.upper = Math.max(seen.upper, score);
      seen.isBinary &&= score === 0 || score === 1;
    }
  }

  get draft(): AblationDraft {
    const [identity, another] = [...this.#identities];
    return {
      identity: identity !== undefined && another === undefined ? identity : null,
      logs: this.#logs,
      arms: [...this.#arms].sort(([a], [b]) => byText(a, b)).map(([name, logs]) => ({ name, logs })),
      stages: inOrder(this.#stages),
      seeds: [...this.#seeds].sort((a, b) => a - b),
      withoutSeed: this.#withoutSeed,
      models: [...this.#models].sort(byText),
      evals: [...this.#evals].sort(([a], [b]) => byText(a, b)).map(([id, seen]) => draftEval(id, seen)),
      unbound: [...this.#unbound.values()],
      refused: this.#refused,
    };
  }
}

function draftEval(id: string, seen: EvalSeen): DraftEval {
  const [harness, another] = [...seen.harnesses.values()];
  return {
    id,
    logs: seen.logs,
    harness: harness !== undefined && another === undefined ? harness : null,
    samples: seen.samples === 0 ? null : seen.samples,
    conditions: [...seen.conditions.values()],
    families: [...seen.families]
      .filter(([, count]) => count > 1 && count < seen.samples)
      .sort(([a], [b]) => byText(a, b)),
    metrics: [...seen.metrics].map(
      ([name, { hasScores, lower, upper, isBinary, isHigherBetter, judges }]) => ({
        name,
        range: hasScores ? { lower, upper, isBinary } : null,
        isHigherBetter,
        judges: [...judges].sort(byText),
      }),
    ),
  };
}
