import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { databaseStore } from "../database-store.js";
import type { Driver, Session } from "../driver/driver.js";
import { openPglite } from "../driver/pglite.js";
import { queryBuilder } from "../driver/query-builder.js";
import { findMigrations } from "../migrations-folder.js";
import type { Store } from "../store.js";
import { ACTOR, registered } from "../testing/study.js";
import type { RunQuery } from "./mlflow-query.js";

const NOTHING = { metrics: [], params: [], tags: [] };
const point = (key: string, step: number) => ({ key, step, atMs: step, value: step / 10 });
const SEARCH: RunQuery = {
  experimentIds: [0],
  conditions: [{ on: "metric", key: "loss", op: ">", value: 0 }],
  order: [{ on: "metric", key: "loss", descending: true }],
  lifecycle: "active",
  within: null,
  offset: 0,
  limit: 100,
};

describe("what a training does all the time is one round trip to the database", () => {
  let driver: Driver;
  let store: Store;
  let trips = 0;

  const counted = (session: Session): Session => {
    const query: Session["query"] = (text, parameters) => {
      trips += 1;
      return session.query(text, parameters);
    };
    const again: Session["again"] = (text, parameters) => {
      trips += 1;
      return session.again(text, parameters);
    };
    return { ...session, query, again, db: queryBuilder(query) };
  };
  const tripsOf = async (work: () => Promise<unknown>) => {
    const before = trips;
    await work();
    return trips - before;
  };

  beforeAll(async () => {
    driver = await openPglite(null, "memory");
    const known = findMigrations();
    await driver.migrate(known.folder);
    const counting: Driver = {
      ...driver,
      ...counted(driver),
      transaction(work, options) {
        // its begin and its commit
        trips += 2;
        return driver.transaction((session) => work(counted(session)), options);
      },
    };
    store = databaseStore(counting, known, () => Promise.resolve());
  }, 120_000);
  afterAll(() => driver.close());

  test("for unbound runs and bound ones, whatever a call holds", async () => {
    const { identity } = await registered(store, "trips");
    const nobody = { callerId: null, parent: null, recipe: null, environment: null };
    const given = { experimentId: 0, runName: "a", userId: "ada", startMs: 1, tags: [] };
    const training = { arm: "treated", seed: 0, branch: 0, ...nobody };
    const bound = { identity, run: training, stage: "rl" };
    for (const [runId, binding] of [
      ["unbound", null],
      ["bound", bound],
    ] as const) {
      await store.mlflow.createRun({ ...given, runId }, binding, ACTOR);
      const log = (what: Partial<typeof whole>) => store.mlflow.log(runId, { ...NOTHING, ...what }, ACTOR);
      const many = Array.from({ length: 200 }, (_, key) => point(`k${key}`, 2));
      const whole = {
        metrics: [...many, point("loss", 2)],
        params: [{ key: "lr", value: "1" }],
        tags: [{ key: "note", value: "x" }],
      };
      // the first call asks where the run is
      await log({ metrics: [point("loss", 1)] });
      expect(await tripsOf(() => log({ metrics: [point("loss", 1)] }))).toBe(1);
      expect(await tripsOf(() => log({ params: [{ key: "lr", value: "1" }] }))).toBe(1);
      expect(await tripsOf(() => log(whole))).toBe(1);
      expect(await tripsOf(() => store.mlflow.run(runId))).toBe(1);
      expect(await store.mlflow.run(runId)).toMatchObject({ runId, params: whole.params });
    }
    expect(await tripsOf(() => store.mlflow.searchRuns(SEARCH))).toBe(1);
    const { runs } = await store.mlflow.searchRuns(SEARCH);
    expect(runs.map(({ runId, metrics }) => [runId, metrics.length])).toEqual([
      ["bound", 201],
      ["unbound", 201],
    ]);
  });
});
