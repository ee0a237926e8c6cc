import { z } from "zod";
import { InstantSchema } from "./instant.js";
import { OutcomeLineSchema } from "./outcome-line.js";
import type { OutcomeCheckpoint, OutcomeRun } from "./outcome-run.js";
import { RunStatusSchema } from "./run-state.js";

const line = OutcomeLineSchema.shape;

/** A run as an outcome line names it; `run` is the caller's own id. */
const runFields = {
  arm: line.arm,
  seed: line.seed,
  branch: line.branch,
  run: line.run,
  parent: line.parent,
  recipe: line.recipe,
  environment: line.environment,
};

function isBefore(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && Date.parse(a) < Date.parse(b);
}

/** A run as it is registered before any outcome of it exists, or how it stands now. */
export const RunStatementSchema = z
  .strictObject({
    ...runFields,
    /** Left out: nothing is said of how it stands. */
    status: RunStatusSchema.optional(),
    /** `at`, or the moment it arrives, for a run that is running; a run that is resumed keeps its first start. */
    startedAt: InstantSchema.optional(),
    /** `at`, or the moment it arrives, for a run that has ended. */
    endedAt: InstantSchema.optional(),
    /** When it stood so: a statement that arrives late does not undo a newer one. */
    at: InstantSchema.optional(),
  })
  .refine((given) => given.status !== "running" || given.endedAt === undefined, {
    error: "a run that is running has not ended",
    path: ["endedAt"],
  })
  .refine(
    (given) =>
      given.status !== undefined ||
      [given.startedAt, given.endedAt, given.at].every((time) => time === undefined),
    { error: "give the status with its times", path: ["status"] },
  )
  .refine((given) => !isBefore(given.endedAt, given.startedAt), {
    error: "it ends before it starts",
    path: ["endedAt"],
  });
export type RunStatement = z.infer<typeof RunStatementSchema>;
export type RunStatementInput = z.input<typeof RunStatementSchema>;

/** A checkpoint of a run, registered before any outcome of it exists. */
export const CheckpointStatementSchema = z.strictObject({
  ...runFields,
  stage: line.stage,
  step: line.step,
  tokens: line.tokens,
  checkpointUri: line.checkpointUri,
  shared: line.shared,
});
export type CheckpointStatement = z.infer<typeof CheckpointStatementSchema>;
export type CheckpointStatementInput = z.input<typeof CheckpointStatementSchema>;

/** The run that a statement or a line is about. */
export function runOf(
  given: Pick<RunStatement, "arm" | "seed" | "branch" | "run" | "parent" | "recipe" | "environment">,
): OutcomeRun {
  const { arm, seed = null, branch, run = null, parent, recipe = null, environment = null } = given;
  return {
    ...{ arm, seed, branch, callerId: run },
    parent:
      parent === undefined ? null : { stage: parent.stage, step: parent.step ?? null, branch: parent.branch },
    ...{ recipe, environment },
  };
}

/** The checkpoint that a statement or a line is about. */
export function checkpointOf(
  given: Pick<CheckpointStatement, "stage" | "step" | "tokens" | "checkpointUri" | "shared">,
): OutcomeCheckpoint {
  const { stage, step = null, tokens = null, checkpointUri = null, shared = false } = given;
  return { stage, step, tokens, uri: checkpointUri, shared };
}
