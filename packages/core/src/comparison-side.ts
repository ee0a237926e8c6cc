import { z } from "zod";
import { HoldfastError } from "./errors.js";
import { NameSchema } from "./name.js";

/** What is compared: all runs of an arm, or one run, at a stage and, where it is said, a step. */
export const ComparisonSideSchema = z.strictObject({
  kind: z.enum(["arm", "run"]),
  /** Name of the arm, or key of the run: arm/seed/branch. */
  name: z.string().min(1),
  /** null: the last stage of the ablation. */
  stage: NameSchema.nullable(),
  /** `end`: the unnumbered end of the stage. null: the moment at which leads are taken, of a run its last checkpoint. */
  step: z.union([z.number().int().nonnegative(), z.literal("end")]).nullable(),
});
export type ComparisonSide = z.infer<typeof ComparisonSideSchema>;

const FORM = "Write `arm:NAME@STAGE`, or `run:ARM/SEED/BRANCH@STAGE:STEP`; stage and step may be left out.";

function refuse(text: string, key: string): never {
  throw new HoldfastError({
    code: "invalid-input",
    message: `\`${text.slice(0, 200)}\` names no arm and no run at a moment.`,
    place: { key },
    remedy: FORM,
  });
}

/**
 * A side of a comparison from its address: `arm:principles@sft`, `arm:principles@rl:200`, `run:principles/0/0@rl`,
 * `run:principles/0/0@rl:end`. Without `arm:` and `run:`, what has a slash is a run.
 *
 * @param key where it was given, for the error
 * @throws HoldfastError `invalid-input`
 */
export function parseComparisonSide(text: string, key: string): ComparisonSide {
  const [, prefix, rest = ""] = /^(?:(arm|run):)?([\s\S]*)$/.exec(text) ?? [];
  // the last @: a run of unknown seed carries its caller's id, which may hold one
  const [, named = rest, stage, step] = /^([\s\S]*)@([^@:]+)(?::(\d{1,15}|end))?$/.exec(rest) ?? [];
  const kind = prefix === "arm" || prefix === "run" ? prefix : named.includes("/") ? "run" : "arm";
  const side = ComparisonSideSchema.safeParse({
    kind,
    name: named,
    stage: stage ?? null,
    step: step === undefined ? null : step === "end" ? "end" : Number(step),
  });
  const isName = kind === "run" ? named.includes("/") : NameSchema.safeParse(named).success;
  return side.success && isName ? side.data : refuse(text, key);
}

/** The address that {@link parseComparisonSide} reads. */
export function formatComparisonSide({ kind, name, stage, step }: ComparisonSide): string {
  const moment = stage === null ? "" : `@${stage}${step === null ? "" : `:${step}`}`;
  return `${kind}:${name}${moment}`;
}
