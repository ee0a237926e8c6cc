import type { Ablation } from "./ablation.js";
import { HoldfastError } from "./errors.js";
import { boundsOf, metricNamed } from "./eval.js";
import type { Outcome } from "./outcome.js";
import { checkRun } from "./run-rules.js";

function refuse(
  key: string,
  message: string,
  remedy: string,
  code: "invalid-input" | "unknown-name" = "unknown-name",
): never {
  throw new HoldfastError({ code, message, place: { key }, remedy });
}

function checkScores(outcome: Outcome, lower: number, upper: number, binary: boolean): void {
  const { evidence } = outcome;
  const scale = binary ? "0 or 1" : `between ${lower} and ${upper}`;
  const outside = (value: number) => value < lower || value > upper;
  const remedy = "Check the metric's scale in the ablation, or rescale the score.";
  if (evidence.level === "samples") {
    evidence.score.forEach((score, index) => {
      if (score === null) return;
      if (outside(score) || (binary && score !== 0 && score !== 1)) {
        refuse(
          `samples.score[${index}]`,
          `the score ${score} of sample \`${evidence.sample[index]}\` is not ${scale}.`,
          remedy,
          "invalid-input",
        );
      }
    });
  } else if (evidence.level === "counts") {
    if (!binary)
      refuse(
        "counts",
        `\`${outcome.eval}\` ${outcome.metric} is graded, and counts need a binary metric.`,
        "Send a summary or samples.",
        "invalid-input",
      );
  } else if (evidence.level === "summary") {
    if (outside(evidence.summary.mean))
      refuse(
        "summary.mean",
        `the mean ${evidence.summary.mean} is not between ${lower} and ${upper}.`,
        remedy,
        "invalid-input",
      );
  } else if (outside(evidence.point)) {
    refuse(
      "point",
      `the value ${evidence.point} is not between ${lower} and ${upper}.`,
      remedy,
      "invalid-input",
    );
  }
}

/** What an outcome says of one sample. */
interface SampleSaid {
  readonly cluster: string | undefined;
  /** The position of each epoch. */
  readonly at: number[];
}

function checkRepeats({ evidence }: Outcome): void {
  if (evidence.level !== "samples") return;
  const { sample: samples, epoch: epochs, cluster: clusters, score: scores } = evidence;
  // one look-up a cell, and none where the sample is that of the cell before: a body has many thousand
  const seen = new Map<string, SampleSaid>();
  let [last, said]: [string | undefined, SampleSaid | undefined] = [undefined, undefined];
  samples.forEach((sample, index) => {
    const epoch = epochs?.[index] ?? 0;
    const cluster = clusters === null ? undefined : (clusters[index] ?? sample);
    if (sample !== last) said = seen.get(sample);
    last = sample;
    if (said === undefined) {
      said = { cluster, at: [] };
      seen.set(sample, said);
    }
    const before = said.at[epoch];
    if (before !== undefined && !Object.is(scores[before], scores[index])) {
      refuse(
        `samples.score[${index}]`,
        `sample \`${sample}\`, epoch ${epoch} is given twice with different scores.`,
        "Give each sample and epoch once; repeats of a prompt are epochs.",
        "invalid-input",
      );
    }
    said.at[epoch] = index;
    if (cluster === said.cluster) return;
    refuse(
      `samples.cluster[${index}]`,
      `sample \`${sample}\` is in the clusters \`${said.cluster}\` and \`${cluster}\`.`,
      "A sample belongs to one cluster.",
      "invalid-input",
    );
  });
}

/** Checks an outcome against its ablation: what it names exists, and its scores fit the scale. @throws HoldfastError with the key */
export function checkOutcome(ablation: Ablation, outcome: Outcome): void {
  const known = (names: readonly string[]) => `Known: ${names.join(", ")}.`;
  checkRun(ablation, outcome.run, outcome.checkpoint.stage);
  const value = ablation.evals.find((candidate) => candidate.id === outcome.eval);
  if (value === undefined)
    refuse(
      "eval",
      `the ablation has no eval \`${outcome.eval}\`.`,
      known(ablation.evals.map((candidate) => candidate.id)),
    );
  const metric = metricNamed(value, outcome.metric);
  if (metric === undefined) {
    refuse(
      "metric",
      `\`${value.id}\` has no metric \`${outcome.metric}\`.`,
      known(value.metrics.map((candidate) => candidate.name)),
    );
  }
  if (
    outcome.evalSha !== null &&
    value.contentHash !== undefined &&
    value.contentHash !== "unknown" &&
    outcome.evalSha !== value.contentHash
  ) {
    refuse(
      "evalSha",
      `\`${value.id}\` was registered with the content ${value.contentHash}.`,
      "Register the changed eval under a new version.",
      "invalid-input",
    );
  }
  const { lower, upper } = boundsOf(metric.scale);
  checkRepeats(outcome);
  checkScores(outcome, lower, upper, metric.scale.kind === "binary");
}
