/** A point of a metric. `value` may be NaN or infinite; `atMs` counts milliseconds since 1970. */
export interface MlflowPoint {
  readonly key: string;
  readonly step: number;
  readonly atMs: number;
  readonly value: number;
}

export interface MlflowPair {
  readonly key: string;
  readonly value: string;
}

/** A data set that a run says it was given. */
export interface MlflowInput {
  readonly name: string;
  readonly digest: string;
  readonly sourceType: string;
  readonly source: string;
  readonly schema: string | null;
  readonly profile: string | null;
  readonly tags: readonly MlflowPair[];
}

/** What a bound run is a training of. */
export interface MlflowBinding {
  /** `name@version`. */
  readonly identity: string;
  /** Core's run key. */
  readonly run: string;
  readonly stage: string;
}

/** A run with what was said of it, metrics at their latest point. */
export interface MlflowRun {
  readonly runId: string;
  readonly experimentId: number;
  readonly runName: string;
  readonly userId: string;
  readonly status: string;
  readonly startMs: number;
  readonly endMs: number | null;
  readonly lifecycle: "active" | "deleted";
  readonly artifactUri: string;
  /** null: unbound, in the inbox. */
  readonly binding: MlflowBinding | null;
  readonly params: readonly MlflowPair[];
  readonly tags: readonly MlflowPair[];
  readonly metrics: readonly MlflowPoint[];
  readonly inputs: readonly MlflowInput[];
}

/** A run that begins. */
export type NewMlflowRun = Pick<
  MlflowRun,
  "runId" | "experimentId" | "runName" | "userId" | "startMs" | "tags"
>;

/** What one call logs: all of it or nothing. */
export interface MlflowLog {
  readonly metrics: readonly MlflowPoint[];
  readonly params: readonly MlflowPair[];
  readonly tags: readonly MlflowPair[];
}
