/** How a number is compared. */
export type NumberComparison = "=" | "!=" | ">" | ">=" | "<" | "<=";
/** How a text is compared. */
export type TextComparison = "=" | "!=" | "LIKE" | "ILIKE";

export type TextCondition =
  | { readonly op: TextComparison; readonly value: string }
  | { readonly op: "IN" | "NOT IN"; readonly values: readonly string[] };

/** Whether there is such a key at all. */
export interface NullCondition {
  readonly op: "IS NULL" | "IS NOT NULL";
}

export type RunTextAttribute = "run_id" | "run_name" | "status" | "user_id" | "artifact_uri";
export type RunNumberAttribute = "start_time" | "end_time";

/** One condition of a search; a search wants all of its conditions. */
export type RunCondition =
  | {
      readonly on: "metric";
      readonly key: string;
      readonly op: NumberComparison;
      readonly value: number;
    }
  | { readonly on: "param" | "tag"; readonly key: string; readonly is: TextCondition | NullCondition }
  | { readonly on: "text"; readonly key: RunTextAttribute; readonly is: TextCondition }
  | {
      readonly on: "time";
      readonly key: RunNumberAttribute;
      readonly op: NumberComparison;
      readonly value: number;
    }
  | { readonly on: "dataset"; readonly key: "name" | "digest" | "context"; readonly is: TextCondition };

/** One key of an order; what has none comes last, whatever the direction. */
export type RunOrder = { readonly descending: boolean } & (
  | { readonly on: "metric" | "param" | "tag"; readonly key: string }
  | { readonly on: "attribute"; readonly key: RunTextAttribute | RunNumberAttribute | "experiment_id" }
);

/** A search of runs. */
export interface RunQuery {
  readonly experimentIds: readonly number[];
  readonly conditions: readonly RunCondition[];
  readonly order: readonly RunOrder[];
  readonly lifecycle: "active" | "deleted" | "all";
  /** Only runs of this ablation and unbound ones; null: all. */
  readonly within: string | null;
  readonly offset: number;
  readonly limit: number;
}

/** A search of experiments. */
export interface ExperimentQuery {
  readonly conditions: readonly (
    | { readonly on: "name"; readonly is: TextCondition }
    | {
        readonly on: "time";
        readonly key: "created" | "updated";
        readonly op: NumberComparison;
        readonly value: number;
      }
    | { readonly on: "tag"; readonly key: string; readonly is: TextCondition }
  )[];
  readonly order: readonly {
    readonly by: "name" | "experiment_id" | "created" | "updated";
    readonly descending: boolean;
  }[];
  readonly lifecycle: "active" | "deleted" | "all";
  readonly offset: number;
  readonly limit: number;
}
