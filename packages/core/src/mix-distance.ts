import { z } from "zod";
import { IdentityTextSchema } from "./identity.js";
import { SpreadSchema } from "./mix-measure.js";
import { NameSchema } from "./name.js";
import { RelationSchema } from "./relation.js";

/** A whole number of things. */
const count = z.number().int().nonnegative();
/** A share, in [0, 1]. */
const share = z.number().min(0).max(1);

/**
 * By what the distance between training data and an eval is judged. They are defaults with reasons (docs/mix-distance.md), and
 * every result carries them.
 */
export const DISTANCE_RULES = {
  /** Words of a run that is looked for as it is. */
  runs: [8, 13],
  /** A prompt is contained where this share of its runs of 8 words stands in the data (Chowdhery et al. 2022, PaLM). */
  containedFrom: 0.7,
  /** A prompt is in one row where more than this share of its words lies in runs of 8 of it (Lambert et al. 2024, Tülu 3). */
  inOneRowAbove: 0.5,
  /** A prompt is near a row from this Jaccard index of their shingles of 5 words on. */
  nearFrom: 0.5,
  /** Relative likeness from which an eval is in distribution. Random halves of one set of prompts have 0.83 to 1.03. */
  inDistributionFrom: 0.75,
  /** And from which it is near. Sets that have nothing to do with each other have 0.25 at most. */
  nearLikenessFrom: 0.3,
  /** Share of the prompts, taken from the data, from which an eval is in distribution, */
  takenInDistributionFrom: 0.5,
  /** and from which it is near; Lambert et al. 2024 call a data set contaminated above 2 %. */
  takenNearFrom: 0.02,
  /** Share of the prompts with a run of 13 words in the data from which an eval is near: they have a template in common. */
  sharedNearFrom: 0.1,
} as const;

/** How one run of words fares. */
export const RunContainmentSchema = z.strictObject({
  /** Words of a run. */
  words: count,
  /** Prompts that are shorter than a run, which can share none. */
  tooShort: count,
  /** Prompts of which at least one run stands in the data (Brown et al. 2020, GPT-3, take 13 words). */
  withAny: count,
  /** Prompts of which at least {@link DISTANCE_RULES.containedFrom} of the runs do. */
  contained: count,
  /** Mean share of a prompt's words that lie in such runs; prompts that are too short count 0. */
  meanCovered: share,
});

/** A row that has much of a prompt, or speaks like it. */
export const DistanceExampleSchema = z.strictObject({
  /** As the file of the eval names it. */
  prompt: z.string(),
  file: z.string(),
  line: count,
  /** `contained`: share of the prompt's words in runs of 8 of this row; `near`: Jaccard index; `alike`: cosine. */
  kind: z.enum(["contained", "near", "alike"]),
  value: share,
  /** The beginning of the prompt, or the longest passage that both have, in lower case and without punctuation. */
  words: z.string(),
});
export type DistanceExample = z.infer<typeof DistanceExampleSchema>;

/** The distance between one data set and one eval. */
export const DistanceSchema = z.strictObject({
  dataset: z.string(),
  eval: IdentityTextSchema,
  /** Different prompts with words. */
  prompts: count,
  runs: z.array(RunContainmentSchema),
  /** Prompts of which more than {@link DISTANCE_RULES.inOneRowAbove} of the words lie in runs of 8 of one row. */
  inOneRow: count,
  /** Prompts with a row that is nearly the same text. */
  near: count,
  /** Prompts that are contained, in one row or near: taken from the data, or the data from them. */
  taken: count,
  likeness: z.strictObject({
    /** Prompts that were compared: all, or as many as the limit. */
    compared: count,
    /** Cosine of each prompt with its likest row. */
    toRows: SpreadSchema.nullable(),
    /** Of rows with their likest other row; null where fewer than 20 differ. */
    amongRows: SpreadSchema.nullable(),
    /** How many rows that is taken from. */
    rowsCompared: count,
    /** With how many rows prompts and rows were compared: all with words, or about as many as the limit. */
    rowsSeen: count,
    /** Of each prompt with its likest other prompt; null where there is none. */
    amongPrompts: SpreadSchema.nullable(),
    /**
     * Median of `toRows` over the greater of the medians of the other two: about 1 where the prompts could be rows, and the
     * rows prompts. Null where there is nothing to set it against.
     */
    relative: z.number().nonnegative().nullable(),
  }),
  examples: z.array(DistanceExampleSchema),
  proposed: RelationSchema,
  /** Why, as a sentence. */
  because: z.string(),
});
export type Distance = z.infer<typeof DistanceSchema>;

/** A data set that was measured. */
export const DistanceDatasetSchema = z.strictObject({
  dataset: z.string(),
  files: z.array(z.string()),
  rows: count,
  words: count,
  /** Rows without a word, which can be like nothing. */
  withoutWords: count,
  /** Rows that could not be read, and are not among `rows`. */
  leftOut: count,
});
export type DistanceDataset = z.infer<typeof DistanceDatasetSchema>;

/** The prompts of an eval. */
export const DistanceEvalSchema = z.strictObject({
  eval: IdentityTextSchema,
  file: z.string(),
  format: z.string(),
  /** Prompts in the file. */
  read: count,
  /** Different ones with words, of all files of this eval: those that are measured. */
  prompts: count,
});
export type DistanceEval = z.infer<typeof DistanceEvalSchema>;

/** The relation of an eval to an arm's training data: the nearest of its data sets, beside what was declared. */
export const ArmRelationSchema = z.strictObject({
  arm: NameSchema.nullable(),
  eval: IdentityTextSchema,
  proposed: RelationSchema,
  /** Which data set is the nearest. */
  dataset: z.string(),
  because: z.string(),
  /** Null where no ablation was named, or it has no such eval. */
  declared: RelationSchema.nullable(),
  /** Null where there is nothing to compare: one of the two is unknown. */
  agrees: z.boolean().nullable(),
});
export type ArmRelation = z.infer<typeof ArmRelationSchema>;

/** The answer of `holdfast mix distance`. */
export const MixDistanceSchema = z.strictObject({
  identity: z.string().nullable(),
  arm: NameSchema.nullable(),
  stage: NameSchema.nullable(),
  rules: z.record(z.string(), z.union([z.number(), z.array(z.number())])),
  datasets: z.array(DistanceDatasetSchema),
  evals: z.array(DistanceEvalSchema),
  distances: z.array(DistanceSchema),
  relations: z.array(ArmRelationSchema),
});
export type MixDistance = z.infer<typeof MixDistanceSchema>;
