import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openStore } from "../open-store.js";
import type { Store } from "../store.js";
import { registered, seeded } from "../testing/study.js";
import { createTestDatabase, skipReason, type TestDatabase, testServer } from "../testing/test-database.js";

const server = testServer(process.env);
const reason = skipReason(process.env);
const WRITERS = 6;
const EACH = 40;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe.skipIf(server === undefined)(
  `numbers over concurrent transactions${reason === undefined ? "" : ` (${reason})`}`,
  () => {
    let database: TestDatabase | undefined;
    let stores: Store[] = [];
    beforeAll(async () => {
      database = await createTestDatabase(server ?? "", "events");
      const { url } = database;
      stores = [await openStore(url), await openStore(url), await openStore(url)];
    }, 60_000);
    afterAll(async () => {
      for (const store of stores) await store.close();
      await database?.drop();
    });

    /** Writes an event and holds its transaction open for a while, as an archive that is restored does. */
    async function write(sql: postgres.Sql, detail: string, holdMs: number): Promise<void> {
      await sql.begin(async (open) => {
        await open`insert into event (at, kind, actor, detail, about) values (now(), 'recorded', 'w', ${detail}, '{}')`;
        await pause(holdMs);
      });
    }

    test("a reader who resumes after what it saw gets everything once, in order; by row id it would not", async () => {
      const [first, ...others] = stores;
      if (first === undefined || database === undefined) throw new Error("the stores are open");
      const sql = postgres(database.url, { max: WRITERS + 1 });
      const random = seeded(5);
      let writing = true;
      const writers = Array.from({ length: WRITERS }, async (_, writer) => {
        for (let index = 0; index < EACH; index += 1)
          await write(sql, `${writer}-${index}`, random() < 0.1 ? 60 + random() * 100 : random() * 4);
      });
      const recorder = (async () => {
        const { record } = await registered(first, "beside");
        for (let step = 0; step < EACH; step += 1) await record({ step, point: step });
      })();
      const numberers = stores.map(async (store) => {
        while (writing) {
          await store.numberEvents(new Date());
          await pause(random() * 5);
        }
      });
      const readers = others.map(async (store, index) => {
        const seen: { number: number; detail: string }[] = [];
        let after = 0;
        for (let more = true; more; ) {
          more = writing;
          const page = await store.events({ after, limit: 7 + index });
          seen.push(...page.events);
          more ||= page.through > after;
          after = page.through;
          await pause(random() * 3);
        }
        return seen;
      });
      const naive = (async () => {
        const seen = new Set<string>();
        let after = 0;
        while (writing) {
          const rows = await sql<{ event_id: string; detail: string }[]>`
            select event_id, detail from event where event_id > ${after} order by event_id`;
          for (const { event_id, detail } of rows) {
            seen.add(detail);
            after = Number(event_id);
          }
          await pause(2);
        }
        return seen;
      })();
      await Promise.all([...writers, recorder]);
      while ((await first.numberEvents(new Date())) > 0) await pause(5);
      await pause(30);
      writing = false;
      await Promise.all(numberers);
      const written = Array.from({ length: WRITERS }, (_, writer) =>
        Array.from({ length: EACH }, (_, index) => `${writer}-${index}`),
      ).flat();
      for (const seen of await Promise.all(readers)) {
        const numbers = seen.map(({ number }) => number);
        expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
        expect(numbers).toHaveLength(WRITERS * EACH + EACH + 1);
        const details = seen.map(({ detail }) => detail).filter((detail) => /^\d+-\d+$/.test(detail));
        expect(details.sort()).toEqual(written.sort());
      }
      expect((await naive).size).toBeLessThan(WRITERS * EACH + EACH + 1);
      await sql.end();
    }, 60_000);
  },
);
