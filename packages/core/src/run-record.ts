import { z } from "zod";
import { CheckpointSchema } from "./checkpoint.js";
import { InterventionSchema } from "./intervention.js";
import { RunSchema } from "./run.js";
import { RunStateSchema } from "./run-state.js";

const count = z.number().int().nonnegative();

/** A stored run with its place among the others, and how much there is of it. */
export const RunRecordSchema = z.strictObject({
  ...RunSchema.shape,
  /** Key of the run that its parent checkpoint belongs to; null where no parent was stated. */
  parentRun: z.string().nullable(),
  /** Keys of the runs that start from a checkpoint of this one. */
  children: z.array(z.string()),
  /** null: nobody said how it stands. */
  state: RunStateSchema.nullable(),
  /** Stages that it has checkpoints of, by name. */
  stages: z.array(z.string()),
  checkpoints: count,
  /** Current outcomes. */
  outcomes: count,
  /** Training metrics, by stage and key. */
  metrics: count,
});
export type RunRecord = z.infer<typeof RunRecordSchema>;

/** Runs in the order of arm, seed and branch; `next` continues the list, and is null at its end. */
export const RunPageSchema = z.strictObject({
  runs: z.array(RunRecordSchema),
  next: z.string().nullable(),
});
export type RunPage = z.infer<typeof RunPageSchema>;

/** A checkpoint of a run with the number of its current outcomes. */
export const CheckpointRecordSchema = z.strictObject({ ...CheckpointSchema.shape, outcomes: count });
export type CheckpointRecord = z.infer<typeof CheckpointRecordSchema>;

/** One run with everything that happened in its life. */
export const RunLineageSchema = z.strictObject({
  run: RunRecordSchema,
  /** By stage, in the order of the ablation, then step; the end of a stage comes last. */
  checkpoints: z.array(CheckpointRecordSchema),
  /** By stage name and step. */
  interventions: z.array(InterventionSchema),
});
export type RunLineage = z.infer<typeof RunLineageSchema>;

/** The answer to registering a run: whether it was new, and the run as it stands. */
export const RunRegisteredSchema = z.strictObject({ created: z.boolean(), run: RunRecordSchema });
export type RunRegistered = z.infer<typeof RunRegisteredSchema>;

/** The answer to registering a checkpoint: whether it was new, and the checkpoint as it stands. */
export const CheckpointRegisteredSchema = z.strictObject({
  created: z.boolean(),
  checkpoint: CheckpointRecordSchema,
});
export type CheckpointRegistered = z.infer<typeof CheckpointRegisteredSchema>;
