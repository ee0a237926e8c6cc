import { z } from "zod";
import { NameSchema } from "./name.js";

/** A run at a stage and a step. */
export const CheckpointSchema = z.strictObject({
  run: z.string().min(1),
  stage: NameSchema,
  /** null: the end of the stage. */
  step: z.number().int().nonnegative().nullable(),
  tokens: z.number().int().nonnegative().nullable(),
  uri: z.string().nullable(),
  shared: z.boolean(),
});
export type Checkpoint = z.infer<typeof CheckpointSchema>;

/** For people: `rl 200`, or `sft` where no step is stated. */
export function formatCheckpoint({
  stage,
  step,
}: {
  readonly stage: string;
  readonly step: number | null;
}): string {
  return step === null ? stage : `${stage} ${step}`;
}
