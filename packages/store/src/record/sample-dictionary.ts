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

interface Collected extends EvalSamples {
  readonly byId: Map<string, number>;
}

/** The place of each sample of an outcome among those of its eval; samples that nobody named yet get the next ones. */
function placesOf(
  { named, byId }: Collected,
  { sample: ids, cluster: clusters }: Extract<Outcome["evidence"], { readonly level: "samples" }>,
  index: number,
): Int32Array {
  const places = new Int32Array(ids.length);
  // the epochs of a sample mostly follow one another
  let [last, known]: [string | undefined, number | undefined] = [undefined, undefined];
  for (let position = 0; position < ids.length; position += 1) {
    const sample = ids[position] ?? "";
    const cluster = clusters?.[position] ?? null;
    if (sample !== last) known = byId.get(sample);
    last = sample;
    if (known === undefined) {
      known = named.length;
      byId.set(sample, known);
      named.push({ sample, cluster, place: [index, position] });
    } else if (cluster !== null) stateCluster(named[known], cluster, [index, position]);
    places[position] = known;
  }
  return places;
}

function stateCluster(
  named: NamedSample | undefined,
  cluster: string,
  place: readonly [number, number],
): void {
  if (named === undefined || named.cluster === cluster) return;
  if (named.cluster !== null) throw clusterConflict(named, named.cluster, cluster, place);
  named.cluster = cluster;
  named.place = place;
}

/** Collects the samples of a batch, one list for each eval. @throws HoldfastError `conflict` for a sample in two clusters */
export function collectSamples(outcomes: readonly Outcome[]): Map<string, EvalSamples> {
  const evals = new Map<string, Collected>();
  for (const [index, outcome] of outcomes.entries()) {
    if (outcome.evidence.level !== "samples") continue;
    const samples: Collected = evals.get(outcome.eval) ?? {
      named: [],
      positions: new Map(),
      byId: new Map(),
    };
    evals.set(outcome.eval, samples);
    samples.positions.set(outcome, placesOf(samples, outcome.evidence, index));
  }
  return evals;
}
