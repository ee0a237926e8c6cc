import { bulkInsert } from "../driver/bulk.js";
import type { Session } from "../driver/driver.js";
import { settleLatest } from "../driver/mlflow-restore.js";
import { mlflowInput, mlflowTag } from "../schema/mlflow-run.js";
import type { ArchiveLine } from "./archive-format.js";
import { brokenArchive } from "./archive-refusal.js";
import { restoreExperiment } from "./restore-experiment.js";
import { fileRestorer } from "./restore-files.js";
import { restoreMlflowRun, restoreParams, restorePoints } from "./restore-mlflow-run.js";
import { type ArchivedRuns, archivedRun } from "./restore-runs.js";

/** A line about what MLflow's clients left. */
export type MlflowLine = Extract<ArchiveLine, { kind: `mlflow-${string}` }>;

/** How much of MLflow's was new. */
export interface MlflowRestored {
  readonly runs: number;
  readonly points: number;
  readonly files: number;
}

/** Takes the lines about MLflow in their order. */
export interface MlflowRestorer {
  /** @throws HoldfastError `invalid-input`, `conflict` */
  readonly restore: (line: number, value: MlflowLine) => Promise<void>;
  /** After the last line. */
  readonly end: (line: number) => Promise<MlflowRestored>;
}

/** Whether a line is about MLflow. */
export function isMlflowLine(value: ArchiveLine): value is MlflowLine {
  return value.kind.startsWith("mlflow-");
}

/** Restores MLflow runs into an ablation whose runs are there. `atMs`: when. */
export function mlflowRestorer(
  session: Session,
  ablationId: number,
  archived: ArchivedRuns,
  atMs: number,
): MlflowRestorer {
  const experiments = new Set<number>();
  const named = new Set<string>();
  const logged = new Set<string>();
  const files = fileRestorer(session, ablationId, atMs);
  let [runs, points] = [0, 0];
  const refuseUnnamed = (line: number, runId: string) => {
    if (!named.has(runId)) throw brokenArchive(line, `no earlier line names the MLflow run ${runId}.`);
  };
  return {
    async restore(line, value) {
      if (value.kind === "mlflow-bytes") return files.add(line, value);
      if (value.kind === "mlflow-experiment") {
        await restoreExperiment(session, value);
        experiments.add(value.experimentId);
        return;
      }
      if (value.kind === "mlflow-run") {
        archivedRun(archived, line, value.run);
        if (!experiments.has(value.experimentId))
          throw brokenArchive(line, `no earlier line names the experiment ${value.experimentId}.`);
        if (await restoreMlflowRun(session, ablationId, value)) runs += 1;
        named.add(value.runId);
        return;
      }
      const { runId } = value;
      refuseUnnamed(line, runId);
      if (value.kind === "mlflow-params") await restoreParams(session, ablationId, value);
      else if (value.kind === "mlflow-tags") {
        const rows = value.tags.map((tag) => ({ ablationId, runId, ...tag }));
        await bulkInsert(session, mlflowTag, rows, { existing: "keep" });
      } else if (value.kind === "mlflow-input") {
        const { kind: _kind, ...row } = value;
        await bulkInsert(session, mlflowInput, [{ ablationId, ...row }], { existing: "keep" });
      } else if (value.kind === "mlflow-metrics") {
        points += await restorePoints(session, ablationId, value);
        logged.add(runId);
      } else await files.begin(line, value);
    },
    async end(line) {
      for (const runId of logged) await settleLatest(session, ablationId, runId);
      return { runs, points, files: await files.end(line) };
    },
  };
}
