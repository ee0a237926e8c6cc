import type { Condition } from "@holdfast/core";

/** What was seen of a metric. */
export interface DraftMetric {
  readonly name: string;
  /** The least and the greatest score; null where means alone were seen. */
  readonly range: { readonly lower: number; readonly upper: number; readonly isBinary: boolean } | null;
  /** null where nobody says. */
  readonly isHigherBetter: boolean | null;
  readonly judges: readonly string[];
}

/** What was seen of an eval. */
export interface DraftEval {
  readonly id: string;
  readonly logs: number;
  readonly harness: { readonly name: string; readonly version: string } | null;
  /** The most samples that one log has; null where none has any. */
  readonly samples: number | null;
  readonly metrics: readonly DraftMetric[];
  readonly conditions: readonly Condition[];
  /** Keys of sample metadata that fewer values than samples have, with how many. */
  readonly families: readonly (readonly [key: string, values: number])[];
}

/** Logs that nobody bound, of one task and model. */
export interface DraftUnbound {
  readonly task: string | null;
  readonly model: string | null;
  readonly files: readonly string[];
}

/** What logs say of the ablation that they belong to; what they do not say is not there. */
export interface AblationDraft {
  /** `name@version`, where the logs agree on it. */
  readonly identity: string | null;
  readonly logs: number;
  readonly arms: readonly { readonly name: string; readonly logs: number }[];
  readonly stages: readonly string[];
  readonly seeds: readonly number[];
  /** Bound logs that state no seed. */
  readonly withoutSeed: number;
  readonly models: readonly string[];
  readonly evals: readonly DraftEval[];
  readonly unbound: readonly DraftUnbound[];
  readonly refused: readonly { readonly file: string; readonly reason: string }[];
}
