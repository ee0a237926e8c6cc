import {
  type Ablation,
  checkOutcome,
  metricNamed,
  type Outcome,
  type OutcomeLineInput,
  outcomesOf,
} from "@holdfast/core";
import { type LeftOut, parseOutcomeLine } from "@holdfast/importers";

/** How many scores an outcome has; what is not made of samples is one. */
export function scoresOf({ evidence }: Outcome): { readonly scores: number; readonly unscored: number } {
  if (evidence.level !== "samples") return { scores: 1, unscored: 0 };
  const unscored = evidence.score.reduce<number>((sum, score) => sum + (score === null ? 1 : 0), 0);
  return { scores: evidence.score.length, unscored };
}

/** Lines that the ablation has a place for, with what they say, and what it has none for. */
export interface CheckedLines {
  readonly kept: readonly (readonly [OutcomeLineInput, Outcome])[];
  readonly leftOut: readonly LeftOut[];
}

function listed(noun: string, names: ReadonlySet<string>): string {
  return `${noun}${names.size === 1 ? "" : "s"} ${[...names].join(", ")}`;
}

/** What the ablation has no eval or no metric for. */
function unknownTo({ evals }: Ablation, outcomes: readonly Outcome[]): LeftOut[] {
  const count = (some: readonly Outcome[]) =>
    some.reduce((sum, outcome) => sum + scoresOf(outcome).scores, 0);
  const foreign = outcomes.filter((outcome) => !evals.some(({ id }) => id === outcome.eval));
  const others = evals.flatMap((known): LeftOut[] => {
    const some = outcomes.filter((outcome) => outcome.eval === known.id);
    if (some.length === 0) return [];
    const why = `\`${known.id}\` was registered with ${known.metrics.map(({ name }) => name).join(", ")}; \`metrics\` in a rule of --map renames one, or leaves it out on purpose (null)`;
    return [{ what: listed("metric", new Set(some.map(({ metric }) => metric))), why, count: count(some) }];
  });
  if (foreign.length === 0) return others;
  const why = `the ablation was registered with ${evals.map(({ id }) => id).join(", ")}; \`eval\` or \`evals\` in a rule of --map renames one, or leaves it out on purpose (null)`;
  return [
    { what: listed("eval", new Set(foreign.map((outcome) => outcome.eval))), why, count: count(foreign) },
    ...others,
  ];
}

/**
 * Evals and metrics that the ablation does not have are left out; whatever else does not fit refuses the log.
 *
 * @throws HoldfastError `invalid-input`, `unknown-name`
 */
export function checkLines(lines: readonly OutcomeLineInput[], ablation: Ablation): CheckedLines {
  const kept: (readonly [OutcomeLineInput, Outcome])[] = [];
  const unknown: Outcome[] = [];
  for (const line of lines) {
    const [outcome] = outcomesOf(parseOutcomeLine(line));
    if (outcome === undefined) continue;
    const known = ablation.evals.find(({ id }) => id === outcome.eval);
    if (known === undefined || metricNamed(known, outcome.metric) === undefined) unknown.push(outcome);
    else {
      checkOutcome(ablation, outcome);
      kept.push([line, outcome]);
    }
  }
  return { kept, leftOut: unknownTo(ablation, unknown) };
}
