import { ConditionSchema, HoldfastError, isHoldfastError, parseWith } from "@holdfast/core";
import { z } from "zod";
import { type Pattern, readPattern } from "./pattern.js";
import { TABLE_KEYS, type TableRule, tableFault, tableRule } from "./table-rule.js";

const value = z.union([z.string(), z.number(), z.null()]);
const names = z.record(z.string().min(1), z.string().min(1).nullable());

const SetSchema = z.strictObject({
  arm: value.optional(),
  seed: value.optional(),
  branch: value.optional(),
  run: value.optional(),
  stage: value.optional(),
  step: value.optional(),
  tokens: value.optional(),
  /** For a log of one eval. */
  eval: value.optional(),
  /** For a log of several: the name in the log (with or without its version, `*` for the rest), and the eval; null leaves it out on purpose. */
  evals: names.optional(),
  /** The metric in the log (`*` for the rest), and the metric of the ablation; null leaves it out on purpose. */
  metrics: names.optional(),
  condition: ConditionSchema.optional(),
});

const RuleSchema = z
  .strictObject({
    match: z.record(
      z
        .string()
        .regex(/^(path|model|task|tag|metadata\..+)$/, "expected path, model, task, tag or metadata.KEY"),
      z.union([z.string().min(1), z.number(), z.boolean()]),
    ),
    set: SetSchema.optional(),
    ...TABLE_KEYS,
    /** Why such logs are left out on purpose. */
    skip: z.string().min(1).optional(),
  })
  .refine(({ match }) => Object.keys(match).length > 0, { error: "match names nothing", path: ["match"] })
  .refine(
    ({ set, columns, skip }) => (set === undefined && columns === undefined) !== (skip === undefined),
    "a rule has either set, or columns, or skip",
  )
  .refine(
    ({ match, columns }) => columns === undefined || Object.keys(match).every((key) => key === "path"),
    {
      error: "a table is known by its path alone",
      path: ["match"],
    },
  )
  .superRefine(({ match: _match, set: _set, skip: _skip, ...table }, context) => {
    const message = tableFault(table);
    if (message !== null) context.addIssue({ code: "custom", message, path: ["columns"] });
  });

/** The document of `--map`. */
export const MappingSchema = z.strictObject({ rules: z.array(RuleSchema).min(1) });

/** A rule that is ready to be used. */
export interface MappingRule {
  /** 1-based, as people count. */
  readonly number: number;
  readonly match: readonly { readonly what: string; readonly pattern: Pattern }[];
  readonly set: z.infer<typeof SetSchema>;
  /** How a table is read that the rule fits; null where it says nothing of tables. */
  readonly table: TableRule | null;
  readonly skip: string | null;
}

/**
 * Reads the decoded document of `--map`.
 *
 * @param file its path, for messages
 * @throws HoldfastError `invalid-input`, with file and key
 */
export function parseMapping(document: unknown, file: string): readonly MappingRule[] {
  const { rules } = parseWith(MappingSchema, document, "mapping", { file });
  return rules.map(({ match, set, skip, ...table }, index) => ({
    number: index + 1,
    set: set ?? {},
    table: tableRule(table),
    skip: skip ?? null,
    match: Object.entries(match).map(([what, text]) => {
      try {
        return { what, pattern: readPattern(String(text), what === "path") };
      } catch (error) {
        if (!isHoldfastError(error)) throw error;
        throw new HoldfastError({
          ...error,
          message: error.message,
          place: { file, key: `rules[${index}].match.${what}` },
        });
      }
    }),
  }));
}
