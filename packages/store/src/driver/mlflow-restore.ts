import type { Session } from "./driver.js";

/** The latest points of a run, found again from its history. */
export async function settleLatest(session: Session, ablationId: number, runId: string): Promise<void> {
  await session.query(
    `insert into mlflow_latest (ablation_id, run_id, key, step, at_ms, value)
     select distinct on (key) ablation_id, run_id, key, step, at_ms, value from mlflow_metric
     where ablation_id = $1 and run_id = $2 order by key, step desc, at_ms desc, value desc
     on conflict (ablation_id, run_id, key) do update
     set step = excluded.step, at_ms = excluded.at_ms, value = excluded.value`,
    [ablationId, runId],
  );
}

/** The ids that experiments are given from now on are above `id`; it takes one of them, so that it never steps back. */
export async function passExperimentId(session: Session, id: number): Promise<void> {
  const ids = "pg_get_serial_sequence('mlflow_experiment', 'experiment_id')";
  await session.query(`select case when nextval(${ids}) < $1 then setval(${ids}, $1) end`, [id]);
}
