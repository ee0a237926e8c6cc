import type { OutcomeLine } from "./outcome-line.js";

/** The training a checkpoint belongs to, as far as the outcome tells. */
export interface OutcomeRun {
  readonly arm: string;
  /** null: unknown. */
  readonly seed: number | null;
  readonly branch: number;
  /** The caller's own id, or null. */
  readonly callerId: string | null;
  readonly parent: { readonly stage: string; readonly step: number | null; readonly branch: number } | null;
  readonly recipe: string | null;
  readonly environment: OutcomeLine["environment"] | null;
}

/** The moment of a run that was scored. */
export interface OutcomeCheckpoint {
  readonly stage: string;
  /** null: the end of the stage. */
  readonly step: number | null;
  readonly tokens: number | null;
  readonly uri: string | null;
  readonly shared: boolean;
}
