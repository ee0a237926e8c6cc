import { HoldfastError } from "@holdfast/core";
import { and, asc, count, desc, eq, exists, type SQL } from "drizzle-orm";
import { isAnyOf } from "../driver/bulk.js";
import type { Session } from "../driver/driver.js";
import { mlflowExperiment, mlflowExperimentTag } from "../schema/mlflow-experiment.js";
import { compared, comparedText } from "./compare.js";
import type { MlflowExperiment } from "./mlflow-experiment.js";
import { noExperiment } from "./mlflow-faults.js";
import type { ExperimentQuery } from "./mlflow-query.js";
import type { MlflowPair } from "./mlflow-run.js";

type ExperimentRow = typeof mlflowExperiment.$inferSelect;

async function withTags(session: Session, rows: readonly ExperimentRow[]): Promise<MlflowExperiment[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ experimentId }) => experimentId);
  const tags = await session.db
    .select()
    .from(mlflowExperimentTag)
    .where(isAnyOf(mlflowExperimentTag.experimentId, ids))
    .orderBy(asc(mlflowExperimentTag.key));
  return rows.map((row) => ({
    ...row,
    tags: tags
      .filter(({ experimentId }) => experimentId === row.experimentId)
      .map(({ key, value }) => ({ key, value })),
  }));
}

async function one(session: Session, where: SQL, which: string): Promise<MlflowExperiment> {
  const rows = await session.db.select().from(mlflowExperiment).where(where);
  const [found] = await withTags(session, rows);
  if (found === undefined) throw noExperiment(which);
  return found;
}

/** @throws HoldfastError `not-found` */
export function experimentOf(session: Session, id: number): Promise<MlflowExperiment> {
  return one(session, eq(mlflowExperiment.experimentId, id), `id '${id}'`);
}

/** @throws HoldfastError `not-found` */
export function experimentNamed(session: Session, name: string): Promise<MlflowExperiment> {
  return one(session, eq(mlflowExperiment.name, name), `name '${name}'`);
}

function taken(name: string): HoldfastError {
  return new HoldfastError({
    code: "conflict",
    message: `Experiment(name=${name}) already exists.`,
    remedy: "Use it, or choose another name; a deleted experiment keeps its name and can be restored.",
  });
}

/** @throws HoldfastError `conflict` where the name is taken, also by a deleted experiment */
export async function createExperiment(
  session: Session,
  given: Pick<MlflowExperiment, "name" | "artifactLocation" | "tags">,
  atMs: number,
): Promise<number> {
  const { name, artifactLocation, tags } = given;
  const [row] = await session.db
    .insert(mlflowExperiment)
    .values({ name, artifactLocation, createdMs: atMs, updatedMs: atMs })
    .onConflictDoNothing()
    .returning({ id: mlflowExperiment.experimentId });
  if (row === undefined) throw taken(name);
  for (const tag of tags) await tagExperiment(session, row.id, tag);
  return row.id;
}

/** Sets a tag, or takes the tag of that key away. */
export async function tagExperiment(session: Session, experimentId: number, tag: MlflowPair): Promise<void> {
  await experimentOf(session, experimentId);
  await session.db
    .insert(mlflowExperimentTag)
    .values({ experimentId, ...tag })
    .onConflictDoUpdate({
      target: [mlflowExperimentTag.experimentId, mlflowExperimentTag.key],
      set: { value: tag.value },
    });
}

/** @throws HoldfastError `not-found` where there is no such tag */
export async function untagExperiment(session: Session, experimentId: number, key: string): Promise<void> {
  const gone = await session.db
    .delete(mlflowExperimentTag)
    .where(and(eq(mlflowExperimentTag.experimentId, experimentId), eq(mlflowExperimentTag.key, key)))
    .returning({ key: mlflowExperimentTag.key });
  if (gone.length === 0) throw noExperiment(`id '${experimentId}' and a tag '${key}'`);
}

/** Renames an experiment, deletes it or restores it. @throws HoldfastError `not-found`, `conflict` */
export async function changeExperiment(
  session: Session,
  experimentId: number,
  change: { readonly name?: string; readonly lifecycle?: "active" | "deleted" },
  atMs: number,
): Promise<void> {
  const before = await experimentOf(session, experimentId);
  if (change.name !== undefined && change.name !== before.name) {
    const [other] = await session.db
      .select({ n: count() })
      .from(mlflowExperiment)
      .where(eq(mlflowExperiment.name, change.name));
    if (other !== undefined && other.n > 0) throw taken(change.name);
  }
  await session.db
    .update(mlflowExperiment)
    .set({ ...change, updatedMs: atMs })
    .where(eq(mlflowExperiment.experimentId, experimentId));
}

const COLUMNS = {
  name: mlflowExperiment.name,
  experiment_id: mlflowExperiment.experimentId,
  created: mlflowExperiment.createdMs,
  updated: mlflowExperiment.updatedMs,
} as const;

/** One page of experiments, newest first where no order is given, and whether there are more. */
export async function searchExperiments(
  session: Session,
  query: ExperimentQuery,
): Promise<{ readonly experiments: readonly MlflowExperiment[]; readonly isMore: boolean }> {
  const conditions = query.conditions.map((condition) => {
    if (condition.on === "name") return comparedText(mlflowExperiment.name, condition.is);
    if (condition.on === "time") return compared(COLUMNS[condition.key], condition.op, condition.value);
    return exists(
      session.db
        .select({ key: mlflowExperimentTag.key })
        .from(mlflowExperimentTag)
        .where(
          and(
            eq(mlflowExperimentTag.experimentId, mlflowExperiment.experimentId),
            eq(mlflowExperimentTag.key, condition.key),
            comparedText(mlflowExperimentTag.value, condition.is),
          ),
        ),
    );
  });
  const order = query.order.map(({ by, descending }) => (descending ? desc : asc)(COLUMNS[by]));
  const rows = await session.db
    .select()
    .from(mlflowExperiment)
    .where(
      and(
        ...conditions,
        query.lifecycle === "all" ? undefined : eq(mlflowExperiment.lifecycle, query.lifecycle),
      ),
    )
    .orderBy(...order, desc(mlflowExperiment.createdMs), desc(mlflowExperiment.experimentId))
    .limit(query.limit + 1)
    .offset(query.offset);
  return {
    experiments: await withTags(session, rows.slice(0, query.limit)),
    isMore: rows.length > query.limit,
  };
}
