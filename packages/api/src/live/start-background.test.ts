import { createHmac } from "node:crypto";
import { type OutcomeLineInput, OutcomeLineSchema, outcomesOf } from "@holdfast/core";
import { openStore, type Store } from "@holdfast/store";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { adviceAblation } from "../testing/advice-ablation.js";
import { MOST_ATTEMPTS, retryDelayMs } from "./deliver-webhook.js";
import { type Background, startBackground } from "./start-background.js";

const START = Date.parse("2026-11-26T12:00:00.000Z");
const WATCH = "00000000-0000-4000-8000-000000000001";
const HOOK = "00000000-0000-4000-8000-000000000002";

const WAIT_MS = 25_000;

interface Sent {
  readonly url: string;
  readonly headers: Headers;
  readonly body: string;
  readonly redirect: RequestInit["redirect"];
}

let store: Store;
let identity: string;
let clock = START;
let sent: Sent[];
let faults: unknown[];
let running: Background[];
let answer: () => Promise<Response>;

function start(): Background {
  const background = startBackground({
    store,
    now: () => new Date(clock),
    random: () => 0.5,
    idleMs: 5,
    leaseMs: 1000,
    onFault: (error) => faults.push(error),
    fetch: (url, init) => {
      const body = typeof init.body === "string" ? init.body : "";
      sent.push({ url, headers: new Headers(init.headers), body, redirect: init.redirect });
      return answer();
    },
  });
  running.push(background);
  return background;
}

const actor = () => ({ name: "tester", at: new Date(clock) });

async function record(step: number, k: number, change: Partial<OutcomeLineInput> = {}): Promise<void> {
  const ablation = adviceAblation();
  const evalId = ablation.evals[0]?.id ?? "";
  const line = { arm: ablation.control, seed: 0, stage: ablation.stages.at(-1)?.name ?? "" };
  const parsed = OutcomeLineSchema.parse({ ...line, step, eval: evalId, counts: { k, n: 100 }, ...change });
  await store.record(identity, outcomesOf(parsed), actor());
}

const alarms = async () => (await store.watches(identity))[0]?.alarms ?? [];

beforeAll(async () => {
  store = await openStore("memory://");
  // loaded at the first look, which would be too slow for it on a busy machine
  await Promise.all([import("@holdfast/analysis"), import("@holdfast/report")]);
}, 120_000);
afterAll(() => store.close());
beforeEach(async () => {
  [clock, sent, faults, running] = [START, [], [], []];
  answer = async () => new Response(null, { status: 204 });
  const { registration } = await store.register(adviceAblation(), actor(), { retrospective: false });
  identity = registration.identity;
  const stage = registration.ablation.stages.at(-1)?.name;
  await store.watch(
    identity,
    WATCH,
    { eval: registration.ablation.evals[0]?.id ?? "", limit: 0.05, stage },
    actor(),
  );
}, 60_000);
afterEach(async () => {
  for (const background of running) await background.stop();
  for (const { webhookId } of await store.webhooks()) await store.removeWebhook(webhookId, actor());
  await store.delete(identity, actor());
  expect(faults).toEqual([]);
});

describe("a watch that the server keeps", () => {
  it("raises its alarm once, however often it looks, and again only after it was answered", async () => {
    start();
    await record(100, 2);
    await record(200, 60);
    await vi.waitFor(async () => expect(await alarms()).toHaveLength(1), WAIT_MS);
    await record(300, 60);
    await record(400, 60);
    const about = {
      run: `${adviceAblation().control}/0/0`,
      stage: adviceAblation().stages.at(-1)?.name ?? "",
    };
    await store.intervene(
      identity,
      { ...about, step: 400, author: "loop", reason: "alarm", change: "half" },
      actor(),
    );
    await record(500, 70);
    await vi.waitFor(async () => expect(await alarms()).toHaveLength(2), WAIT_MS);
    expect((await alarms()).map(({ step, trial }) => [step, trial])).toEqual([
      [200, 1],
      [500, 2],
    ]);
    const { events } = await store.events({ after: 0, limit: 100, kinds: ["alarm"] });
    expect(events).toHaveLength(2);
    expect(events[0]?.detail).toMatch(/ALARM at step 200.*the chance of any alarm, ever/);
  });
  it("raises after a restart what was recorded before the server was killed", async () => {
    await record(100, 60);
    expect(await alarms()).toEqual([]);
    start();
    await vi.waitFor(async () => expect(await alarms()).toHaveLength(1), WAIT_MS);
  });
  it("is looked at by another server when the one that had taken it is gone", async () => {
    await record(100, 60);
    await store.numberEvents(new Date(clock));
    expect(await store.claimWatches(new Date(clock), new Date(clock + 1000), 10)).toHaveLength(1);
    start();
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(await alarms()).toEqual([]);
    clock += 1001;
    await vi.waitFor(async () => expect(await alarms()).toHaveLength(1), WAIT_MS);
  });
  it("raises once where two servers look at the same time", async () => {
    await record(100, 60);
    await store.numberEvents(new Date(clock));
    const [due] = await store.claimWatches(new Date(clock), new Date(clock + 1), 10);
    if (due === undefined) throw new Error("the watch is due");
    const { lookAtWatch } = await import("./look-at-watch.js");
    const found = await lookAtWatch(store, due);
    const raised = await Promise.all(range(4).map(() => store.settleWatch(due, found, actor())));
    expect(raised.map((list) => list.length).sort()).toEqual([0, 0, 0, 1]);
  });
});

const range = (length: number) => Array.from({ length }, (_, index) => index);

describe("a webhook", () => {
  beforeEach(async () => {
    await store.numberEvents(new Date(clock));
    const request = { url: "https://hooks.example/holdfast", kinds: ["recorded" as const] };
    await store.addWebhook({ webhookId: HOOK, secret: "the secret", request }, actor());
  });

  it("is sent each event once, signed so that its receiver can check it", async () => {
    start();
    start();
    await record(100, 1);
    await vi.waitFor(() => expect(sent).toHaveLength(1), WAIT_MS);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(sent).toHaveLength(1);
    const [one] = sent;
    if (one === undefined) throw new Error("a delivery was sent");
    const { url, headers, body, redirect } = one;
    expect([url, redirect]).toEqual(["https://hooks.example/holdfast", "manual"]);
    const { delivery, event } = JSON.parse(body);
    expect(event).toMatchObject({ kind: "recorded", identity });
    expect(headers.get("x-holdfast-delivery")).toBe(delivery);
    const [, seconds, signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(
      headers.get("x-holdfast-signature") ?? "",
    ) ?? [""];
    expect(Number(seconds)).toBe(START / 1000);
    const expected = createHmac("sha256", "the secret").update(`${seconds}.${body}`).digest("hex");
    expect(signature).toBe(expected);
  });
  it("is tried again after a growing while under the same id, and given up with an event", async () => {
    const answers = [
      async () => new Response("moved", { status: 302, headers: { location: "http://169.254.169.254/" } }),
      async () => Promise.reject(new TypeError("fetch failed")),
    ];
    answer = () => (answers[sent.length - 1] ?? (async () => new Response("no", { status: 500 })))();
    start();
    await record(100, 1);
    for (const attempt of range(MOST_ATTEMPTS)) {
      await vi.waitFor(() => expect(sent).toHaveLength(attempt + 1), WAIT_MS);
      await new Promise((resolve) => setTimeout(resolve, 15));
      clock += retryDelayMs(attempt + 1, () => 0.5);
    }
    const given = async () =>
      (await store.events({ after: 0, limit: 100, kinds: ["delivery-abandoned"] })).events;
    await vi.waitFor(async () => expect(await given()).toHaveLength(1), WAIT_MS);
    expect((await given())[0]?.about.delivery).toMatchObject({
      webhookId: HOOK,
      attempts: MOST_ATTEMPTS,
      met: "status 500",
    });
    expect(new Set(sent.map(({ headers }) => headers.get("x-holdfast-delivery"))).size).toBe(1);
    expect(sent.every(({ url }) => url === "https://hooks.example/holdfast")).toBe(true);
    clock += 10 * 3_600_000;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(sent).toHaveLength(MOST_ATTEMPTS);
  });
  it("is sent what was committed, by whoever comes after a server that died between commit and delivery", async () => {
    await record(100, 1);
    await store.numberEvents(new Date(clock));
    expect(await store.claimDeliveries(new Date(clock), new Date(clock + 1000), 10)).toHaveLength(1);
    start();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(sent).toEqual([]);
    clock += 1000;
    await vi.waitFor(() => expect(sent).toHaveLength(1), WAIT_MS);
  });
  it("does not hold up a server that is to end: the delivery is made later", async () => {
    answer = () => new Promise(() => {});
    const stubborn = startBackground({
      store,
      now: () => new Date(clock),
      random: () => 0,
      idleMs: 5,
      leaseMs: 1000,
      fetch: (_url, init) =>
        new Promise((_resolve, reject) => {
          sent.push({ url: "", headers: new Headers(), body: "", redirect: "manual" });
          init.signal?.addEventListener("abort", () => reject(new Error("aborted")));
        }),
    });
    await record(100, 1);
    await vi.waitFor(() => expect(sent).toHaveLength(1), WAIT_MS);
    await stubborn.stop();
    clock += 1000;
    expect(await store.claimDeliveries(new Date(clock), new Date(clock + 1000), 10)).toHaveLength(1);
  });
});

it("waits twice as long each time, up to an hour, with chance in the second half", () => {
  const delays = (random: number) =>
    range(MOST_ATTEMPTS).map((index) => retryDelayMs(index + 1, () => random));
  expect(delays(1).slice(0, 4)).toEqual([2000, 4000, 8000, 16_000]);
  expect(delays(0).slice(0, 4)).toEqual([1000, 2000, 4000, 8000]);
  expect(Math.max(...delays(1))).toBe(3_600_000);
});
