import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findMigrations } from "../migrations-folder.js";
import { causeCode } from "../pg-errors.js";
import { createTestDatabase, skipReason, type TestDatabase, testServer } from "../testing/test-database.js";
import { encodePages } from "./binary-copy.js";
import type { Driver, TransactionOptions } from "./driver.js";
import { growingStatistics } from "./growing-statistics.js";
import { openPostgres } from "./postgres.js";

const server = testServer(process.env);
const reason = skipReason(process.env);

describe.skipIf(server === undefined)(
  `the driver of a server${reason === undefined ? "" : ` (${reason})`}`,
  () => {
    let database: TestDatabase | undefined;
    let opened: Driver | undefined;
    const driver = () => {
      if (opened === undefined) throw new Error("the server did not open");
      return opened;
    };
    beforeAll(async () => {
      database = await createTestDatabase(server ?? "", "driver");
      opened = await openPostgres(database.url, "test", {
        ...{ connections: 3, connectTimeout: 5 },
        ...{ statementTimeout: 1, lockTimeout: 0.5, idleTransactionTimeout: 1 },
      });
      await opened.migrate(findMigrations().folder);
    });
    afterAll(async () => {
      await opened?.close();
      await database?.drop();
    });

    const codeOf = (work: Promise<unknown>) =>
      work.then(
        () => "nothing",
        (error: unknown) => causeCode(error),
      );

    test("a copy that the server refuses at its end rejects, and the transaction rolls back", async () => {
      const orphan = {
        ...{ ablationId: 1, outcomeId: "00000000-0000-8000-8000-000000000000", page: 0, epochs: 1 },
        ...{ state: Uint8Array.of(1), score: Float64Array.of(1) },
      };
      const copied = driver().transaction((session) =>
        session.copyIn("outcome_page (ablation_id, outcome_id, page, epochs, score)", encodePages([orphan])),
      );
      expect(await codeOf(copied)).toBe("23503");
      expect(await driver().query("select count(*)::integer from outcome_page")).toEqual([[0]]);
    });

    test("who writes has plans for any ablation, and who reads one for the ablation that is asked for", async () => {
      const mode = (options?: TransactionOptions) =>
        driver().transaction((session) => session.query("show plan_cache_mode"), options);
      expect(await mode()).toEqual([["force_generic_plan"]]);
      expect(await mode({ mode: "snapshot" })).toEqual([["auto"]]);
    });

    test("a planner that saw the tables empty is told as they grow", async () => {
      const told = async () => {
        const [row] = await driver().query(
          "select last_analyze is not null from pg_stat_all_tables where relid = 'outcome'::regclass",
        );
        return row?.[0];
      };
      const grown = growingStatistics(driver());
      await grown(199);
      expect(await told()).toBe(false);
      await grown(1);
      await expect.poll(told, { timeout: 10_000 }).toBe(true);
    });

    test("a copy that is not one is refused", async () => {
      const copied = driver().transaction((session) =>
        session.copyIn(
          "outcome_page (ablation_id, outcome_id, page, epochs, score)",
          Buffer.alloc(100_000, "x"),
        ),
      );
      await expect(copied).rejects.toThrow();
    });

    test("large results come out whole, one after the other, on few connections", async () => {
      for (let round = 0; round < 12; round += 1) {
        let bytes = 0;
        const query = `select repeat('x', 1000) from generate_series(1, ${round * 97 + 1})`;
        for await (const chunk of driver().copyOut(query)) bytes += chunk.length;
        expect(bytes).toBe(19 + (round * 97 + 1) * 1006 + 2);
      }
      expect(await driver().query("select 1")).toEqual([[1]]);
    });

    test("a statement that takes too long is broken off, and one that may take long is not", async () => {
      const slow = "select pg_sleep(1.3)";
      expect(await codeOf(driver().query(slow))).toBe("57014");
      expect(await codeOf(driver().transaction((session) => session.query(slow)))).toBe("57014");
      const long = { isLong: true } as const;
      expect(await codeOf(driver().transaction((session) => session.query(slow), long))).toBe("nothing");
      expect(await codeOf(driver().query(slow))).toBe("57014");
    });

    test("what waits too long for another writer is broken off, and the other one goes on", async () => {
      const lock = "select pg_advisory_xact_lock(7)";
      await driver().transaction(async (session) => {
        await session.query(lock);
        expect(await codeOf(driver().transaction((other) => other.query(lock)))).toBe("55P03");
        expect(await session.query("select 1")).toEqual([[1]]);
      });
    });

    test("a transaction that is left open is ended, and one that may take long is not", async () => {
      const idle = (options: { readonly isLong?: boolean }) =>
        driver().transaction(async (session) => {
          await session.query("select 1");
          await new Promise((resolve) => setTimeout(resolve, 1500));
          await session.query("select 1");
        }, options);
      expect(["25P03", "CONNECTION_CLOSED"]).toContain(await codeOf(idle({})));
      expect(await codeOf(idle({ isLong: true }))).toBe("nothing");
      expect(await driver().query("select 2")).toEqual([[2]]);
    });

    test("a server that is away for long takes no connection out of the pool", async () => {
      const closed = await openPostgres("postgres://postgres@127.0.0.1:9/none", "away", {
        ...{ connections: 2, connectTimeout: 5 },
        ...{ statementTimeout: 1, lockTimeout: 0.5, idleTransactionTimeout: 1 },
      });
      for (let attempt = 0; attempt < 6; attempt += 1) {
        expect(await codeOf(closed.query("select 1"))).toBe("ECONNREFUSED");
        expect(await codeOf(closed.transaction((session) => session.query("select 1")))).toBe("ECONNREFUSED");
      }
      await closed.close();
    });

    test("a transaction whose connection is lost sends nothing more, and the driver goes on", async () => {
      const before = driver().connectionsClosed();
      const lost = driver().transaction(async (session) => {
        const [row] = await session.query("select pg_backend_pid()");
        await driver().query("select pg_terminate_backend($1::text::integer)", [String(row?.[0])]);
        await new Promise((resolve) => setTimeout(resolve, 100));
        await session.query("select 1");
      });
      const error: unknown = await lost.catch((caught: unknown) => caught);
      expect(["57P01", "CONNECTION_CLOSED"]).toContain(causeCode(error));
      expect(await driver().query("select 2")).toEqual([[2]]);
      expect(driver().connectionsClosed()).toBeGreaterThan(before);
    });
  },
);
