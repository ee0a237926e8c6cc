import { z } from "zod";
import { HoldfastError } from "./errors.js";
import { InstantSchema } from "./instant.js";
import { OutcomeLineSchema } from "./outcome-line.js";
import type { OutcomeRun } from "./outcome-run.js";
import { runOf } from "./run-statement.js";

const line = OutcomeLineSchema.shape;

/** The values that a training metric may take and JSON has no number for. */
export const NonFiniteSchema = z.enum(["NaN", "Infinity", "-Infinity"]);

/** The value of a training metric: a number, or the name of one that is not finite. A value that is absent is not sent. */
export const MetricValueSchema = z.union([z.number(), NonFiniteSchema], {
  error: 'expected a number, or "NaN", "Infinity" or "-Infinity" as a string',
});
export type MetricValue = z.infer<typeof MetricValueSchema>;

/** The number that a value on the wire stands for. */
export function metricNumber(value: MetricValue): number {
  return Number(value);
}

/** A number as it travels: a finite one as itself, any other by its name. */
export function metricValue(value: number): MetricValue {
  return Number.isFinite(value) ? value : NonFiniteSchema.parse(String(value));
}

/** What a training metric is called, such as `train/loss`. */
export const MetricKeySchema = z
  .string()
  .min(1)
  .max(250)
  .regex(/^[ -~\u00a0-\uffff]+$/, "a key of a metric has no control characters");

/** The key of a stored run, arm/seed/branch. */
export const RunKeySchema = z
  .string()
  .max(500)
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._+-]{0,119}\/(\d{1,15}|unknown(:[\s\S]{1,200})?)\/\d{1,15}$/,
    "the key of a run is arm/seed/branch, such as advice/0/0",
  );

/**
 * One point of a training metric. The run is named by its key, or as outcome lines name it (`arm`, `seed`, `branch`,
 * and `run` for the caller's own id).
 */
export const MetricLineSchema = z
  .strictObject({
    runKey: RunKeySchema.optional(),
    arm: line.arm.optional(),
    seed: line.seed,
    branch: z.number().int().nonnegative().optional(),
    run: line.run,
    stage: line.stage,
    key: MetricKeySchema,
    step: z.number().int(),
    value: MetricValueSchema,
    /** When it was measured; kept to the millisecond. */
    at: InstantSchema.optional(),
  })
  .refine(
    (given) =>
      given.runKey === undefined
        ? given.arm !== undefined
        : [given.arm, given.seed, given.branch, given.run].every((part) => part === undefined),
    "give either runKey, or arm with seed, branch and run",
  );
export type MetricLine = z.infer<typeof MetricLineSchema>;
export type MetricLineInput = z.input<typeof MetricLineSchema>;

const NOTHING_ELSE = { parent: null, recipe: null, environment: null };

/** The run that a key names. @throws HoldfastError `invalid-input` */
export function parseRunKey(key: string): OutcomeRun {
  const [, arm, seed, branch] = /^([^/]+)\/([\s\S]+)\/(\d{1,15})$/.exec(key) ?? [];
  const isKey = RunKeySchema.safeParse(key).success;
  if (!isKey || arm === undefined || seed === undefined || branch === undefined)
    throw new HoldfastError({
      code: "invalid-input",
      message: `\`${key}\` is not the key of a run.`,
      remedy: "Write it as arm/seed/branch, such as advice/0/0.",
    });
  const [, callerId = null] = /^unknown:([\s\S]+)$/.exec(seed) ?? [];
  const isUnknown = seed === "unknown" || callerId !== null;
  return { arm, seed: isUnknown ? null : Number(seed), branch: Number(branch), callerId, ...NOTHING_ELSE };
}

/** The run of a point. @throws HoldfastError `invalid-input` */
export function metricRun({ runKey, arm = "", seed, branch = 0, run }: MetricLine): OutcomeRun {
  if (runKey !== undefined) return parseRunKey(runKey);
  return runOf({ arm, seed, branch, run });
}
