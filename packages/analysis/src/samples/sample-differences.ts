import {
  type Ablation,
  boundsOf,
  type ClusterDifference,
  compareText,
  type Eval,
  type Evidence,
  type EvidenceOutcome,
  type Metric,
  type SampleDifference,
  type SampleDifferenceAnswer,
  type SampleSide,
  type Shrinkage,
} from "@holdfast/core";
import { type ArmMoment, armMoment, namedRuns } from "../measure/arm-moment.js";
import { indexEvidence } from "../measure/evidence-index.js";
import { clusterDifferences } from "./cluster-differences.js";
import { CHANCES, promptMeans, type SideCells } from "./prompt-spread.js";
import { shrunkenDifferences } from "./shrunken-differences.js";

/** Two arms on one eval and metric at one stage. */
export interface SampleQuestion {
  readonly arm: string;
  readonly control: string;
  readonly eval: Eval;
  readonly metric: Metric;
  readonly stage: string;
  /** Those averaged; null: each run's own last checkpoint. */
  readonly steps: readonly (number | null)[] | null;
  readonly includeExcluded: boolean;
}

/** Every prompt that both arms were scored on, the largest first, and what they come from. */
export interface SampleDifferences
  extends Pick<SampleDifferenceAnswer, "prompts" | "unmatched" | "clustersDeclared" | "runs"> {
  readonly samples: readonly Omit<SampleDifference, "epochs">[];
  readonly clusters: ClusterDifference[];
  readonly shrinkage: Shrinkage | null;
  readonly steps: (number | null)[];
  /** The outcomes that were averaged, with their side. */
  readonly outcomes: readonly { readonly side: SampleSide; readonly outcome: EvidenceOutcome }[];
}

/** How repeats of one prompt by one checkpoint differ, pooled over all. */
function repeatsOf(outcomes: readonly EvidenceOutcome[], range: number): SideCells["repeats"] {
  let [squares, df] = [0, 0];
  for (const { evidence } of outcomes) {
    if (evidence.level !== "samples") continue;
    const { epochs, score } = evidence;
    for (let start = 0; start < score.length; start += epochs) {
      const repeats = score.subarray(start, start + epochs).filter((value) => !Number.isNaN(value));
      if (repeats.length < 2) continue;
      const mean = repeats.reduce((sum, value) => sum + value, 0) / repeats.length;
      for (const value of repeats) squares += ((value - mean) / range) ** 2;
      df += repeats.length - 1;
    }
  }
  return { squares, df };
}

const cellsOf = ({ units, outcomes }: ArmMoment, range: number): SideCells => ({
  rows: units.flatMap(({ measured }) => (measured.row === null ? [] : [measured.row])),
  repeats: repeatsOf(outcomes, range),
});

function runsAt({ units }: ArmMoment, side: SampleSide, prompt: number, print: (rate: number) => number) {
  return units.flatMap(({ key, measured }) => {
    const mean = measured.row?.cells[prompt] ?? Number.NaN;
    return Number.isNaN(mean) ? [] : [{ side, run: key, mean: print(mean) }];
  });
}

const scoresAt = ({ units }: ArmMoment, prompt: number) =>
  units.reduce((sum, { measured }) => sum + (measured.row?.scores[prompt] ?? 0), 0);

/** A rate or a difference of two: what rounding leaves must not decide which of two equal prompts comes first. */
const settled = (rate: number) => Number(rate.toFixed(12)) + 0;

function compareSamples(a: Omit<SampleDifference, "epochs">, b: Omit<SampleDifference, "epochs">): number {
  return (
    Math.abs(b.shrunken) - Math.abs(a.shrunken) ||
    Math.abs(b.difference) - Math.abs(a.difference) ||
    compareText(a.sample, b.sample)
  );
}

/**
 * The prompts on which two arms differ, by the moment of their lead: means over runs, of each over its epochs and
 * checkpoints, each run counting once. Ordered by the difference that `shrunkenDifferences` leaves of each.
 *
 * @param evidence the outcomes of both arms on that eval, metric, condition and judge, and no others
 */
export function sampleDifferences(
  ablation: Ablation,
  evidence: Evidence,
  question: SampleQuestion,
): SampleDifferences {
  const { eval: value, metric, stage, steps } = question;
  const index = indexEvidence(ablation, evidence, question.includeExcluded);
  const momentOf = (arm: string) => {
    const own = index.at(arm, value.id, metric.name, stage).flatMap(({ outcomes }) => outcomes);
    const withSamples = own.filter((outcome) => outcome.evidence.level === "samples");
    return armMoment(withSamples, steps, index, metric.scale);
  };
  const [arm, control] = [momentOf(question.arm), momentOf(question.control)];
  const table = evidence.samples[value.id] ?? { sample: [], cluster: [], clustersDeclared: false };
  const { lower, upper } = boundsOf(metric.scale);
  const range = upper - lower;
  const print = (rate: number) => lower + range * rate;
  const count = table.sample.length;
  const [one, zero] = [promptMeans(cellsOf(arm, range), count), promptMeans(cellsOf(control, range), count)];
  const scored = table.sample.map((_, prompt) => ({
    prompt,
    isShared: (one.runs[prompt] ?? 0) > 0 && (zero.runs[prompt] ?? 0) > 0,
    isAny: (one.runs[prompt] ?? 0) + (zero.runs[prompt] ?? 0) > 0,
  }));
  const shared = scored.flatMap(({ prompt, isShared }) => (isShared ? [prompt] : []));
  const at = (values: Float64Array, prompt: number) => values[prompt] ?? Number.NaN;
  const differences = Float64Array.from(shared, (prompt) => at(one.means, prompt) - at(zero.means, prompt));
  const variances = Float64Array.from(
    shared,
    (prompt) => at(one.variances, prompt) + at(zero.variances, prompt),
  );
  const shrunken = shrunkenDifferences(differences, variances);
  const samples = shared.map((prompt, place) => ({
    sample: table.sample[prompt] ?? "",
    cluster: table.cluster[prompt] ?? "",
    means: { arm: print(at(one.means, prompt)), control: print(at(zero.means, prompt)) },
    difference: range * settled(differences[place] ?? 0),
    shrunken: range * settled(shrunken.values[place] ?? 0),
    scores: { arm: scoresAt(arm, prompt), control: scoresAt(control, prompt) },
    runs: [...runsAt(arm, "arm", prompt, print), ...runsAt(control, "control", prompt, print)],
  }));
  const chance = CHANCES[Math.max(CHANCES.indexOf(one.chance), CHANCES.indexOf(zero.chance))] ?? "prompts";
  const used = (side: SampleSide, { outcomes }: ArmMoment) => outcomes.map((outcome) => ({ side, outcome }));
  return {
    prompts: shared.length,
    unmatched: scored.filter(({ isAny, isShared }) => isAny && !isShared).length,
    clustersDeclared: table.clustersDeclared,
    runs: { arm: namedRuns(arm), control: namedRuns(control) },
    steps: [...new Set([...arm.steps, ...control.steps])],
    clusters: table.clustersDeclared ? clusterDifferences(samples) : [],
    samples: samples.sort(compareSamples),
    shrinkage:
      shared.length === 0
        ? null
        : {
            towards: range * shrunken.towards,
            betweenPrompts: range * Math.sqrt(shrunken.between),
            chance,
          },
    outcomes: [...used("arm", arm), ...used("control", control)],
  };
}
