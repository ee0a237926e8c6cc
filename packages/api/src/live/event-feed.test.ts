import type { HoldfastEvent } from "@holdfast/core";
import type { EventPage, EventsAsked } from "@holdfast/store";
import { describe, expect, it, vi } from "vitest";
import { partsOfStream, type StreamPart } from "../client/event-lines.js";
import { eventFeed } from "./event-feed.js";
import { eventStream } from "./event-stream.js";

/** Events that tests commit, and how often the database was asked for them. */
function database(pruned = 0) {
  const all: HoldfastEvent[] = [];
  const asked: EventsAsked[] = [];
  return {
    asked,
    commit(kind: HoldfastEvent["kind"], identity: string, detail = "") {
      const number = all.length + 1;
      all.push({ number, kind, identity, detail, at: "2026-11-26T00:00:00.000Z", actor: "a", about: {} });
    },
    store: {
      numberEvents: async () => 0,
      events: async (question: EventsAsked): Promise<EventPage> => {
        asked.push(question);
        const last = all.length;
        const after = question.after ?? last;
        const found = all
          .filter(({ number, kind, identity }) => {
            if (question.identity !== undefined && question.identity !== identity) return false;
            return number > Math.max(after, pruned) && (question.kinds?.includes(kind) ?? true);
          })
          .slice(0, question.limit);
        const through = found.length < question.limit ? last : (found.at(-1)?.number ?? last);
        return { events: found, through, pruned };
      },
    },
  };
}

function feedOver(store: ReturnType<typeof database>["store"], options: object = {}) {
  return eventFeed({ store, now: () => new Date(0), pollMs: 5, heartbeatMs: 60_000, ...options });
}

/** Reads a stream until it has so many events. */
async function take(body: ReadableStream<Uint8Array>, count: number): Promise<number[]> {
  const seen: number[] = [];
  const reader = body.getReader();
  async function* chunks() {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  }
  if (count > 0)
    for await (const part of partsOfStream(chunks())) {
      if (part.kind === "event") seen.push(part.event.number);
      if (seen.length === count) break;
    }
  await reader.cancel();
  return seen;
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe("a feed of events", () => {
  it("tells what comes from now on, and from any number on, by ablation and kind", async () => {
    const { store, commit } = database();
    for (const _ of range(1, 7)) commit("recorded", "a@1");
    const feed = feedOver(store);
    const live = take(eventStream(feed, { after: null }), 3);
    const all = take(eventStream(feed, { after: 0 }), 10);
    const some = take(eventStream(feed, { after: 3, identity: "b@1", kinds: ["alarm"] }), 1);
    await vi.waitFor(() => expect(feed.streams()).toBe(3));
    await new Promise((resolve) => setTimeout(resolve, 20));
    commit("recorded", "a@1");
    commit("recorded", "b@1");
    commit("alarm", "b@1");
    feed.nudge();
    expect(await live).toEqual([8, 9, 10]);
    expect(await all).toEqual(range(1, 10));
    expect(await some).toEqual([10]);
    expect(feed.streams()).toBe(0);
  });
  it("skips nothing and tells nothing twice, wherever a reader comes back, while events come", async () => {
    const { store, commit } = database();
    const feed = feedOver(store);
    const keep = eventStream(feed, { after: 0 });
    let sent = 0;
    const writing = setInterval(() => {
      for (const _ of range(1, 7)) commit("recorded", "a@1");
      sent += 7;
      if (sent >= 1200) clearInterval(writing);
    }, 1);
    const seen: number[] = [];
    for (const piece of [1, 40, 3, 500, 7, 250, 399]) {
      const after = seen.at(-1) ?? 0;
      seen.push(...(await take(eventStream(feed, { after }), piece)));
    }
    expect(seen).toEqual(range(1, 1200));
    clearInterval(writing);
    await keep.cancel();
  });
  it("asks the database once for all readers, and not at all for nobody", async () => {
    const { store, commit, asked } = database();
    const feed = feedOver(store, { pollMs: 60_000 });
    expect(asked).toHaveLength(0);
    const readers = range(1, 200).map(() => take(eventStream(feed, { after: null }), 2));
    await vi.waitFor(() => expect(asked.length).toBeGreaterThan(0));
    await new Promise((resolve) => setTimeout(resolve, 20));
    commit("recorded", "a@1");
    commit("recorded", "a@1");
    feed.nudge();
    for (const seen of await Promise.all(readers)) expect(seen).toEqual([1, 2]);
    expect(asked.length).toBeLessThan(5);
    const before = asked.length;
    feed.nudge();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(asked).toHaveLength(before);
  });
  it("drops a reader that does not read, within its bound, and others go on", async () => {
    const { store, commit } = database();
    const feed = feedOver(store);
    const slow = eventStream(feed, { after: null }, 20_000);
    const quick = take(eventStream(feed, { after: null }), 400);
    await new Promise((resolve) => setTimeout(resolve, 30));
    for (const _ of range(1, 400)) commit("recorded", "a@1", "x".repeat(200));
    expect(await quick).toEqual(range(1, 400));
    await vi.waitFor(() => expect(feed.streams()).toBe(0));
    let bytes = 0;
    for await (const chunk of slow) bytes += chunk.length;
    expect(bytes).toBeLessThan(21_000);
    expect(bytes).toBeGreaterThan(10_000);
  });
  it("waits for a reader that catches up slowly, and gives it everything", async () => {
    const { store, commit } = database();
    for (const _ of range(1, 900)) commit("recorded", "a@1", "x".repeat(300));
    const feed = feedOver(store);
    expect(await take(eventStream(feed, { after: 0 }, 5000), 900)).toEqual(range(1, 900));
  });
  it("says what is no longer kept, and goes on behind it", async () => {
    const { store, commit } = database(4);
    for (const _ of range(1, 6)) commit("recorded", "a@1");
    const feed = feedOver(store);
    const body = eventStream(feed, { after: 1 });
    const parts: StreamPart[] = [];
    for await (const part of partsOfStream(body)) {
      parts.push(part);
      if (parts.length === 4) break;
    }
    expect(parts.map((part) => (part.kind === "event" ? part.event.number : `at ${part.number}`))).toEqual([
      "at 1",
      "at 4",
      5,
      6,
    ]);
  });
  it("ends all streams at the end, and refuses one too many", async () => {
    const { store } = database();
    const feed = feedOver(store, { most: 1 });
    const body = eventStream(feed, { after: null });
    const reader = body.getReader();
    expect((await reader.read()).done).toBe(false);
    expect(() => eventStream(feed, { after: null })).toThrow(/1 streams of events are open/);
    feed.end();
    expect((await reader.read()).done).toBe(true);
    expect(feed.streams()).toBe(0);
  });
  it("moves the place to resume from past what the filter left out", async () => {
    const { store, commit } = database();
    const feed = feedOver(store, { heartbeatMs: 20 });
    const body = eventStream(feed, { after: null, kinds: ["alarm"] });
    const places: number[] = [];
    setTimeout(() => commit("recorded", "a@1"), 10);
    for await (const part of partsOfStream(body)) {
      if (part.kind === "at") places.push(part.number);
      if (part.kind === "at" && part.number === 1) break;
    }
    expect(places[0]).toBe(0);
    expect(places.at(-1)).toBe(1);
  });
  it("tells a fault of the database once, and goes on when it is back", async () => {
    const { store, commit } = database();
    const faults: unknown[] = [];
    let isAway = false;
    const events = (asked: EventsAsked) => (isAway ? Promise.reject(new Error("away")) : store.events(asked));
    const feed = feedOver({ ...store, events }, { onFault: (error: unknown) => faults.push(error) });
    const seen = take(eventStream(feed, { after: null }), 1);
    await new Promise((resolve) => setTimeout(resolve, 30));
    isAway = true;
    commit("recorded", "a@1");
    await new Promise((resolve) => setTimeout(resolve, 60));
    isAway = false;
    expect(await seen).toEqual([1]);
    expect(faults).toEqual([new Error("away")]);
  });
});
