import { z } from "zod";
import { ComponentSchema } from "./mix.js";
import { NameSchema } from "./name.js";
import { RunStatusSchema } from "./run-state.js";

/** A file that a run left through MLflow, and what became of the outcomes in it. */
export const MlflowFileSchema = z.strictObject({
  path: z.string(),
  /** Bytes. */
  size: z.number().int().nonnegative(),
  /** null: no format of outcomes that is known here. */
  imported: z.enum(["recorded", "refused"]).nullable(),
  /** The receipt, or why it was refused. */
  note: z.string().nullable(),
});

const pair = z.strictObject({ key: z.string(), value: z.string() });

/** A run of MLflow that is a training of an ablation: what it says it was given, beside what was registered. */
export const BoundMlflowRunSchema = z.strictObject({
  /** MLflow's id. */
  mlflowRun: z.string(),
  name: z.string(),
  experiment: z.string(),
  status: RunStatusSchema,
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  run: z.string(),
  stage: NameSchema,
  /** The data sets of its log_input, but those that only evaluate. */
  declared: z.array(ComponentSchema),
  /** Where what is declared differs from the registered mix, in sentences. */
  differences: z.array(z.string()),
  files: z.array(MlflowFileSchema),
  /** As the client logged them, by their keys. */
  params: z.array(pair),
  tags: z.array(pair),
  /** What is wrong with its metrics as outcomes, in sentences. */
  faults: z.array(z.string()),
});
export type BoundMlflowRun = z.infer<typeof BoundMlflowRunSchema>;

/** The runs of MLflow that are bound to an ablation, in the order in which they started. */
export const MlflowRunListSchema = z.strictObject({ runs: z.array(BoundMlflowRunSchema) });
export type MlflowRunList = z.infer<typeof MlflowRunListSchema>;
