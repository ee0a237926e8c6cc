/** What W&B knows of a run, whichever way it came here; null and empty where it does not say. */
export interface WandbRun {
  readonly id: string | null;
  readonly entity: string | null;
  readonly project: string | null;
  readonly group: string | null;
  readonly jobType: string | null;
  readonly name: string | null;
  readonly tags: readonly string[];
  readonly config: Readonly<Record<string, unknown>>;
  /** When it, or this segment of it, started: milliseconds since 1970; 0 where that is not said. */
  readonly startedMs: number;
}

export const UNKNOWN_WANDB_RUN: WandbRun = {
  ...{ id: null, entity: null, project: null, group: null, jobType: null, name: null },
  tags: [],
  config: {},
  startedMs: 0,
};
