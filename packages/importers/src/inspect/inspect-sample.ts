import { HoldfastError } from "@holdfast/core";

/** What is read of one sample of an Inspect log. */
export interface InspectSample {
  readonly id: string;
  /** From 0, where Inspect counts from 1. */
  readonly epoch: number;
  /** The value of each scorer as it stands now, edits included. */
  readonly values: readonly (readonly [scorer: string, value: unknown])[];
  /** The scenario family, null where the metadata name none. */
  readonly cluster: string | null;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** Whether a summary may have shortened it, so that the sample itself must be looked into. */
  readonly isClusterDoubtful: boolean;
  readonly isInvalidated: boolean;
  readonly hasError: boolean;
  readonly hasLimit: boolean;
}

/** The scorer of a score that an old log holds without a name; Inspect itself uses this word. */
export const UNNAMED_SCORER = "88F74D2C";
/** Keys of a sample that outcomes need; the rest, transcripts above all, is passed over. */
export const SAMPLE_KEYS = new Set([
  "id",
  "epoch",
  "score",
  "scores",
  "metadata",
  "invalidation",
  "error",
  "limit",
]);
/** Summaries shorten texts to 1024 characters, and drop what is larger. */
const SHORTENED = 1000;
const DROPPED = "Key removed from summary (> 1k)";

function refuse(message: string, key: string): never {
  throw new HoldfastError({
    code: "invalid-input",
    message,
    place: { key },
    remedy: "Copy the log again from where it was written.",
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function idOf(value: unknown): string {
  if (typeof value === "string" && value !== "") return value;
  if (typeof value !== "number") return refuse("a sample has no id.", "id");
  if (Number.isSafeInteger(value)) return String(value);
  throw new HoldfastError({
    code: "invalid-input",
    message: `the sample id ${value} is beyond the whole numbers that JSON tells apart.`,
    place: { key: "id" },
    remedy: "Give the samples of the dataset ids that are text.",
  });
}

/** As Python writes a value, one blank for any run of them: summaries shorten those too. */
function clusterText(value: unknown): string {
  const text =
    typeof value === "boolean"
      ? value
        ? "True"
        : "False"
      : typeof value === "object"
        ? JSON.stringify(value)
        : String(value);
  return text.trim().replace(/\s+/g, " ");
}

function valuesOf(sample: Record<string, unknown>): (readonly [string, unknown])[] {
  const scores = isRecord(sample.scores)
    ? sample.scores
    : isRecord(sample.score)
      ? { [UNNAMED_SCORER]: sample.score }
      : {};
  return Object.entries(scores).flatMap(([scorer, score]) =>
    isRecord(score) ? [[scorer, score.value] as const] : [],
  );
}

/**
 * A decoded sample, or its summary.
 *
 * @param clusterKey the key of the metadata that names the scenario family, or null
 * @throws HoldfastError `invalid-input` for what is no sample
 */
export function inspectSample(value: unknown, clusterKey: string | null): InspectSample {
  if (!isRecord(value)) return refuse("a sample is not a JSON object.", "samples");
  const { epoch } = value;
  if (typeof epoch !== "number" || !Number.isInteger(epoch) || epoch < 1)
    return refuse("the epoch of a sample is not a whole number from 1.", "epoch");
  const metadata = isRecord(value.metadata) ? value.metadata : undefined;
  const named = clusterKey === null ? undefined : metadata?.[clusterKey];
  const cluster = named === undefined || named === null ? null : clusterText(named);
  return {
    id: idOf(value.id),
    epoch: epoch - 1,
    values: valuesOf(value),
    cluster: cluster === "" ? null : cluster,
    metadata: metadata ?? {},
    isClusterDoubtful:
      clusterKey !== null &&
      (metadata === undefined || cluster === DROPPED || (cluster ?? "").length >= SHORTENED),
    isInvalidated: isRecord(value.invalidation),
    hasError: isRecord(value.error) || (typeof value.error === "string" && value.error !== ""),
    hasLimit: isRecord(value.limit) || (typeof value.limit === "string" && value.limit !== ""),
  };
}
