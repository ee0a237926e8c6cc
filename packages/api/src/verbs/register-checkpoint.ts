import {
  type CheckpointRegistered,
  type CheckpointStatement,
  checkpointOf,
  checkRun,
  runOf,
} from "@holdfast/core";
import { actorOf, type Context } from "../context.js";
import { placedFault } from "../placed-fault.js";

/**
 * Registers a checkpoint before any outcome of it exists, with its run.
 *
 * @throws HoldfastError `unknown-name` for an arm or a stage the ablation has not, `conflict` where the run, its tokens
 * or its address are recorded with another value
 */
export async function registerCheckpoint(
  context: Context,
  input: { readonly identity: string; readonly statement: CheckpointStatement },
): Promise<CheckpointRegistered> {
  const { identity, statement } = input;
  const { ablation } = await context.store.registration(identity);
  const run = runOf(statement);
  checkRun(ablation, run, statement.stage);
  try {
    const given = { run, checkpoint: checkpointOf(statement) };
    return await context.store.registerCheckpoint(identity, given, actorOf(context));
  } catch (error) {
    throw placedFault(error, () => ({}));
  }
}
