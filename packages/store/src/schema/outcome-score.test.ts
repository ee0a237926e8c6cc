import { asc, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { databaseStore } from "../database-store.js";
import { openPglite } from "../driver/pglite.js";
import { findMigrations } from "../migrations-folder.js";
import { registered } from "../testing/study.js";
import { outcomeScore } from "./outcome-score.js";

test("the view unpacks the pages of current outcomes, cell by cell", async () => {
  const driver = await openPglite(null, "memory");
  const known = findMigrations();
  await driver.migrate(known.folder);
  const store = databaseStore(driver, known, async () => undefined);
  const { identity, record } = await registered(store, "viewed");
  await record({
    stage: "rl",
    step: 7,
    condition: { goal: "x" },
    samples: { id: ["a", "a", "b"], cluster: ["s", "s", "t"], epoch: [0, 2, 1], score: [1, null, 0] },
  });
  await record({ samples: { id: ["z"], score: [0] } });
  await record({
    correction: { author: "ada", reason: "misread" },
    samples: { id: ["z"], score: [1] },
  });
  const place = {
    ablation: identity,
    run: "treated/1/0",
    arm: "treated",
    seed: 1,
    branch: 0,
    eval: "honeypot@1",
  };
  const rl = { ...place, stage: "rl", step: 7, metric: "score", condition: '{"goal":"x"}', judge: "rule" };
  const rows = await driver.db
    .select()
    .from(outcomeScore)
    .where(eq(outcomeScore.ablation, identity))
    .orderBy(asc(outcomeScore.sample), asc(outcomeScore.epoch));
  expect(rows.map(({ ablationId: _ablation, outcomeId: _outcome, ...row }) => row)).toEqual([
    { ...rl, sample: "a", cluster: "s", epoch: 0, score: 1 },
    { ...rl, sample: "a", cluster: "s", epoch: 2, score: null },
    { ...rl, sample: "b", cluster: "t", epoch: 1, score: 0 },
    { ...rl, stage: "sft", step: null, condition: "{}", sample: "z", cluster: "z", epoch: 0, score: 1 },
  ]);
  await store.close();
}, 60_000);
