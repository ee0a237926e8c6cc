import { deflateSync, gzipSync } from "node:zlib";
import type { HoldfastClient } from "@holdfast/api/client";
import { expect } from "vitest";
import type { Observed } from "./observed-operations.js";

/** Texts that a store or a page may not take for anything but text. */
const HOSTILE = [
  "'; drop table metric; --",
  "<script>alert(1)</script>",
  "%_\\",
  "../../etc/passwd",
  "𝛼 \u202e",
];

/** Starts a run, follows its training, and finds it again. */
export async function followTraining(
  client: HoldfastClient,
  identity: string,
  seen: Observed,
): Promise<void> {
  const about = { arm: "advice", seed: 7, run: "job <7>", recipe: "recipe-1" };
  const started = await client.registerRun(identity, {
    ...about,
    status: "running",
    startedAt: "2026-03-01T10:00:00Z",
  });
  expect(started).toMatchObject({ created: true, run: { run: "advice/7/0", state: { status: "running" } } });
  expect((await client.registerRun(identity, about)).created).toBe(false);
  await expect(client.registerRun(identity, { ...about, run: "job 8" })).rejects.toMatchObject({
    code: "conflict",
    place: { key: "run" },
  });
  await expect(client.registerRun(identity, { ...about, arm: "nobody" })).rejects.toMatchObject({
    code: "unknown-name",
    place: { key: "arm" },
  });
  const checkpoint = { arm: "advice", seed: 7, stage: "rl", step: 100, tokens: 5, checkpointUri: "s3://x" };
  expect(await client.registerCheckpoint(identity, checkpoint)).toMatchObject({ created: true });
  expect(await client.registerCheckpoint(identity, checkpoint)).toMatchObject({ created: false });
  await expect(client.registerCheckpoint(identity, { ...checkpoint, tokens: 6 })).rejects.toMatchObject({
    code: "conflict",
    place: { key: "tokens" },
  });

  const points = HOSTILE.flatMap((key) =>
    [0, 1, 2].map((step) => ({
      ...{ runKey: "advice/7/0", stage: "rl", key, step },
      value: [0.5, Number.NaN, Number.NEGATIVE_INFINITY][step] ?? 0,
      at: `2026-03-01T10:0${step}:00+01:00`,
    })),
  );
  expect(await client.recordMetrics(identity, points)).toEqual({ points: 15, added: 15, recognised: 0 });
  const ndjson = points.map(({ value, ...point }) =>
    JSON.stringify({ ...point, value: Number.isFinite(value) ? value : String(value) }),
  );
  const streamed = (body: string | Uint8Array<ArrayBuffer>, headers = {}) =>
    seen.fetch(
      new Request(`http://flow.test/v1/ablations/${identity}/metrics`, {
        method: "POST",
        headers: { "content-type": "application/x-ndjson", ...headers },
        body,
      }),
    );
  expect(await (await streamed(ndjson[1] ?? "")).json()).toMatchObject({ added: 0, recognised: 1 });
  for (const [encoding, pack] of [
    ["gzip", gzipSync],
    ["deflate", deflateSync],
  ] as const) {
    const packed = await streamed(pack(ndjson.join("\n")), { "content-encoding": encoding });
    expect(await packed.json()).toMatchObject({ points: 15, added: 0 });
    const bomb = await streamed(pack(Buffer.alloc(32 * 1024 * 1024)), { "content-encoding": encoding });
    expect([bomb.status, await bomb.json()]).toMatchObject([413, { code: "too-large" }]);
  }
  const foreign = await streamed("x", { "content-encoding": "br" });
  expect([foreign.status, await foreign.json()]).toMatchObject([415, { place: { key: "content-encoding" } }]);
  const broken = await streamed(`${ndjson[1]}\n\n{"value": NaN}`);
  expect([broken.status, await broken.json()]).toMatchObject([400, { place: { line: 3 } }]);
  await expect(
    client.recordMetrics(identity, [...points, { arm: "advice", stage: "rlx", key: "a", step: 0, value: 0 }]),
  ).rejects.toMatchObject({ code: "unknown-name", place: { key: "metrics[15].stage" } });

  for (const key of HOSTILE) {
    const { metrics, next } = await client.metrics(identity, { key, run: "advice/7/0", fromStep: 1 });
    expect(metrics.map(({ value }) => value)).toEqual(["NaN", "-Infinity"]);
    expect([metrics[0]?.at, next]).toEqual(["2026-03-01T09:01:00.000Z", null]);
  }
  const first = await client.metricKeys(identity, { limit: 3 });
  const rest = await client.metricKeys(identity, { cursor: first.next ?? "" });
  expect([...first.series, ...rest.series].map(({ key }) => key).sort()).toEqual([...HOSTILE].sort());
  expect(first.series[0]).toMatchObject({ points: 3, firstStep: 0, latest: { step: 2, value: "-Infinity" } });
  for (const cursor of ["!", "e30", first.next ?? "", Buffer.from('{"list":"runs"}').toString("base64url")])
    await expect(client.metrics(identity, { cursor })).rejects.toMatchObject({
      code: "invalid-input",
      place: { key: "cursor" },
    });
  await expect(client.metricKeys(identity, { limit: 0 })).rejects.toMatchObject({ code: "invalid-input" });

  const ended = await client.registerRun(identity, {
    ...about,
    status: "finished",
    endedAt: "2026-03-01T11:00:00Z",
  });
  expect(ended).toMatchObject({
    created: false,
    run: {
      metrics: HOSTILE.length,
      state: { startedAt: "2026-03-01T10:00:00.000Z", endedAt: "2026-03-01T11:00:00.000Z" },
    },
  });
  const { checkpoints, run } = await client.run(identity, "advice/7/0");
  expect(checkpoints).toEqual([
    { run: "advice/7/0", stage: "rl", step: 100, tokens: 5, uri: "s3://x", shared: false, outcomes: 0 },
  ]);
  expect((await client.runs(identity, { text: "JOB <7>", status: "finished" })).runs).toEqual([run]);
  expect((await client.runs(identity, { hasOutcomes: false })).runs).toEqual([run]);
  for (const text of HOSTILE) expect((await client.runs(identity, { text })).runs).toEqual([]);
  const page = await client.runs(identity, { limit: 4, arm: "advice" });
  expect([page.runs.length, page.next]).toEqual([4, null]);
  await expect(client.run(identity, "advice/99/0")).rejects.toMatchObject({ code: "not-found" });
  await expect(client.runs(identity, { cursor: "x" })).rejects.toMatchObject({ code: "invalid-input" });
}
