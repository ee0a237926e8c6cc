import { createClient, type HoldfastClient } from "@holdfast/api/client";
import { type Local, openLocal } from "@holdfast/api/local";
import { type Ablation, ablationIdentity, type OutcomeLineInput } from "@holdfast/core";
import { createTestDatabase, skipReason, study, testServer } from "@holdfast/store/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const line = (about: Partial<OutcomeLineInput> = {}): OutcomeLineInput => ({
  ...{ arm: "treated", seed: 1, stage: "rl", step: 0, eval: "honeypot@1" },
  ...about,
});

/** One cell of an outcome. */
const cell = (score: number, sample = "p0", about: Partial<OutcomeLineInput> = {}) =>
  line({ samples: { id: [sample], score: [score] }, ...about });

function gatherContract(open: () => Promise<string>): void {
  let [local, other]: Local[] = [];
  const opened = () => {
    if (local === undefined || other === undefined) throw new Error("the database did not open");
    return { local, other };
  };
  /** A client of the first server, under a name of its own. */
  const as = (actor: string, of = opened().local): HoldfastClient =>
    createClient("http://holdfast.local", {
      actor,
      fetch: async (input, init) => of.fetch(new Request(input, init)),
    });
  const registered = async (name: string): Promise<{ identity: string; ablation: Ablation }> => {
    const ablation = study(name);
    await opened().local.client.register(ablation);
    return { identity: ablationIdentity(ablation), ablation };
  };
  beforeAll(async () => {
    const target = await open();
    const options = { actor: "tester", now: () => new Date() };
    local = await openLocal(target, options);
    // an embedded database is open once
    other = target.startsWith("postgres") ? await openLocal(target, options) : local;
  });
  afterAll(async () => {
    if (other !== local) await other?.close();
    await local?.close();
  });

  it("gives each request its own receipt, actor, line of the audit trail and event", async () => {
    const { identity } = await registered("each");
    const receipts = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        as(`recorder ${index}`).recordLines(identity, [cell(index % 2, `p${index}`, { seed: index >> 2 })]),
      ),
    );
    expect(receipts.map(({ added, outcomes }) => [added, outcomes])).toEqual(receipts.map(() => [1, 1]));
    const { entries } = await opened().local.client.audit({ identity, limit: 100 });
    const noted = entries.filter(({ action }) => action === "record");
    expect(noted.map(({ actor }) => actor).sort()).toEqual(
      Array.from({ length: 12 }, (_, index) => `recorder ${index}`).sort(),
    );
    expect(new Set(noted.map(({ detail }) => detail))).toEqual(
      new Set(["1 outcomes: 1 added, 0 recognised, 0 corrected"]),
    );
  });

  it("recognises what two requests of one transaction have in common, and counts it once", async () => {
    const { identity } = await registered("twice");
    const receipts = await Promise.all(
      Array.from({ length: 9 }, () => as("recorder").recordLines(identity, [cell(1), cell(0, "p1")])),
    );
    expect(receipts.reduce((sum, { added }) => sum + added, 0)).toBe(2);
    expect(receipts.reduce((sum, { recognised }) => sum + recognised, 0)).toBe(16);
    const points = await Promise.all(
      Array.from({ length: 9 }, (_, index) =>
        as("recorder").recordMetrics(identity, [
          { arm: "treated", seed: 1, stage: "rl", key: "loss", step: index >> 2, value: 0.5 },
          { arm: "treated", seed: 1, stage: "rl", key: "loss", step: index >> 2, value: 0.5 },
        ]),
      ),
    );
    expect(points.reduce((sum, { added }) => sum + added, 0)).toBe(3);
    expect(
      points.every(({ points: sent, added, recognised }) => sent === 2 && added + recognised === 2),
    ).toBe(true);
    const { series } = await opened().local.client.metricKeys(identity);
    expect(series).toMatchObject([{ points: 3, firstStep: 0, latest: { step: 2 } }]);
  });

  it("lets a request that is refused fail alone, with its own place, and keeps its neighbours", async () => {
    const { identity } = await registered("isolated");
    await as("first").recordLines(identity, [cell(0)]);
    const lines = Array.from({ length: 10 }, (_, index) =>
      index % 4 === 3 ? [cell(0, "q"), cell(1)] : [cell(1, `p${index + 1}`)],
    );
    const settled = await Promise.allSettled(lines.map((some) => as("recorder").recordLines(identity, some)));
    settled.forEach((one, index) => {
      if (index % 4 !== 3) expect(one).toMatchObject({ status: "fulfilled", value: { added: 1 } });
      else
        expect(one).toMatchObject({
          status: "rejected",
          reason: { code: "conflict", place: { key: "lines[1].samples.score[0]" } },
        });
    });
    const { outcomes } = await opened().local.client.outcomes(identity);
    expect(outcomes).toMatchObject([{ value: { scored: 9 } }]);

    const point = { arm: "treated", seed: 1, stage: "rl", key: "loss", value: 1 };
    await as("first").recordMetrics(identity, [{ ...point, run: "w1", step: 0 }]);
    const measured = await Promise.allSettled(
      Array.from({ length: 8 }, (_, step) =>
        as("recorder").recordMetrics(identity, [
          { ...point, step: step + 1 },
          ...(step === 5 ? [{ ...point, run: "w2", step: 50 }] : []),
        ]),
      ),
    );
    expect(measured.map(({ status }) => status)).toEqual(
      measured.map((_, index) => (index === 5 ? "rejected" : "fulfilled")),
    );
    expect(measured[5]).toMatchObject({ reason: { code: "conflict", place: { key: "metrics[1].run" } } });
    expect((await opened().local.client.metrics(identity)).metrics).toHaveLength(8);
  });

  it("checks against the ablation as another server has amended it, and as it was registered anew", async () => {
    const { identity, ablation } = await registered("amended");
    const recorder = as("recorder");
    await recorder.recordLines(identity, [cell(1)]);
    const arms = [...ablation.arms, { name: "late" }];
    const late = { arm: "late", seed: 1, stage: "rl" };
    await expect(recorder.recordLines(identity, [cell(1, "p0", late)])).rejects.toMatchObject({
      code: "unknown-name",
    });
    await as("author", opened().other).amend(identity, study("amended", { arms }), {
      author: "ada",
      reason: "one more arm",
    });
    const both = await Promise.all([
      recorder.recordLines(identity, [cell(1, "p0", late)]),
      recorder.recordMetrics(identity, [{ ...late, key: "loss", step: 1, value: 1 }]),
    ]);
    expect(both).toMatchObject([{ added: 1 }, { added: 1 }]);
    // back to two arms: what was checked against three must not be kept
    const next = study("shrunk", { arms });
    await as("author").register(next);
    await recorder.recordLines("shrunk@1", [cell(1)]);
    await as("author", opened().other).amend("shrunk@1", study("shrunk"), {
      author: "ada",
      reason: "not that arm",
    });
    await expect(recorder.recordLines("shrunk@1", [cell(1, "p0", late)])).rejects.toMatchObject({
      code: "unknown-name",
      place: { key: "lines[0].arm" },
    });
    await as("author", opened().other).remove(identity);
    await expect(recorder.recordLines(identity, [cell(1)])).rejects.toMatchObject({ code: "not-found" });
  });

  it("records a correction that comes among other requests, by itself", async () => {
    const { identity } = await registered("corrected");
    await as("first").recordLines(identity, [cell(0)]);
    const correction = { author: "ada", reason: "judged again" };
    const receipts = await Promise.all([
      ...[1, 2, 3].map((index) => as("recorder").recordLines(identity, [cell(1, `p${index}`, { step: 7 })])),
      as("ada").recordLines(identity, [cell(1, "p0", { correction })]),
    ]);
    expect(receipts.map(({ added, corrected }) => [added, corrected])).toEqual([
      [1, 0],
      [1, 0],
      [1, 0],
      [0, 1],
    ]);
  });
}

describe("gathered writes on the embedded engine", () => gatherContract(async () => "memory://"));

const server = testServer(process.env);
const reason = skipReason(process.env);
describe.skipIf(server === undefined)(
  `gathered writes on PostgreSQL${reason === undefined ? "" : ` (${reason})`}`,
  () => {
    let drop = async () => {};
    afterAll(() => drop());
    gatherContract(async () => {
      const made = await createTestDatabase(server ?? "", "gather");
      drop = made.drop;
      return made.url;
    });
  },
);
