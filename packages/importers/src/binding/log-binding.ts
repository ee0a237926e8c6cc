import { HoldfastError, IdentityTextSchema, NameSchema } from "@holdfast/core";
import { z } from "zod";

const count = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d{1,15}$/, "expected a whole number from 0 on")
      .transform(Number),
  ])
  .refine((value) => Number.isSafeInteger(value) && value >= 0, "expected a whole number from 0 on");

/** Each word of a binding, and what may be said for it. */
export const BINDING_FIELDS = {
  ablation: z.string().min(1).max(200),
  arm: NameSchema,
  seed: count,
  branch: count,
  run: z.string().min(1).max(200),
  stage: NameSchema,
  step: count,
  tokens: count,
  eval: IdentityTextSchema,
} as const;
export type BindingField = keyof typeof BINDING_FIELDS;

/** The words in the order in which they are shown. */
export const BINDING_WORDS: readonly BindingField[] = Object.keys(BINDING_FIELDS).filter(isBindingField);

/** A word of a binding as somebody said it, and who. */
export interface SaidField {
  readonly value: unknown;
  /** For people: `tag`, `metadata`, `rule 2`, `checkpoint`. */
  readonly from: string;
}
export type SaidFields = Partial<Readonly<Record<BindingField, SaidField>>>;

/** The checkpoint that a log is about. */
export interface LogBinding {
  readonly ablation?: string;
  readonly arm: string;
  /** Not there where nobody knows it; never 0 then. */
  readonly seed?: number;
  readonly branch?: number;
  readonly run?: string;
  readonly stage: string;
  /** Not there for the end of the stage. */
  readonly step?: number;
  readonly tokens?: number;
  /** Instead of the name that the log gives. */
  readonly eval?: string;
}

export function isBindingField(name: string): name is BindingField {
  return Object.hasOwn(BINDING_FIELDS, name);
}

/** Whether nothing is said by it: `unknown` is how a seed is said not to be known. */
function isUnsaid(value: unknown): boolean {
  return value === null || value === undefined || value === "" || value === "unknown";
}

function parsed<S extends z.ZodType>(
  field: BindingField,
  schema: S,
  said: SaidField | undefined,
): z.output<S> | undefined {
  if (said === undefined || isUnsaid(said.value)) return undefined;
  const result = schema.safeParse(said.value);
  if (result.success) return result.data;
  throw new HoldfastError({
    code: "invalid-input",
    message: `\`${String(said.value)}\` is no ${field}: ${result.error.issues[0]?.message ?? "not valid"} (said by the ${said.from}).`,
    place: { key: field },
    remedy: "Correct it with a rule of --map, or where the log was made.",
  });
}

/** What a log was said to be about, parsed. `missing` names what must be said and is not. @throws HoldfastError `invalid-input` */
export function parseBinding(said: SaidFields): {
  readonly binding: Partial<LogBinding>;
  readonly missing: readonly string[];
} {
  const all = {
    ablation: parsed("ablation", BINDING_FIELDS.ablation, said.ablation),
    arm: parsed("arm", BINDING_FIELDS.arm, said.arm),
    seed: parsed("seed", BINDING_FIELDS.seed, said.seed),
    branch: parsed("branch", BINDING_FIELDS.branch, said.branch),
    run: parsed("run", BINDING_FIELDS.run, said.run),
    stage: parsed("stage", BINDING_FIELDS.stage, said.stage),
    step: parsed("step", BINDING_FIELDS.step, said.step),
    tokens: parsed("tokens", BINDING_FIELDS.tokens, said.tokens),
    eval: parsed("eval", BINDING_FIELDS.eval, said.eval),
  };
  return {
    binding: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)),
    missing: (["arm", "stage"] as const).filter((field) => all[field] === undefined),
  };
}
