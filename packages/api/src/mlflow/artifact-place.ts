import { HoldfastError } from "@holdfast/core";
import type { MlflowRun } from "@holdfast/store";
import type { Context } from "../context.js";
import { artifactFolder } from "./artifact-path.js";
import { visibleRun } from "./visible-run.js";

/** A place below the folder of a run. */
export interface ArtifactPlace {
  readonly run: MlflowRun;
  /** Empty: the folder itself. */
  readonly path: string;
}

const SCHEME = "mlflow-artifacts:/";

/** The folder of a run below the root of all artifacts, or null where its files are kept elsewhere. */
function rootOf({ artifactUri }: MlflowRun): string | null {
  return artifactUri.startsWith(SCHEME) ? artifactUri.slice(SCHEME.length).replace(/^\/+/, "") : null;
}

/**
 * The run that a path below the root of all artifacts belongs to, such as `0/RUN/artifacts/eval/results.json`.
 *
 * @throws HoldfastError `not-found`, or `invalid-input` for a path that leads anywhere else
 */
export async function artifactPlace(context: Context, given: string): Promise<ArtifactPlace> {
  const whole = artifactFolder(given);
  const parts = whole.split("/");
  const at = parts.findIndex((part, index) => index > 0 && part === "artifacts");
  const runId = parts[at - 1];
  if (at > 0 && runId !== undefined && /^[a-zA-Z0-9][\w-]{0,255}$/.test(runId)) {
    const run = await visibleRun(context, runId);
    const root = rootOf(run);
    if (root !== null && (whole === root || whole.startsWith(`${root}/`)))
      return { run, path: whole.slice(root.length + 1) };
  }
  throw new HoldfastError({
    code: "not-found",
    message: `no run keeps its artifacts at ${whole === "" ? "the root" : whole}.`,
    remedy: "Artifacts are at EXPERIMENT/RUN/artifacts.",
  });
}
