import { z } from "zod";

/** What a column may hold once for each row. */
const ONE_COLUMN = [
  ...["sample", "cluster", "epoch"],
  ...["arm", "seed", "branch", "run", "stage", "step", "tokens"],
  ...["eval", "metric", "judge", "judge.model", "judge.promptSha"],
  ...["k", "n", "standardError", "seOver"],
] as const;

/** What several columns may hold, each for another eval or metric. */
const NUMBERS = ["score", "point", "mean"] as const;

const CONDITION = "condition.";
const words: readonly string[] = [...ONE_COLUMN, ...NUMBERS];
const word = z
  .string()
  .refine(
    (text) => words.includes(text) || (text.startsWith(CONDITION) && text.length > CONDITION.length),
    `expected ${words.join(", ")} or condition.NAME`,
  );

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const texts = z.union([z.string(), z.number(), z.boolean()]).transform(String);

/** The keys of a rule that say how a table is read. */
export const TABLE_KEYS = {
  /** The column of each word; of a score, point or mean also one for each `EVAL@VERSION`, `EVAL@VERSION/METRIC` or `METRIC`. */
  columns: z
    .record(word, z.union([z.string().min(1), z.record(z.string().min(1), z.string().min(1))]))
    .refine((columns) => Object.keys(columns).length > 0, "columns names nothing")
    .optional(),
  /** What is the same in every row. */
  constants: z.record(word, scalar).optional(),
  /** What the cells of a column stand for; null says that nothing is said. */
  values: z.record(word, z.record(z.string(), scalar)).optional(),
  /** Rows are passed over unless their cell is this, or one of these. */
  where: z
    .record(z.string().min(1), z.union([texts.transform((text) => [text]), z.array(texts).min(1)]))
    .optional(),
  /** Where epochs count from: found by the least one without it. */
  epochsFrom: z.union([z.literal(0), z.literal(1)]).optional(),
  /** `epochs`: a sample that is there several times was repeated, in the order of its rows. */
  repeats: z.literal("epochs").optional(),
} as const;

const TableSchema = z.object(TABLE_KEYS);

/** How the tables that a rule fits are read. */
export interface TableRule {
  readonly columns: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly constants: Readonly<Record<string, Scalar>>;
  readonly values: Readonly<Record<string, Readonly<Record<string, Scalar>>>>;
  readonly where: Readonly<Record<string, readonly string[]>>;
  readonly epochsFrom: 0 | 1 | null;
  readonly repeats: boolean;
}

/** What a cell may stand for. */
export type Scalar = z.infer<typeof scalar>;

type Given = z.infer<typeof TableSchema>;

/** What is wrong with the words of a table as they stand together, or null. */
export function tableFault({ columns, ...others }: Given): string | null {
  if (columns === undefined) {
    const [key] = Object.keys(others).filter((each) => Object.hasOwn(TABLE_KEYS, each));
    return key === undefined ? null : `${key} belongs to a rule with columns`;
  }
  for (const [name, column] of Object.entries(columns))
    if (typeof column !== "string" && !NUMBERS.some((each) => each === name)) return `${name} has one column`;
  const both = Object.keys(others.constants ?? {}).find((name) => Object.hasOwn(columns, name));
  if (both !== undefined) return `${both} is a column or a constant, not both`;
  const has = (name: string) => Object.hasOwn(columns, name);
  const kinds = [has("score"), has("k"), has("mean"), has("point")].filter(Boolean).length;
  if (kinds !== 1)
    return "name the column of score (with sample), of k (with n), of mean, or of point: one of them";
  if (has("score") !== has("sample"))
    return "score and sample go together; a number for a whole eval is a point or a mean";
  if (has("k") && !has("n") && others.constants?.n === undefined) return "k needs n";
  if (has("judge") && (has("judge.model") || has("judge.promptSha")))
    return "a judge is a name or a model, not both";
  return null;
}

/** The table of a rule; null where it names no columns. */
export function tableRule(rule: Given): TableRule | null {
  if (rule.columns === undefined) return null;
  return {
    columns: rule.columns,
    constants: rule.constants ?? {},
    values: rule.values ?? {},
    where: rule.where ?? {},
    epochsFrom: rule.epochsFrom ?? null,
    repeats: rule.repeats === "epochs",
  };
}
