import type { Judge, OutcomeLineInput } from "@holdfast/core";
import type { SaidFields } from "../binding/log-binding.js";

/** What a log says of itself: rules of a mapping look at it, and people see it. */
export interface LogSays {
  /** What the log calls its task; a log of several evals has none. */
  readonly task: string | null;
  readonly model: string | null;
  /** Where the model may lie: its name, the same without its provider, the path it was loaded from. */
  readonly modelPaths: readonly string[];
  /** When it was made, as it is written there. */
  readonly created: string | null;
  /** The harness's own id of this eval, the same in every copy of the log. */
  readonly evalId: string | null;
  /** The harness's own id of what was to be evaluated: a later attempt at it has the same. */
  readonly taskId: string | null;
  readonly tags: readonly string[];
  readonly metadata: Readonly<Record<string, unknown>>;
  /** Words of a binding that it says outright, such as the cells of a column that a mapping names; and who says so. */
  readonly said?: SaidFields;
}

/**
 * One outcome of a log: an outcome line without the checkpoint that it belongs to; with a step of its own where a log
 * follows a run over its steps.
 */
export interface LogOutcome
  extends Pick<
    OutcomeLineInput,
    | "status"
    | "harness"
    | "evaluatedAt"
    | "samples"
    | "summary"
    | "counts"
    | "point"
    | "condition"
    | "step"
    | "tokens"
    | "parent"
    | "recipe"
    | "checkpointUri"
    | "parent"
    | "recipe"
    | "checkpointUri"
  > {
  /** `name@version`, as the log names the eval. */
  readonly eval: string;
  readonly metric: string;
  /** Not there for a rule. */
  readonly judge?: Judge;
}

/** Something of a log that is not in its outcomes, and why. */
export interface LeftOut {
  readonly what: string;
  readonly why: string;
  /** How many of them. */
  readonly count: number;
  /** The metric that it is about, where it is about one: nothing is amiss where that is not wanted. */
  readonly metric?: string;
}

/** A log, read. */
export interface EvalLog {
  /** Which importer read it. */
  readonly format: string;
  /** Which of the logs of its file it is, such as the name of a run; not there where a file is one log. */
  readonly part?: string;
  readonly says: LogSays;
  readonly outcomes: readonly LogOutcome[];
  readonly leftOut: readonly LeftOut[];
  /** What should be known of the outcomes, as sentences. */
  readonly notes: readonly string[];
  /** Which metrics are said to be better the higher they are, by `EVAL METRIC`. */
  readonly higherIsBetter?: Readonly<Record<string, boolean>>;
  /** How many values each key of the metadata of its samples has, where that was asked for. */
  readonly families?: Readonly<Record<string, number>>;
  /** There while its eval is under way; a log that was never told how the eval ended says so for ever. */
  readonly isRunning?: true;
}
