import { HoldfastError, keyOf, type Outcome } from "@holdfast/core";
import { fieldConflict } from "./conflict.js";

/** A sample as a batch names it. */
export interface NamedSample {
  readonly sample: string;
  /** null where the batch does not state it. */
  cluster: string | null;
  /** Where the batch names it first, or first states its cluster: index of the outcome and position. */
  place: readonly [number, number];
}

/** The samples of one eval in a batch, each once, in the order in which they are named. */
export interface EvalSamples {
  readonly named: NamedSample[];
  /** For each outcome of the batch: the place in `named` of each of its samples. */
  readonly positions: Map<Outcome, Int32Array>;
}

const LONGEST = 2000;

function clusterConflict(
  sample: NamedSample,
  stored: string,
  given: string,
  place: readonly [number, number],
) {
  return fieldConflict(
    `the cluster of sample \`${sample.sample}\``,
    [place[0], "samples", "cluster", place[1]],
    `\`${stored}\``,
    `\`${given}\``,
    "A sample belongs to one cluster; register a regrouped eval under a new version.",
  );
}

/** @throws HoldfastError `conflict` where the sample is recorded in another cluster */
export function checkCluster(sample: NamedSample, stored: string | null): void {
  if (sample.cluster === null || stored === null || stored === sample.cluster) return;
  throw clusterConflict(sample, stored, sample.cluster, sample.place);
}

/** @throws HoldfastError where a sample id cannot be kept */
export function checkStorable({ sample, cluster, place: [index, position] }: NamedSample): void {
  for (const [field, text] of [
    ["id", sample],
    ["cluster", cluster ?? ""],
  ] as const) {
    const place = { key: keyOf([index, "samples", field, position]) };
    if (/[\0\p{Surrogate}]/u.test(text)) {
      throw new HoldfastError({
        code: "invalid-input",
        message: "the text holds a NUL or half of a surrogate pair.",
        place,
        remedy: "Write it as well-formed Unicode without NUL.",
      });
    }
    if (Buffer.byteLength(text) > LONGEST) {
      throw new HoldfastError({
        code: "too-large",
        message: `the text has more than ${LONGEST} bytes.`,
        place,
        remedy: "Name a long prompt by its hash.",
      });
    }
  }
}

/** Collects the samples of a batch, one list for each eval. @throws HoldfastError `conflict` for a sample in two clusters */
export function collectSamples(outcomes: readonly Outcome[]): Map<string, EvalSamples> {
  const evals = new Map<string, EvalSamples & { readonly byId: Map<string, number> }>();
  outcomes.forEach((outcome, index) => {
    const { evidence } = outcome;
    if (evidence.level !== "samples") return;
    let samples = evals.get(outcome.eval);
    if (samples === undefined) {
      samples = { named: [], positions: new Map(), byId: new Map() };
      evals.set(outcome.eval, samples);
    }
    const { named, byId } = samples;
    const positions = new Int32Array(evidence.sample.length);
    // the epochs of a sample mostly follow one another
    let [last, known]: [string | undefined, number | undefined] = [undefined, undefined];
    evidence.sample.forEach((sample, position) => {
      const cluster = evidence.cluster?.[position] ?? null;
      if (sample !== last) known = byId.get(sample);
      last = sample;
      if (known === undefined) {
        known = named.length;
        byId.set(sample, known);
        named.push({ sample, cluster, place: [index, position] });
      } else if (cluster !== null) {
        const before = named[known];
        if (before !== undefined && before.cluster !== cluster) {
          if (before.cluster !== null)
            throw clusterConflict(before, before.cluster, cluster, [index, position]);
          before.cluster = cluster;
          before.place = [index, position];
        }
      }
      positions[position] = known;
    });
    samples.positions.set(outcome, positions);
  });
  return evals;
}
