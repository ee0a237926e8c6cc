import { and, asc, desc, eq, exists, inArray, not, or, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { ablationNamed } from "../ablation/stored-ablation.js";
import type { Session } from "../driver/driver.js";
import { findMlflowRuns } from "../driver/mlflow-rows.js";
import { mlflowLatest } from "../schema/mlflow-metric.js";
import { mlflowInput, mlflowParam, mlflowRun, mlflowTag } from "../schema/mlflow-run.js";
import { compared, comparedText } from "./compare.js";
import { INBOX_ID } from "./inbox.js";
import type { RunCondition, RunOrder, RunQuery } from "./mlflow-query.js";
import type { MlflowRun } from "./mlflow-run.js";
import { runOfRow } from "./run-row.js";

const ATTRIBUTES = {
  run_id: mlflowRun.runId,
  run_name: mlflowRun.runName,
  status: mlflowRun.status,
  user_id: mlflowRun.userId,
  artifact_uri: mlflowRun.artifactUri,
  start_time: mlflowRun.startMs,
  end_time: mlflowRun.endMs,
  experiment_id: mlflowRun.experimentId,
} as const;

const TEXTS = { param: mlflowParam, tag: mlflowTag } as const;

interface OfRun {
  readonly ablationId: AnyPgColumn;
  readonly runId: AnyPgColumn;
}

function ofRun(table: OfRun, ...more: (SQL | undefined)[]): SQL | undefined {
  return and(eq(table.ablationId, mlflowRun.ablationId), eq(table.runId, mlflowRun.runId), ...more);
}

function conditionSql({ db }: Session, condition: RunCondition): SQL {
  switch (condition.on) {
    case "metric": {
      const { key, op, value } = condition;
      // PostgreSQL sorts NaN above every number; here it is not comparable
      const isNumber = op === "!=" ? undefined : sql`${mlflowLatest.value} <> 'NaN'`;
      const at = compared(mlflowLatest.value, op, value);
      const where = ofRun(mlflowLatest, eq(mlflowLatest.key, key), at, isNumber);
      return exists(db.select({ key: mlflowLatest.key }).from(mlflowLatest).where(where));
    }
    case "param":
    case "tag": {
      const table = TEXTS[condition.on];
      const { is } = condition;
      const value = "value" in is || "values" in is ? comparedText(table.value, is) : undefined;
      const where = ofRun(table, eq(table.key, condition.key), value);
      const found = exists(db.select({ key: table.key }).from(table).where(where));
      return is.op === "IS NULL" ? not(found) : found;
    }
    case "dataset": {
      const where =
        condition.key === "context"
          ? sql`exists (select from jsonb_to_recordset(${mlflowInput.tags}) as t(key text, value text)
              where t.key = 'mlflow.data.context' and ${comparedText(sql`t.value`, condition.is)})`
          : comparedText(mlflowInput[condition.key], condition.is);
      return exists(db.select({ name: mlflowInput.name }).from(mlflowInput).where(ofRun(mlflowInput, where)));
    }
    case "time":
      return compared(ATTRIBUTES[condition.key], condition.op, condition.value);
    case "text":
      return comparedText(ATTRIBUTES[condition.key], condition.is);
  }
}

/** What an order looks at: the value, and before it whether there is one, so that none comes last both ways. */
function orderSql(session: Session, order: RunOrder): SQL[] {
  const direction = order.descending ? desc : asc;
  if (order.on === "attribute") {
    const column = ATTRIBUTES[order.key];
    return order.key === "end_time" ? [sql`${column} is null`, direction(column)] : [direction(column)];
  }
  if (order.on === "metric") {
    const value = session.db
      .select({ value: mlflowLatest.value })
      .from(mlflowLatest)
      .where(ofRun(mlflowLatest, eq(mlflowLatest.key, order.key)))
      .limit(1);
    const rank = sql`case when (${value}) is null then 2 when (${value}) = 'NaN' then 1 else 0 end`;
    return [rank, direction(sql`(${value})`)];
  }
  const table = TEXTS[order.on];
  const value = session.db
    .select({ value: table.value })
    .from(table)
    .where(ofRun(table, eq(table.key, order.key)))
    .limit(1);
  return [sql`(${value}) is null`, direction(sql`(${value})`)];
}

/** One page of runs with what belongs to them, newest first where no order decides, and whether there are more. */
export async function searchRuns(
  session: Session,
  query: RunQuery,
): Promise<{ readonly runs: readonly MlflowRun[]; readonly isMore: boolean }> {
  if (query.experimentIds.length === 0) return { runs: [], isMore: false };
  const own = query.within === null ? undefined : (await ablationNamed(session, query.within)).ablationId;
  const places = session.db
    .select({ ablationId: mlflowRun.ablationId, runId: mlflowRun.runId })
    .from(mlflowRun)
    .where(
      and(
        inArray(mlflowRun.experimentId, [...query.experimentIds]),
        query.lifecycle === "all" ? undefined : eq(mlflowRun.lifecycle, query.lifecycle),
        own === undefined ? undefined : or(eq(mlflowRun.ablationId, own), eq(mlflowRun.ablationId, INBOX_ID)),
        ...query.conditions.map((condition) => conditionSql(session, condition)),
      ),
    )
    .orderBy(
      ...query.order.flatMap((order) => orderSql(session, order)),
      desc(mlflowRun.startMs),
      asc(mlflowRun.runId),
    )
    .limit(query.limit + 1)
    .offset(query.offset);
  const rows = await findMlflowRuns(session, places.toSQL());
  const page = rows.slice(0, query.limit);
  return { runs: page.map((row) => runOfRow(row).run), isMore: rows.length > query.limit };
}
