import { conditionKey, fingerprintOf, type Outcome, runKey } from "@holdfast/core";

/** The `step` of a checkpoint at the end of its stage, where the column cannot be null. */
export const END_OF_STAGE = -1;

/** A name-based UUID (RFC 9562, version 8) over the canonical JSON of `parts`: the same in every database. */
export function contentUuid(parts: readonly (string | number)[]): string {
  const hex = fingerprintOf(parts).slice("sha256:".length);
  const variant = "89ab"[Number.parseInt(hex.charAt(16), 16) % 4] ?? "8";
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}

/** What an outcome is filed under: everything of its unique key but the revision. */
export interface OutcomeKey {
  readonly checkpointId: string;
  readonly evalId: string;
  readonly judgeId: string;
  readonly metric: string;
  /** Canonical JSON. */
  readonly condition: string;
}

/** The id of a checkpoint; `step` is {@link END_OF_STAGE} where none is stated. */
export function checkpointIdOf(run: string, stage: string, step: number): string {
  return contentUuid(["checkpoint", run, stage, step]);
}

export function outcomeKeyOf({ run, checkpoint, ...outcome }: Outcome): OutcomeKey {
  return {
    checkpointId: checkpointIdOf(runKey(run), checkpoint.stage, checkpoint.step ?? END_OF_STAGE),
    evalId: outcome.eval,
    judgeId: outcome.judge,
    metric: outcome.metric,
    condition: conditionKey(outcome.condition),
  };
}

/** The id of one revision of an outcome. */
export function outcomeIdOf(key: OutcomeKey, revision: number): string {
  const { checkpointId, evalId, judgeId, metric, condition } = key;
  return contentUuid(["outcome", checkpointId, evalId, judgeId, metric, condition, revision]);
}

/** An outcome with the id of its first revision, which also stands for all of them. */
export interface FiledOutcome {
  readonly id: string;
  readonly key: OutcomeKey;
}

/** {@link outcomeIdOf} where the id of the first revision is known: it is the one that is asked for most. */
export function revisionIdOf({ id, key }: FiledOutcome, revision: number): string {
  return revision === 1 ? id : outcomeIdOf(key, revision);
}
