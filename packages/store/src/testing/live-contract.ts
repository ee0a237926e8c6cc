import type { Alarm, HoldfastEvent } from "@holdfast/core";
import { describe, expect, test } from "vitest";
import type { Store } from "../store.js";
import { ACTOR, refusal, registered } from "./study.js";

const NOW = ACTOR.at;
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);

async function end(store: Store): Promise<number> {
  await store.numberEvents(NOW);
  return (await store.events({ after: null, limit: 1 })).through;
}

async function since(store: Store, after: number, identity?: string): Promise<readonly HoldfastEvent[]> {
  await store.numberEvents(NOW);
  return (await store.events({ after, limit: 1000, identity })).events;
}

function alarmOf(watchId: string, change: Partial<Alarm> = {}): Alarm {
  return {
    ...{ watchId, arm: "treated", run: "treated/1/0", stage: "rl", step: 10, eval: "honeypot@1" },
    ...{ metric: "score", condition: {}, judge: "rule", bad: "above", limit: 0.05, rate: 0.4 },
    ...{ evidence: 900, alphaEach: 0.01, trial: 1, sentences: ["It passed the limit."], ...change },
  };
}

function eventCases(store: () => Store): void {
  test("tells each write once, in order, with what it was about", async () => {
    const start = await end(store());
    const { identity, record } = await registered(store(), "told");
    await record({ stage: "rl", step: 10, counts: { k: 1, n: 9 } }, { stage: "rl", step: 20, point: 1 });
    await record({ stage: "rl", step: 10, counts: { k: 1, n: 9 } });
    const what = { kind: "run", run: "treated/1/0" } as const;
    await store().exclude(identity, { what, author: "a", reason: "r" }, ACTOR);
    await store().readmit(identity, what, ACTOR);
    const about = { run: "treated/1/0", stage: "rl", step: 15, author: "a", reason: "r", change: "c" };
    await store().intervene(identity, about, ACTOR);
    await store().archive(identity, true, ACTOR);
    const events = await since(store(), start, identity);
    expect(events.map(({ kind }) => kind)).toEqual([
      "registered",
      "recorded",
      "excluded",
      "readmitted",
      "intervened",
      "archived",
    ]);
    expect(events[1]).toMatchObject({
      actor: "tester",
      at: NOW.toISOString(),
      about: {
        receipt: { outcomes: 2, added: 2 },
        places: [
          { run: "treated/1/0", stage: "rl", step: 10, eval: "honeypot@1", outcomes: 1 },
          { run: "treated/1/0", stage: "rl", step: 20, eval: "honeypot@1", outcomes: 1 },
        ],
      },
    });
    expect(events[2]?.about).toEqual({ what });
    expect(events[4]?.about).toEqual({ intervention: about });
  });
  test("tells nothing of what was rolled back", async () => {
    const { identity, record } = await registered(store(), "rolled-back");
    await record({ point: 1 });
    const start = await end(store());
    expect((await refusal(record({ step: 1, point: 2 }, { point: 3 }))).code).toBe("conflict");
    expect(await since(store(), start, identity)).toEqual([]);
  });
  test("is read on from any number, in pages of any size, by kind and by ablation", async () => {
    const start = await end(store());
    const { identity, record } = await registered(store(), "events-paged");
    await registered(store(), "events-paged-beside");
    for (let step = 0; step < 7; step += 1) await record({ step, point: step });
    const all = await since(store(), start);
    expect(all).toHaveLength(9);
    for (const limit of [1, 2, 4, 100]) {
      const read: HoldfastEvent[] = [];
      let after = start;
      for (let page = await store().events({ after, limit }); page.through > after; ) {
        read.push(...page.events);
        after = page.through;
        page = await store().events({ after, limit });
      }
      expect(read).toEqual(all);
    }
    const own = await store().events({ after: start, limit: 3, identity, kinds: ["recorded"] });
    expect(own.events.map(({ kind }) => kind)).toEqual(["recorded", "recorded", "recorded"]);
    expect(own.through).toBe(own.events[2]?.number);
    const none = await store().events({ after: start, limit: 3, identity, kinds: ["alarm"] });
    expect(none).toMatchObject({ events: [], through: all.at(-1)?.number });
  });
  test("forgets an ablation that is deleted, and tells that it was", async () => {
    const start = await end(store());
    const { identity, record } = await registered(store(), "forgotten");
    await record({ point: 1 });
    await store().numberEvents(NOW);
    await store().delete(identity, ACTOR);
    expect((await since(store(), start, identity)).map(({ kind }) => kind)).toEqual(["deleted"]);
  });
}

function watchCases(store: () => Store): void {
  const question = { eval: "honeypot@1", limit: 0.05, alpha: 0.01 };
  test("is looked at once at its start and whenever something moved, by one server at a time", async () => {
    const { identity, record } = await registered(store(), "watched");
    const [id, other] = ["00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"];
    expect(await store().watch(identity, id, question, ACTOR)).toEqual({
      ...{ watchId: id, question, author: "tester", at: NOW.toISOString(), alarms: [] },
    });
    const claim = async (at: number) => {
      await store().numberEvents(NOW);
      return (await store().claimWatches(later(at), later(at + 10), 10)).filter(
        (due) => due.identity === identity,
      );
    };
    const [first, ...more] = await claim(0);
    if (first === undefined) throw new Error("a new watch is due");
    expect(more).toEqual([]);
    expect(first).toMatchObject({ watchId: id, question });
    expect(await claim(1)).toEqual([]);
    expect((await claim(11)).map(({ watchId }) => watchId)).toEqual([id]);
    expect(await store().settleWatch(first, [], ACTOR)).toEqual([]);
    expect(await claim(30)).toEqual([]);
    await record({ stage: "rl", step: 10, counts: { k: 4, n: 9 } });
    const [due] = await claim(40);
    if (due === undefined) throw new Error("outcomes make it due");
    const start = await end(store());
    const alarm = alarmOf(id);
    expect(await store().settleWatch(due, [alarm], ACTOR)).toEqual([alarm]);
    expect(await store().settleWatch(due, [{ ...alarm, rate: 0.5 }], ACTOR)).toEqual([]);
    const next = alarmOf(id, { trial: 2, step: 30 });
    const judged = alarmOf(id, { judge: "judge-b" });
    expect(await store().settleWatch(due, [alarm, next, judged], ACTOR)).toEqual([next, judged]);
    expect((await since(store(), start, identity)).map(({ kind, about }) => [kind, about.alarm])).toEqual([
      ["alarm", alarm],
      ["alarm", next],
      ["alarm", judged],
    ]);
    expect((await store().watches(identity))[0]?.alarms).toHaveLength(3);
    expect((await refusal(store().unwatch(identity, other, ACTOR))).code).toBe("not-found");
    await store().unwatch(identity, id, ACTOR);
    expect(await store().watches(identity)).toEqual([]);
    expect(await store().settleWatch(due, [alarmOf(id, { trial: 9 })], ACTOR)).toEqual([]);
  });
  test("goes with its ablation", async () => {
    const { identity } = await registered(store(), "watched-and-gone");
    await store().watch(identity, "00000000-0000-4000-8000-000000000003", question, ACTOR);
    await store().delete(identity, ACTOR);
    await registered(store(), "watched-and-gone");
    expect(await store().watches(identity)).toEqual([]);
  });
}

function webhookCases(store: () => Store): void {
  test("gets what it asked for through an outbox, again until it was delivered or given up", async () => {
    const { identity, record } = await registered(store(), "delivered");
    await store().numberEvents(NOW);
    const webhookId = "00000000-0000-4000-8000-00000000000a";
    const request = { url: "http://127.0.0.1:9/hook", kinds: ["recorded" as const], identity };
    const hook = await store().addWebhook({ webhookId, secret: "s", request }, ACTOR);
    expect(hook).toEqual({ ...{ webhookId, ...request }, author: "tester", at: NOW.toISOString() });
    await record({ point: 1 });
    await registered(store(), "delivered-beside");
    expect(await store().claimDeliveries(later(1), later(20), 10)).toEqual([]);
    await store().numberEvents(NOW);
    const [claimed, ...more] = await store().claimDeliveries(later(1), later(20), 10);
    if (claimed === undefined) throw new Error("the event is due");
    expect(more).toEqual([]);
    expect(claimed).toMatchObject({ webhookId, url: request.url, secret: "s", attempts: 1 });
    expect(claimed.event).toMatchObject({ kind: "recorded", identity });
    expect(await store().claimDeliveries(later(2), later(20), 10)).toEqual([]);
    const [crashed] = await store().claimDeliveries(later(20), later(40), 10);
    expect(crashed).toEqual({ ...claimed, attempts: 2 });
    await store().endDelivery(claimed, { kind: "again", dueAt: later(60) }, ACTOR);
    expect(await store().claimDeliveries(later(59), later(90), 10)).toEqual([]);
    const [third] = await store().claimDeliveries(later(60), later(90), 10);
    if (third === undefined) throw new Error("it is due again");
    const start = await end(store());
    await store().endDelivery(third, { kind: "abandoned", met: "status 500" }, ACTOR);
    expect((await since(store(), start))[0]).toMatchObject({
      kind: "delivery-abandoned",
      identity,
      about: { delivery: { webhookId, event: claimed.event.number, attempts: 3, met: "status 500" } },
    });
    expect(await store().claimDeliveries(later(9999), later(9999), 10)).toEqual([]);
    await record({ step: 2, point: 1 });
    await store().numberEvents(NOW);
    await store().removeWebhook(webhookId, ACTOR);
    expect(await store().claimDeliveries(later(9999), later(9999), 10)).toEqual([]);
    expect((await refusal(store().removeWebhook(webhookId, ACTOR))).code).toBe("not-found");
    expect(await store().webhooks()).toEqual([]);
  });
}

/** Events, watches and the outbox of webhooks. */
export function liveContract(store: () => Store): void {
  describe("events", () => eventCases(store));
  describe("a watch", () => watchCases(store));
  describe("a webhook", () => webhookCases(store));
  test("events that are old go, and numbers go on", async () => {
    await registered(store(), "old");
    const last = await end(store());
    expect(await store().pruneEvents(new Date(0))).toBe(0);
    expect(await store().pruneEvents(later(1e9))).toBeGreaterThan(0);
    const { events, through, pruned } = await store().events({ after: 0, limit: 1000 });
    expect([events, through, pruned]).toEqual([[], last, last]);
    await registered(store(), "old-and-new");
    expect((await since(store(), last)).map(({ number }) => number)).toEqual([last + 1]);
  });
}
