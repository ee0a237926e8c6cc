import { OutcomeLineSchema, outcomesOf } from "@holdfast/core";
import { expect, test } from "vitest";
import { type MetricPlace, NO_TIME } from "../metrics/metric-place.js";
import type { MetricGiven } from "../metrics/record-metrics.js";
import type { Store } from "../store.js";
import { ACTOR, refusal, registered, seeded } from "./study.js";

/** A point of the treated arm, seed 1, during rl, unless it says otherwise. */
function point(about: Partial<MetricGiven> = {}): MetricGiven {
  const run = {
    ...{ arm: "treated", seed: 1, branch: 0, callerId: null },
    ...{ parent: null, recipe: null, environment: null },
  };
  return { run, stage: "rl", key: "loss", step: 0, atMs: NO_TIME, value: 0, ...about };
}

async function everyPage(store: Store, identity: string, limit: number, asked = {}) {
  const found: { key: string; run: string; step: number; value: unknown; at: string | null }[] = [];
  let after: MetricPlace | undefined;
  let pages = 0;
  do {
    const { metrics, next } = await store.metrics(identity, { limit, after, ...asked });
    expect(metrics.length).toBeLessThanOrEqual(limit);
    found.push(...metrics);
    after = next ?? undefined;
    pages += 1;
  } while (after !== undefined);
  return { found, pages };
}

/** Training metrics. */
export function metricContract(store: () => Store): void {
  test("points are recognised by their content, and a step may hold several", async () => {
    const { identity } = await registered(store(), "points");
    const send = (...points: MetricGiven[]) => store().recordMetrics(identity, points, ACTOR);
    const given = [
      point({ step: 1, value: 0.5 }),
      point({ step: 1, value: 0.25 }),
      point({ step: 2, atMs: 7 }),
    ];
    expect(await send(...given, point({ step: 1, value: 0.5 }))).toEqual({
      points: 4,
      added: 3,
      recognised: 1,
    });
    expect(await send(...given)).toEqual({ points: 3, added: 0, recognised: 3 });
    expect(await send(point({ step: 2, atMs: 8 }))).toMatchObject({ added: 1 });
    expect(await send()).toEqual({ points: 0, added: 0, recognised: 0 });
    const { metrics } = await store().metrics(identity, { limit: 10 });
    const place = { run: "treated/1/0", stage: "rl", key: "loss" };
    expect(metrics).toEqual([
      { ...place, step: 1, value: 0.25, at: null },
      { ...place, step: 1, value: 0.5, at: null },
      { ...place, step: 2, value: 0, at: "1970-01-01T00:00:00.007Z" },
      { ...place, step: 2, value: 0, at: "1970-01-01T00:00:00.008Z" },
    ]);
  });

  test("NaN and infinities are values, are recognised, and are the latest where they are", async () => {
    const { identity } = await registered(store(), "diverged");
    const values = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1];
    const points = values.map((value) => point({ value, step: 3 }));
    expect(await store().recordMetrics(identity, points, ACTOR)).toMatchObject({ added: 4 });
    expect(await store().recordMetrics(identity, points, ACTOR)).toMatchObject({ recognised: 4 });
    const { metrics } = await store().metrics(identity, { limit: 10 });
    expect(metrics.map(({ value }) => value)).toEqual(["-Infinity", 1, "Infinity", "NaN"]);
    const { series } = await store().metricSeries(identity, { limit: 10 });
    expect(series).toMatchObject([{ points: 4, latest: { step: 3, value: "NaN" } }]);
    const { found, pages } = await everyPage(store(), identity, 1);
    expect([found.map(({ value }) => value), pages]).toEqual([["-Infinity", 1, "Infinity", "NaN"], 4]);
  });

  test("the latest point of a series does not depend on the order of arrival", async () => {
    const { identity } = await registered(store(), "latest");
    const points = [9, 2, 30, -4, 30].map((step, index) => point({ step, value: index, atMs: 100 - index }));
    for (const one of points) await store().recordMetrics(identity, [one], ACTOR);
    expect((await store().metricSeries(identity, { limit: 5 })).series).toEqual([
      {
        ...{ run: "treated/1/0", stage: "rl", key: "loss", points: 5, firstStep: -4 },
        latest: { step: 30, value: 2, at: "1970-01-01T00:00:00.098Z" },
      },
    ]);
  });

  test("pages are whole whatever their size, under filters, and while others insert", async () => {
    const { identity } = await registered(store(), "paged");
    const random = seeded(17);
    const keys = ["a", "B", "a/b", "é", "<script>", "'; drop table metric; --", "%_", "key 7"];
    const points = keys.flatMap((key) =>
      ["treated", "control"].flatMap((arm) =>
        Array.from({ length: 30 }, (_, step) =>
          point({ key, run: { ...point().run, arm }, step, value: random(), atMs: step % 3 }),
        ),
      ),
    );
    const receipt = await store().recordMetrics(identity, points, ACTOR);
    expect(receipt).toMatchObject({ points: 480, added: 480 });
    const whole = (await store().metrics(identity, { limit: 1000 })).metrics;
    expect(whole).toHaveLength(480);
    for (const limit of [1, 7, 30, 479, 480]) {
      const { found, pages } = await everyPage(store(), identity, limit);
      expect(found).toEqual(whole);
      expect(pages).toBe(Math.ceil(480 / limit));
    }
    const asked = { key: "<script>", run: "control/1/0", fromStep: 10, toStep: 19 };
    const { found } = await everyPage(store(), identity, 3, asked);
    expect(found.map(({ step }) => step)).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
    expect((await everyPage(store(), identity, 3, { fromStep: 31 })).found).toEqual([]);
    expect((await everyPage(store(), identity, 9, { stage: "sft" })).found).toEqual([]);

    const first = await store().metrics(identity, { limit: 100 });
    await store().recordMetrics(
      identity,
      [point({ key: "0", step: -1 }), point({ key: "zz", step: 1 })],
      ACTOR,
    );
    const rest = await store().metrics(identity, { limit: 1000, after: first.next ?? undefined });
    const names = [...first.metrics, ...rest.metrics].map(({ key, step }) => `${key} ${step}`);
    const added = ["0 -1", "zz 1"];
    expect(names.filter((name) => !added.includes(name))).toEqual(
      whole.map(({ key, step }) => `${key} ${step}`),
    );
    expect(names).toEqual(expect.arrayContaining(added));
    const byFour = [];
    for (let after: { run: string; stage: string; key: string } | undefined, turn = 0; turn < 9; turn += 1) {
      const page = await store().metricSeries(identity, { limit: 4, after });
      byFour.push(...page.series);
      after = page.next ?? undefined;
      if (after === undefined) break;
    }
    expect(byFour).toEqual((await store().metricSeries(identity, { limit: 100 })).series);
    expect(byFour).toHaveLength(18);
  });

  test("another id for the run is a conflict that names the point, and nothing is kept", async () => {
    const { identity, record } = await registered(store(), "metric-conflict");
    await record({ run: "w1", point: 0.5 });
    const other = { ...point().run, callerId: "w2" };
    const points = [point({ step: 1 }), point({ step: 2, run: other })];
    expect(await refusal(store().recordMetrics(identity, points, ACTOR))).toMatchObject({
      code: "conflict",
      key: "[1].run",
    });
    expect((await store().metrics(identity, { limit: 9 })).metrics).toEqual([]);
  });

  test("writers of the same points at the same time lose and double nothing", async () => {
    const { identity } = await registered(store(), "metric-writers");
    const points = Array.from({ length: 600 }, (_, index) =>
      point({ key: `k${index % 5}`, step: Math.floor(index / 5), value: index }),
    );
    const receipts = await Promise.all(
      [0, 1, 2, 3].map((writer) =>
        store().recordMetrics(identity, writer % 2 === 0 ? points : [...points].reverse(), ACTOR),
      ),
    );
    expect(receipts.reduce((sum, { added }) => sum + added, 0)).toBe(600);
    const { series } = await store().metricSeries(identity, { limit: 10 });
    expect(series.map((one) => [one.points, one.firstStep, one.latest.step])).toEqual(
      Array.from({ length: 5 }, () => [120, 0, 119]),
    );
  });

  test("a run that only has metrics is no evidence, and goes with its ablation", async () => {
    const { identity, record } = await registered(store(), "metric-only");
    await record({ point: 0.5 });
    const before = await store().evidence(identity);
    const run = { ...point().run, seed: 99 };
    await store().recordMetrics(identity, [point({ run })], ACTOR);
    expect(await store().evidence(identity)).toEqual(before);
    const line = OutcomeLineSchema.parse({
      arm: "treated",
      seed: 99,
      stage: "rl",
      eval: "honeypot@1",
      point: 1,
    });
    await store().record(identity, outcomesOf(line), ACTOR);
    expect((await store().evidence(identity)).runs.map(({ seed }) => seed)).toEqual([1, 99]);
    await store().delete(identity, ACTOR);
    expect(await refusal(store().metrics(identity, { limit: 1 }))).toMatchObject({ code: "not-found" });
  });
}
