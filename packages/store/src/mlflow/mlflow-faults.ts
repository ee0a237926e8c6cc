import { HoldfastError } from "@holdfast/core";

/** There is no run of that id. */
export function noRun(runId: string): HoldfastError {
  return new HoldfastError({
    code: "not-found",
    message: `Run with id=${runId} not found.`,
    remedy: "Start a run first, or check the id.",
  });
}

/** The run was deleted, and takes nothing until it is restored. */
export function deletedRun(runId: string): HoldfastError {
  return new HoldfastError({
    code: "invalid-input",
    message: `The run ${runId} must be in the 'active' state. Current state is deleted.`,
    remedy: "Restore it first.",
  });
}

/** There is no experiment of that id or name. */
export function noExperiment(which: string): HoldfastError {
  return new HoldfastError({
    code: "not-found",
    message: `No Experiment with ${which} exists.`,
    remedy: "Create it with set_experiment.",
  });
}

/** A parameter that has another value already, in the words of MLflow, which its clients look for. */
export function changedParam(runId: string, key: string, stored: string, given: string): HoldfastError {
  return new HoldfastError({
    code: "invalid-input",
    message: `Changing param values is not allowed. Param with key='${key}' was already logged with value='${stored}' for run ID='${runId}'. Attempted logging new value '${given}'.`,
    remedy: "Log it under another key, or start another run.",
  });
}

/** There is no file of that name. */
export function noArtifact(path: string): HoldfastError {
  return new HoldfastError({
    code: "not-found",
    message: `there is no artifact ${path}.`,
    remedy: "List the artifacts of the run.",
  });
}

/** Others move the run between every two attempts. */
export function movingRun(runId: string): HoldfastError {
  return new HoldfastError({
    code: "unavailable",
    message: `the run ${runId} is being moved by others.`,
    remedy: "Try again.",
  });
}
