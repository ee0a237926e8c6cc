import { afterAll, beforeAll, expect, test } from "vitest";
import { databaseStore } from "../database-store.js";
import type { Driver } from "../driver/driver.js";
import { openPglite } from "../driver/pglite.js";
import { findMigrations } from "../migrations-folder.js";
import type { Store } from "../store.js";
import { ACTOR, registered } from "../testing/study.js";

let driver: Driver;
let store: Store;

beforeAll(async () => {
  driver = await openPglite(null, "memory");
  const known = findMigrations();
  await driver.migrate(known.folder);
  store = databaseStore(driver, known, () => Promise.resolve());
}, 120_000);
afterAll(() => driver.close());

test("a server that took over and lacks the last batches numbers their samples anew", async () => {
  const { identity, record } = await registered(store, "rewound");
  await record({ samples: { id: ["a"], score: [1] } });
  const second = { seed: 2, samples: { id: ["a", "b", "c"], score: [0, 1, 0] } };
  await record(second);
  // from here on this process knows the numbers of all three
  expect(await record(second)).toMatchObject({ recognised: 3 });
  await driver.query(
    `delete from outcome_page p using outcome o join checkpoint c using (ablation_id, checkpoint_id)
     where p.outcome_id = o.outcome_id and c.run like '%/2/0'`,
  );
  await driver.query(
    "delete from outcome o using checkpoint c where o.checkpoint_id = c.checkpoint_id and c.run like '%/2/0'",
  );
  await driver.query("delete from sample where sample_no > 0");
  await driver.query("update eval set sample_count = 1 where sample_count > 1");
  await record({ seed: 3, samples: { id: ["c", "a"], score: [1, 0] } });
  expect(await record(second)).toMatchObject({ added: 3 });
  const { outcomes, samples } = await store.evidence(identity);
  expect(samples["honeypot@1"]?.sample).toEqual(["a", "b", "c"]);
  const absent = Number.NaN;
  expect(outcomes.map(({ evidence }) => evidence.level === "samples" && [...evidence.score])).toEqual([
    [1, absent, absent],
    [0, 1, 0],
    [0, absent, 1],
  ]);
});

test("an ablation that was deleted and registered again is recorded under its new key", async () => {
  const { identity, record } = await registered(store, "again");
  await record({ samples: { id: ["a", "b"], score: [1, 0] } });
  await record({ seed: 2, samples: { id: ["a", "b"], score: [1, 0] } });
  await store.delete(identity, ACTOR);
  await expect(record({ samples: { id: ["b"], score: [1] } })).rejects.toMatchObject({ code: "not-found" });
  await registered(store, "again");
  expect(await record({ samples: { id: ["b", "c"], score: [1, 0] } })).toMatchObject({ added: 2 });
  const { outcomes, samples } = await store.evidence(identity);
  expect(samples["honeypot@1"]?.sample).toEqual(["b", "c"]);
  expect(outcomes.map(({ evidence }) => evidence.level === "samples" && [...evidence.score])).toEqual([
    [1, 0],
  ]);
});
