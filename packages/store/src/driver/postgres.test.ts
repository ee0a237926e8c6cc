import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findMigrations } from "../migrations-folder.js";
import { causeCode } from "../pg-errors.js";
import { createTestDatabase, skipReason, type TestDatabase, testServer } from "../testing/test-database.js";
import { encodePages } from "./binary-copy.js";
import type { Driver } from "./driver.js";
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
      opened = await openPostgres(database.url, "test", { connections: 3, connectTimeout: 5 });
      await opened.migrate(findMigrations().folder);
    });
    afterAll(async () => {
      await opened?.close();
      await database?.drop();
    });

    test("a copy that the server refuses at its end rejects, and the transaction rolls back", async () => {
      const orphan = {
        ...{ ablationId: 1, outcomeId: "00000000-0000-8000-8000-000000000000", page: 0, epochs: 1 },
        ...{ state: Uint8Array.of(1), score: Float64Array.of(1) },
      };
      const copied = driver().transaction((session) =>
        session.copyIn("outcome_page (ablation_id, outcome_id, page, epochs, score)", encodePages([orphan])),
      );
      await expect(copied).rejects.toThrow();
      expect(await driver().query("select count(*)::integer from outcome_page")).toEqual([[0]]);
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

    test("a transaction whose connection is lost sends nothing more, and the driver goes on", async () => {
      const lost = driver().transaction(async (session) => {
        const [row] = await session.query("select pg_backend_pid()");
        await driver().query("select pg_terminate_backend($1::text::integer)", [String(row?.[0])]);
        await new Promise((resolve) => setTimeout(resolve, 100));
        await session.query("select 1");
      });
      const error: unknown = await lost.catch((caught: unknown) => caught);
      expect(["57P01", "CONNECTION_CLOSED"]).toContain(causeCode(error));
      expect(await driver().query("select 2")).toEqual([[2]]);
    });
  },
);
