import { arrayLiteral } from "./array-literal.js";
import type { Session } from "./driver.js";
import { LATEST_SERIES } from "./mlflow-rows.js";

/** Where a run was last seen; the statement logs nothing when it has moved since. */
export interface LogPlace {
  readonly ablationId: number;
  readonly runId: string;
  /** Core's run key and the stage, or null while unbound. */
  readonly run: string | null;
  readonly stage: string | null;
}

/** A point; `seriesId` is its series among the ablation's own training metrics, or null when it goes to none. */
export interface LoggedPoint {
  readonly key: string;
  readonly step: number;
  readonly atMs: number;
  readonly value: number;
  readonly seriesId: string | null;
}

export interface LoggedPair {
  readonly key: string;
  readonly value: string;
}

export interface LogInput {
  readonly points: readonly LoggedPoint[];
  readonly params: readonly LoggedPair[];
  readonly tags: readonly LoggedPair[];
  /** The name that the run takes from a tag. */
  readonly runName: string | null;
}

/** `moved`: nothing was logged. `clash`: a parameter has another value, and nothing was logged. `again`: another writer was between. */
export type LogOutcome =
  | { readonly is: "logged" }
  | { readonly is: "moved" }
  | { readonly is: "again" }
  | { readonly is: "clash"; readonly key: string; readonly stored: string };

// one step, time and value after another: the order in which the latest point is chosen
const LATER = (table: string) => `(${table}.step, ${table}.at_ms, ${table}.value)`;

const POINTS = `
given as (select * from unnest($5::text::text[], $6::text::bigint[], $7::text::bigint[], $8::text::float8[]) as g(key, step, at_ms, value)),
point as (insert into mlflow_metric (ablation_id, run_id, key, step, at_ms, value)
  select o.ablation_id, o.run_id, g.key, g.step, g.at_ms, g.value from given g cross join owner o on conflict do nothing),
latest as (insert into mlflow_latest (ablation_id, run_id, key, step, at_ms, value)
  select distinct on (g.key) o.ablation_id, o.run_id, g.key, g.step, g.at_ms, g.value from given g cross join owner o
  order by g.key, g.step desc, g.at_ms desc, g.value desc
  on conflict (ablation_id, run_id, key) do update set step = excluded.step, at_ms = excluded.at_ms, value = excluded.value
  where ${LATER("excluded")} > ${LATER("mlflow_latest")})`;

const SERIES = `
serial as (select s.series_id, g.key, g.step, g.at_ms, g.value
  from unnest($9::text::text[], $10::text::uuid[]) as s(key, series_id) join given g on g.key = s.key),
fresh as (insert into metric (ablation_id, series_id, step, at_ms, value)
  select o.ablation_id, s.series_id, s.step, s.at_ms, s.value from serial s cross join owner o on conflict do nothing
  returning series_id),
series as (insert into metric_series (ablation_id, series_id, run, stage, key, points, first_step, latest_step, latest_at_ms, latest_value)
  select o.ablation_id, s.series_id, o.run, o.stage, s.key, (select count(*) from fresh f where f.series_id = s.series_id),
    s.first_step, s.step, s.at_ms, s.value
  from (select distinct on (s.series_id) s.*, min(s.step) over (partition by s.series_id) as first_step
    from serial s order by s.series_id, s.step desc, s.at_ms desc, s.value desc) s cross join owner o
  on conflict (ablation_id, series_id) do update set points = metric_series.points + excluded.points,
    first_step = least(metric_series.first_step, excluded.first_step), ${LATEST_SERIES})`;

function paramsAt(first: number): { readonly before: string; readonly after: string } {
  return {
    before: `
said as (select * from unnest($${first}::text::text[], $${first + 1}::text::text[]) as g(key, value)),
known as (select p.key, p.value, s.value as said from mlflow_param p join said s on s.key = p.key where p.ablation_id = $1 and p.run_id = $2),
clash as (select key, value from known where value <> said limit 1),`,
    after: `
param as (insert into mlflow_param (ablation_id, run_id, key, value)
  select o.ablation_id, o.run_id, s.key, s.value from said s cross join owner o on conflict do nothing returning key)`,
  };
}

const tagsAt = (first: number) => `
tag as (insert into mlflow_tag (ablation_id, run_id, key, value)
  select o.ablation_id, o.run_id, g.key, g.value
  from unnest($${first}::text::text[], $${first + 1}::text::text[]) as g(key, value) cross join owner o order by g.key
  on conflict (ablation_id, run_id, key) do update set value = excluded.value)`;

const nameAt = (first: number) => `
named as (update mlflow_run r set run_name = $${first}::text from owner o where r.ablation_id = o.ablation_id and r.run_id = o.run_id)`;

function ownerWhere(guard: string): string {
  return `
owner as (select ablation_id, run_id, run, stage from mlflow_run where ablation_id = $1 and run_id = $2 and lifecycle = 'active'
  and run is not distinct from $3::text and stage is not distinct from $4::text${guard} for key share)`;
}

/** The statement for what is there to log, and its parameters: its text depends on the kinds alone. */
function statementFor(place: LogPlace, { points, params, tags, runName }: LogInput) {
  const values: (string | number | null)[] = [place.ablationId, place.runId, place.run, place.stage];
  const parts: string[] = [];
  const serial = points.filter(({ seriesId }) => seriesId !== null);
  if (points.length > 0) {
    values.push(
      arrayLiteral(points.map(({ key }) => key)),
      arrayLiteral(points.map(({ step }) => step)),
      arrayLiteral(points.map(({ atMs }) => atMs)),
      arrayLiteral(points.map(({ value }) => value)),
    );
    parts.push(POINTS);
  }
  if (serial.length > 0) {
    const ids = new Map(serial.map(({ key, seriesId }) => [key, seriesId]));
    values.push(arrayLiteral([...ids.keys()]), arrayLiteral([...ids.values()]));
    parts.push(SERIES);
  }
  const asked = params.length > 0 ? paramsAt(values.length + 1) : undefined;
  if (asked !== undefined) {
    values.push(arrayLiteral(params.map(({ key }) => key)), arrayLiteral(params.map(({ value }) => value)));
    parts.push(asked.after);
  }
  if (tags.length > 0) {
    parts.push(tagsAt(values.length + 1));
    values.push(arrayLiteral(tags.map(({ key }) => key)), arrayLiteral(tags.map(({ value }) => value)));
  }
  if (runName !== null) {
    parts.push(nameAt(values.length + 1));
    values.push(runName);
  }
  const owner = ownerWhere(asked === undefined ? "" : " and not exists (select from clash)");
  const counted =
    asked === undefined
      ? "0, 0, null, null"
      : "(select count(*)::integer from param), (select count(*)::integer from known), (select key from clash), (select value from clash)";
  return {
    text: `with ${asked?.before ?? ""}${[owner, ...parts].join(",")}\nselect (select count(*)::integer from owner), ${counted}`,
    values,
  };
}

/** Logs points, parameters and tags of a run in one round trip: all of it or nothing. Keys do not repeat in params and tags. */
export async function logToRun(session: Session, place: LogPlace, input: LogInput): Promise<LogOutcome> {
  const { text, values } = statementFor(place, input);
  const [row] = await session.again(text, values);
  const [owners, inserted, known, clash, stored] = row ?? [];
  if (typeof clash === "string") return { is: "clash", key: clash, stored: String(stored) };
  if (owners !== 1) return { is: "moved" };
  if (Number(inserted) + Number(known) < input.params.length) return { is: "again" };
  return { is: "logged" };
}
