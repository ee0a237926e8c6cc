import { checkRun, type RunRegistered, type RunStatement, runOf } from "@holdfast/core";
import { actorOf, type Context } from "../context.js";
import { placedFault } from "../placed-fault.js";

function moment(text: string | undefined): Date | null {
  return text === undefined ? null : new Date(text);
}

/**
 * Registers a run before any outcome of it exists, or says how it stands now.
 *
 * @throws HoldfastError `unknown-name` for an arm or a stage the ablation has not, `conflict` where another training has
 * the same arm, seed and branch
 */
export async function registerRun(
  context: Context,
  input: { readonly identity: string; readonly statement: RunStatement },
): Promise<RunRegistered> {
  const { identity, statement } = input;
  const { ablation } = await context.store.registration(identity);
  const run = runOf(statement);
  checkRun(ablation, run);
  const { status, startedAt, endedAt, at } = statement;
  const state =
    status === undefined
      ? null
      : { status, startedAt: moment(startedAt), endedAt: moment(endedAt), at: moment(at) };
  try {
    return await context.store.registerRun(identity, { run, state }, actorOf(context));
  } catch (error) {
    throw placedFault(error, () => ({}));
  }
}
