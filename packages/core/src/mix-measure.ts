import { z } from "zod";
import { FingerprintSchema } from "./fingerprint.js";
import { type Component, ComponentSchema } from "./mix.js";
import { UNKNOWN } from "./name.js";

const count = z.number().int().nonnegative();
const share = z.number().min(0).max(1);

/** How a set of numbers is spread. Quartiles are interpolated linearly between order statistics (type 7 of R). */
export const SpreadSchema = z.strictObject({
  least: z.number(),
  lowerQuartile: z.number(),
  median: z.number(),
  upperQuartile: z.number(),
  greatest: z.number(),
  mean: z.number(),
});
export type Spread = z.infer<typeof SpreadSchema>;

/** What was counted of things that repeat: how many there are, and how evenly. */
export const DiversitySchema = z.strictObject({
  /** Rows that have at least one. */
  rows: count,
  /** All of them, repeats included. */
  uses: count,
  distinct: count,
  /** Shannon entropy of the uses over the distinct ones, in bits: 0 where all are one, log2 of `distinct` where all are even. */
  entropyBits: z.number().nonnegative(),
  /** The share of the commonest; 0 where there is none. */
  largestShare: share,
});
export type Diversity = z.infer<typeof DiversitySchema>;

/** One file that was measured. */
export const MeasuredFileSchema = z.strictObject({
  file: z.string(),
  format: z.string(),
  bytes: count,
  /** SHA-256 of its bytes as they are stored. */
  sha256: FingerprintSchema,
  rows: count,
});
export type MeasuredFile = z.infer<typeof MeasuredFileSchema>;

/** Rows that are nearly the same text, or why that was not looked at. */
export const NearDuplicatesSchema = z.discriminatedUnion("status", [
  z.strictObject({
    status: z.literal("measured"),
    /** How signatures are made; two that differ in it cannot be compared. */
    method: z.string(),
    seed: z.number().int(),
    /** The Jaccard index of two rows from which on they are near. */
    threshold: z.number(),
    groups: count,
    /** Rows that would go if one of each group stayed; exact duplicates are among them. */
    surplus: count,
    /** `surplus` over the rows. */
    share,
    largest: count,
    withoutWords: count,
  }),
  z.strictObject({ status: z.literal("not-measured"), reason: z.string() }),
]);
export type MeasuredNearDuplicates = z.infer<typeof NearDuplicatesSchema>;

/** Something of the files that was not measured, and why. */
export const MixLeftOutSchema = z.strictObject({
  why: z.string(),
  count,
  /** Where the first of them is: a file, with its line where there is one. */
  first: z.string(),
});
export type MixLeftOut = z.infer<typeof MixLeftOutSchema>;

/** The data of one component as they are, and not as somebody declared them. */
export const MixMeasureSchema = z.strictObject({
  measure: z.literal("holdfast-mix-measure@1"),
  dataset: z.string(),
  kind: z.string(),
  files: z.array(MeasuredFileSchema),
  rows: count,
  /** Rows by how they say what they hold: chat, prompt-completion, instruction, preference, text, document. */
  shapes: z.record(z.string(), count),
  /** Tokens of all texts, tool calls and tool definitions, without the marks of a chat template; `unknown` where not counted. */
  tokens: z.union([count, z.literal(UNKNOWN)]),
  /** Who counted: library, its version and the encoding; null where nobody did. */
  tokenizer: z.strictObject({ library: z.string(), version: z.string(), encoding: z.string() }).nullable(),
  /** The same tokens by who speaks; `tool-definitions` and `tool-calls` stand beside the roles. */
  tokensByRole: z.record(z.string(), count),
  /** Tokens of a row, or its characters where tokens are not counted; null without rows. */
  lengths: z.strictObject({ unit: z.enum(["tokens", "characters"]), spread: SpreadSchema.nullable() }),
  hashes: z.strictObject({
    /** SHA-256 over the digests of the rows in their order. */
    ordered: FingerprintSchema,
    /** SHA-256 over the same digests sorted: the same for the same rows in any order and in any files. */
    unordered: FingerprintSchema,
    /** What the digest of a row covers. */
    covers: z.string(),
  }),
  exactDuplicates: z.strictObject({ distinct: count, surplus: count, share }),
  nearDuplicates: NearDuplicatesSchema,
  systemPrompts: DiversitySchema,
  toolDefinitions: DiversitySchema,
  toolCalls: DiversitySchema,
  /** Messages that are not of the system, in a row; null without rows. */
  turns: z.strictObject({ total: count, spread: SpreadSchema.nullable() }),
  /** Rows by what they declare about written reasons; the share is of those that declare it. */
  reasons: z.strictObject({
    explicit: count,
    without: count,
    unknown: count,
    share: z.union([share, z.literal(UNKNOWN)]),
  }),
  /** Rows and files that could not be read. */
  leftOut: z.array(MixLeftOutSchema),
  /** What a reader should know besides, such as rows of several shapes in one file. */
  remarks: z.array(z.string()),
});
export type MixMeasure = z.infer<typeof MixMeasureSchema>;

/** What the digest of a row covers, in words. */
export const ROW_DIGEST_COVERS =
  "every text with its role, tool definitions, tool calls and other parts of each row; not ids, labels, metadata, file names or formats";

/**
 * What was measured, as the component of a mix that an ablation is registered with. Its content hash is the one that does
 * not depend on the order of rows; what the data are like stands in `quality` as named numbers.
 */
export function componentOf(measure: MixMeasure): Component {
  const { dataset, kind, tokens, rows, hashes, tokenizer } = measure;
  return {
    dataset,
    kind,
    tokens,
    rows,
    contentHash: hashes.unordered,
    quality: qualityOf(measure),
    ...(tokenizer === null
      ? {}
      : { note: `tokens by ${tokenizer.library} ${tokenizer.version}, ${tokenizer.encoding}` }),
  };
}

/** Five significant digits: a document that people read and paste. */
function rounded(value: number): number {
  return Number(value.toPrecision(5));
}

/** Quality and diversity as named numbers; what is not known is not there. */
export function qualityOf(measure: MixMeasure): Record<string, number> {
  const { nearDuplicates, reasons, lengths, rows } = measure;
  const numbers: [string, number][] = [
    ["exactDuplicateShare", measure.exactDuplicates.share],
    ...(nearDuplicates.status === "measured"
      ? [["nearDuplicateShare", nearDuplicates.share] satisfies [string, number]]
      : []),
    ...(lengths.unit === "tokens" && lengths.spread !== null
      ? [["medianTokens", lengths.spread.median] satisfies [string, number]]
      : []),
    ["turnsPerRow", rows === 0 ? 0 : measure.turns.total / rows],
    ["systemPrompts", measure.systemPrompts.distinct],
    ["systemPromptEntropyBits", measure.systemPrompts.entropyBits],
    ["toolDefinitions", measure.toolDefinitions.distinct],
    ["toolCalls", measure.toolCalls.uses],
    ...(reasons.share === UNKNOWN
      ? []
      : [["explicitReasonsShare", reasons.share] satisfies [string, number]]),
  ];
  return Object.fromEntries(numbers.map(([name, value]) => [name, rounded(value)]));
}

/** What `holdfast mix measure` writes: the component to paste into an ablation, and all that was measured of it. */
export const MeasuredComponentSchema = z.strictObject({
  component: ComponentSchema,
  measured: MixMeasureSchema,
});
export type MeasuredComponent = z.infer<typeof MeasuredComponentSchema>;
