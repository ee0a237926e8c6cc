import { z } from "zod";
import { NameSchema, TextSchema } from "./name.js";

/** One leg of a run's training: base, sdf, sft, rl or the user's own. The order in the ablation is the order in time. */
export const StageSchema = z.strictObject({
  name: NameSchema,
  title: TextSchema.optional(),
  /** Unit of `step` at this stage, such as `RL steps`. */
  stepUnit: z.string().optional(),
  /** True when one checkpoint of this stage is the start of every arm: its lead is 0 by construction. */
  shared: z.boolean().optional(),
});
export type Stage = z.infer<typeof StageSchema>;

/** Whether a stage is reinforcement or preference learning, by its name. */
export function isReinforcement(stage: Pick<Stage, "name">): boolean {
  return /^(rl|rlhf|rlvr|rlaif|grpo|ppo|dpo)\b/.test(stage.name.toLowerCase());
}
