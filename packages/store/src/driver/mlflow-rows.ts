import { getTableColumns, getTableName } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { arrayLiteral } from "./array-literal.js";
import type { Row, Session } from "./driver.js";

/** What belongs to a run, as one JSON: a list for each column, in the order of the key. */
function lists(table: string, columns: readonly string[], order = "key"): string {
  const each = columns.map((column) => `json_agg(l.${column})`).join(", ");
  return `(select json_build_array(${each}) from (select ${columns.join(", ")} from ${table} t
    where t.ablation_id = r.ablation_id and t.run_id = r.run_id order by ${order}) l)::text`;
}

/** The place of a run, and the JSON of what belongs to it. */
const WHOLE = `
select r.ablation_id, r.run_id, r.experiment_id, r.run_name, r.user_id, r.status, r.start_ms, r.end_ms, r.lifecycle,
  r.artifact_uri, r.run, r.stage, r.identity,
  ${lists("mlflow_param", ["key", "value"])},
  ${lists("mlflow_tag", ["key", "value"])},
  ${lists("mlflow_latest", ["key", "step", "at_ms", "value"])},
  ${lists("mlflow_input", ["name", "digest", "source_type", "source", "schema", "profile", "tags"], "name, digest")}`;

const ROW = `select r.*, a.name || '@' || a.version as identity from mlflow_run r join ablation a on a.ablation_id = r.ablation_id`;

/** A run by its id, through its route, in one round trip. */
export function readMlflowRun(session: Session, runId: string): Promise<Row[]> {
  return session.again(
    `${WHOLE} from mlflow_route w cross join lateral
     (${ROW} where r.ablation_id = w.ablation_id and r.run_id = w.run_id limit 1) r where w.run_id = $1`,
    [runId],
  );
}

/** The ablation that keeps a run, and its `name@version`. */
export function readMlflowPlace(session: Session, runId: string): Promise<Row[]> {
  return session.again(
    `select w.ablation_id, a.name || '@' || a.version
     from mlflow_route w join ablation a on a.ablation_id = w.ablation_id where w.run_id = $1`,
    [runId],
  );
}

/** Runs by their places, in that order; both lists have the same length. */
export async function readMlflowRuns(
  session: Session,
  ablationIds: readonly number[],
  runIds: readonly string[],
): Promise<Row[]> {
  if (runIds.length === 0) return [];
  return session.again(
    `${WHOLE} from unnest($1::text::integer[], $2::text::text[]) with ordinality as w(ablation_id, run_id, place)
     cross join lateral (${ROW} where r.ablation_id = w.ablation_id and r.run_id = w.run_id limit 1) r order by w.place`,
    [arrayLiteral(ablationIds), arrayLiteral(runIds)],
  );
}

/** The runs that a query of their places finds, in its order, in one round trip. */
export function findMlflowRuns(
  session: Session,
  places: { readonly sql: string; readonly params: readonly unknown[] },
): Promise<Row[]> {
  return session.query(
    `with found(ablation_id, run_id) as (${places.sql}),
     w as (select f.*, row_number() over () as place from found f)
     ${WHOLE} from w cross join lateral
     (${ROW} where r.ablation_id = w.ablation_id and r.run_id = w.run_id limit 1) r order by w.place`,
    places.params,
  );
}

/** Copies the rows of a run from one ablation to another, and removes them there. */
export async function moveRunRows(
  session: Session,
  table: PgTable,
  from: number,
  to: number,
  runId: string,
): Promise<void> {
  const name = getTableName(table);
  const others = Object.values(getTableColumns(table))
    .map((column) => `"${column.name}"`)
    .filter((column) => column !== '"ablation_id"')
    .join(", ");
  await session.query(
    `insert into "${name}" (ablation_id, ${others}) select $2, ${others} from "${name}" where ablation_id = $1 and run_id = $3`,
    [from, to, runId],
  );
  await session.query(`delete from "${name}" where ablation_id = $1 and run_id = $2`, [from, runId]);
}

/** Writes the points of a bound run that are not there yet among the training metrics of its ablation. */
export async function shareMetrics(
  session: Session,
  place: {
    readonly ablationId: number;
    readonly runId: string;
    readonly run: string;
    readonly stage: string;
  },
  series: readonly { readonly key: string; readonly seriesId: string }[],
): Promise<void> {
  if (series.length === 0) return;
  await session.query(
    `with serial as (
       select s.series_id, m.key, m.step, m.at_ms, m.value
       from unnest($5::text::text[], $6::text::uuid[]) as s(key, series_id)
       join mlflow_metric m on m.ablation_id = $1 and m.run_id = $2 and m.key = s.key),
     fresh as (insert into metric (ablation_id, series_id, step, at_ms, value)
       select $1, s.series_id, s.step, s.at_ms, s.value from serial s on conflict do nothing returning series_id)
     insert into metric_series (ablation_id, series_id, run, stage, key, points, first_step, latest_step, latest_at_ms, latest_value)
     select $1, s.series_id, $3::text, $4::text, s.key, (select count(*) from fresh f where f.series_id = s.series_id),
       s.first_step, s.step, s.at_ms, s.value
     from (select distinct on (s.series_id) s.*, min(s.step) over (partition by s.series_id) as first_step
       from serial s order by s.series_id, s.step desc, s.at_ms desc, s.value desc) s
     on conflict (ablation_id, series_id) do update set points = metric_series.points + excluded.points,
       first_step = least(metric_series.first_step, excluded.first_step), ${LATEST_SERIES}`,
    [
      place.ablationId,
      place.runId,
      place.run,
      place.stage,
      arrayLiteral(series.map(({ key }) => key)),
      arrayLiteral(series.map(({ seriesId }) => seriesId)),
    ],
  );
}

const LATER_SERIES =
  "(excluded.latest_step, excluded.latest_at_ms, excluded.latest_value) > (metric_series.latest_step, metric_series.latest_at_ms, metric_series.latest_value)";

/** What a series keeps as its latest point when another one is laid over it. */
export const LATEST_SERIES = ["latest_step", "latest_at_ms", "latest_value"]
  .map(
    (column) =>
      `${column} = case when ${LATER_SERIES} then excluded.${column} else metric_series.${column} end`,
  )
  .join(", ");

/** Keeps one piece of a file. */
export async function writeChunk(
  session: Session,
  place: { readonly ablationId: number; readonly runId: string; readonly contentId: string },
  chunk: number,
  bytes: Uint8Array,
): Promise<void> {
  await session.query(
    `insert into mlflow_artifact_chunk (ablation_id, run_id, content_id, chunk, bytes)
     values ($1, $2, $3::text::uuid, $4, decode($5, 'base64'))`,
    [place.ablationId, place.runId, place.contentId, chunk, Buffer.from(bytes).toString("base64")],
  );
}
