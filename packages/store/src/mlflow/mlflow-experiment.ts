import type { MlflowPair } from "./mlflow-run.js";

/** A folder of runs with a name. */
export interface MlflowExperiment {
  readonly experimentId: number;
  readonly name: string;
  readonly artifactLocation: string | null;
  readonly lifecycle: "active" | "deleted";
  readonly createdMs: number;
  readonly updatedMs: number;
  readonly tags: readonly MlflowPair[];
}
