import { createHash } from "node:crypto";
import { canonicalJson } from "./canonical-json.js";
import type { Condition } from "./condition.js";
import type { Counts, Summary } from "./evidence-level.js";
import type { Fingerprint } from "./fingerprint.js";
import { compareText } from "./name.js";
import type { Run } from "./run.js";

/** The samples of one eval, ordered by the bytes of their ids; `cluster[i]` is the scenario family of `sample[i]`. */
export interface SampleTable {
  readonly sample: readonly string[];
  readonly cluster: readonly string[];
  /** False when nobody named a cluster: each sample then stands for itself. */
  readonly clustersDeclared: boolean;
}

/** Scores on the rows of the eval's {@link SampleTable}: index = row * epochs + epoch; NaN is absent or unscored. */
export interface SampleEvidence {
  readonly level: "samples";
  readonly epochs: number;
  readonly score: Float64Array;
  /** Cells that hold a score. */
  readonly scored: number;
  /** Cells that were run and not scored. */
  readonly unscored: number;
}

export type EvidenceValue =
  | SampleEvidence
  | { readonly level: "counts"; readonly counts: Counts }
  | { readonly level: "summary"; readonly summary: Summary }
  | { readonly level: "point"; readonly point: number };

/** One stored outcome, current revision, as the analysis reads it. */
export interface EvidenceOutcome {
  readonly outcomeId: string;
  /** Key of the run; see {@link Evidence.runs}. */
  readonly run: string;
  readonly arm: string;
  readonly stage: string;
  readonly step: number | null;
  readonly shared: boolean;
  readonly tokens: number | null;
  readonly eval: string;
  readonly metric: string;
  readonly condition: Condition;
  readonly judge: string;
  readonly status: "complete" | "partial" | "crashed";
  readonly evidence: EvidenceValue;
  /** 1 for the first record; higher after corrections. */
  readonly revision: number;
  readonly excluded: { readonly author: string; readonly reason: string } | null;
}

/** Everything an analysis reads: the runs, the samples of each eval, and the outcomes in a fixed order. */
export interface Evidence {
  readonly runs: readonly Run[];
  readonly samples: Readonly<Record<string, SampleTable>>;
  readonly outcomes: readonly EvidenceOutcome[];
}

/** The fixed order of outcomes: by run, stage, step, eval, metric, condition and judge, by code unit. */
export function compareOutcomes(a: EvidenceOutcome, b: EvidenceOutcome): number {
  return (
    compareText(a.run, b.run) ||
    compareText(a.stage, b.stage) ||
    (a.step ?? -1) - (b.step ?? -1) ||
    compareText(a.eval, b.eval) ||
    compareText(a.metric, b.metric) ||
    compareText(canonicalJson(a.condition), canonicalJson(b.condition)) ||
    compareText(a.judge, b.judge)
  );
}

/** True when a run is one training and not merely evidence whose run nobody named. */
export function isNamedRun(run: Pick<Run, "seed" | "callerId">): boolean {
  return run.seed !== null || run.callerId !== null;
}

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** The scores as little-endian doubles with one spelling of NaN; the very memory of `score` where it is that already. */
function scoreBytes(score: Float64Array): Uint8Array {
  let isWhole = isLittleEndian;
  for (let index = 0; index < score.length && isWhole; index += 1) isWhole = !Number.isNaN(score[index]);
  if (isWhole) return new Uint8Array(score.buffer, score.byteOffset, score.byteLength);
  const bytes = new Uint8Array(score.length * 8);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < score.length; index += 1) {
    const value = score[index] ?? Number.NaN;
    view.setFloat64(index * 8, Number.isNaN(value) ? Number.NaN : value, true);
  }
  return bytes;
}

/**
 * Fingerprint of everything the analysis reads. Neither ids nor the order of arrival enter it,
 * so the same content gives the same fingerprint in every database.
 */
export function evidenceFingerprint(evidence: Evidence): Fingerprint {
  const hash = createHash("sha256");
  hash.update(canonicalJson([...evidence.runs].sort((a, b) => compareText(a.run, b.run))));
  for (const name of Object.keys(evidence.samples).sort(compareText)) {
    const table = evidence.samples[name];
    if (table !== undefined)
      hash.update(canonicalJson({ ...table, name, sample: [...table.sample], cluster: [...table.cluster] }));
  }
  for (const outcome of [...evidence.outcomes].sort(compareOutcomes)) {
    const { outcomeId: _id, evidence: value, ...rest } = outcome;
    hash.update(canonicalJson(rest));
    if (value.level !== "samples") {
      hash.update(canonicalJson(value));
      continue;
    }
    hash.update(`samples ${value.epochs} ${value.scored} ${value.unscored}`);
    hash.update(scoreBytes(value.score));
  }
  return `sha256:${hash.digest("hex")}`;
}
