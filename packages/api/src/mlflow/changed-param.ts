import { HoldfastError } from "@holdfast/core";

/** A parameter with two values in one call, in the words of MLflow. */
export function changedParam(runId: string, key: string, first: string, second: string): HoldfastError {
  return new HoldfastError({
    code: "invalid-input",
    message: `Changing param values is not allowed. Param with key='${key}' was already logged with value='${first}' for run ID='${runId}'. Attempted logging new value '${second}'.`,
    remedy: "Log it under another key, or start another run.",
  });
}
