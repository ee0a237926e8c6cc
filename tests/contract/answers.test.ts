import { randomUUID } from "node:crypto";
import { type Local, openLocal } from "@holdfast/api/local";
import type { Intervention } from "@holdfast/core";
import { type KeyedRequest, openStore, type Store } from "@holdfast/store";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ENGINES } from "./engines.js";
import { flowAblation, flowLines } from "./flow-evidence.js";

const START = new Date("2026-11-26T12:00:00.000Z");
const HOUR = 60 * 60 * 1000;
const after = (ms: number) => new Date(START.getTime() + ms);

describe.each(ENGINES)("what spares work on $name", ({ target }) => {
  describe.skipIf(target === undefined)("keys", () => {
    let store: Store;
    beforeAll(async () => {
      store = await openStore(target ?? "");
    });
    afterAll(() => store?.close());

    const asked = (over: Partial<KeyedRequest> = {}): KeyedRequest => ({
      caller: "actor ada",
      key: "k",
      request: "POST /x abc",
      at: START,
      ...over,
    });
    const answer = { status: 201, contentType: "application/json", body: '{"a":"ö"}' };

    it("give the first answer again for a day, to who asked, for what was asked", async () => {
      const key = randomUUID();
      const first = asked({ key });
      expect(await store.beginKeyed(first)).toEqual({ became: "begun" });
      expect(await store.beginKeyed(asked({ key, at: after(1) }))).toEqual({ became: "in-flight" });
      await store.keepKeyed(first, answer);
      const again = asked({ key, at: after(23 * HOUR) });
      expect(await store.beginKeyed(again)).toEqual({ became: "answered", answer });
      expect(await store.beginKeyed({ ...again, request: "POST /x def" })).toEqual({ became: "another" });
      expect(await store.beginKeyed({ ...again, caller: "actor bob" })).toEqual({ became: "begun" });
      expect(await store.beginKeyed({ ...again, at: after(25 * HOUR) })).toEqual({ became: "begun" });
    });

    it("are free again where nothing came of the request, and after one that died", async () => {
      const key = randomUUID();
      await store.beginKeyed(asked({ key }));
      await store.freeKeyed(asked({ key }));
      expect(await store.beginKeyed(asked({ key, at: after(5) }))).toEqual({ became: "begun" });
      expect(await store.beginKeyed(asked({ key, at: after(9 * 60_000) }))).toEqual({ became: "in-flight" });
      const taken = asked({ key, at: after(11 * 60_000) });
      expect(await store.beginKeyed(taken)).toEqual({ became: "begun" });
      // who was taken to have died answers after all: the key is no longer theirs
      await store.keepKeyed(asked({ key, at: after(5) }), answer);
      await store.freeKeyed(asked({ key, at: after(5) }));
      expect(await store.beginKeyed({ ...taken, at: after(12 * 60_000) })).toEqual({ became: "in-flight" });
    });

    it("begin once, however many ask at the same time", async () => {
      const key = randomUUID();
      const all = await Promise.all(
        Array.from({ length: 12 }, (_, n) => store.beginKeyed(asked({ key, at: after(n) }))),
      );
      expect(all.filter(({ became }) => became === "begun")).toHaveLength(1);
      expect(all.filter(({ became }) => became === "in-flight")).toHaveLength(11);
    });

    it("are forgotten after a day", async () => {
      const key = randomUUID();
      await store.beginKeyed(asked({ key }));
      await store.keepKeyed(asked({ key }), answer);
      await store.pruneKeyed(after(23 * HOUR));
      expect((await store.beginKeyed(asked({ key, at: after(1) }))).became).toBe("answered");
      expect(await store.pruneKeyed(after(25 * HOUR))).toBeGreaterThan(0);
      expect((await store.beginKeyed(asked({ key, at: after(25 * HOUR) }))).became).toBe("begun");
    });
  });

  describe.skipIf(target === undefined)("tags", () => {
    const name = `tags-${randomUUID().slice(0, 8)}`;
    const identity = `${name}@1`;
    let local: Local;
    beforeAll(async () => {
      local = await openLocal(target ?? "", { actor: "tags", now: () => new Date() });
      await local.client.register(flowAblation(name));
      await local.client.recordLines(identity, flowLines().slice(0, 30));
    });
    afterAll(() => local?.close());

    const ask = (tag?: string, question = "effects") =>
      local.fetch(
        new Request(`http://tags.test/v1/ablations/${encodeURIComponent(identity)}/${question}`, {
          headers: tag === undefined ? {} : { "if-none-match": tag },
        }),
      );
    const tagOf = async (question?: string) => (await ask(undefined, question)).headers.get("etag") ?? "";

    it("hold while nothing is written, and looking is not writing", async () => {
      const tag = await tagOf();
      expect((await ask(tag)).status).toBe(304);
      for (const question of ["durability", "status", "report"])
        await (await ask(undefined, question)).text();
      await local.client.recordLines(identity, flowLines().slice(0, 30));
      expect((await ask(tag)).status).toBe(304);
    });

    it("change with every kind of write that an answer rests on", async () => {
      const [line] = flowLines();
      const event: Intervention = {
        ...{ run: "advice/0/0", stage: "rl", step: 100 },
        ...{ author: "tags", reason: "drift", change: "new data" },
      };
      const what = { kind: "run", run: "advice/0/0" } as const;
      const { client } = local;
      const writes: [string, () => Promise<unknown>][] = [
        ["record", () => client.recordLines(identity, flowLines())],
        [
          "correct",
          () =>
            client.recordLines(identity, [
              {
                ...line,
                arm: "control",
                stage: "base",
                eval: "honeypots@1",
                counts: { k: 64, n: 100 },
                correction: { author: "tags", reason: "miscounted" },
              },
            ]),
        ],
        ["exclude", () => client.exclude(identity, { what, author: "tags", reason: "diverged" })],
        ["readmit", () => client.readmit(identity, what)],
        ["intervene", () => client.intervene(identity, event)],
        [
          "amend",
          () =>
            client.amend(
              identity,
              { ...flowAblation(name), note: "n" },
              { author: "tags", reason: "a note" },
            ),
        ],
      ];
      const seen = new Set([await tagOf()]);
      for (const [write, make] of writes) {
        const before = await tagOf();
        await make();
        const response = await ask(before);
        expect([write, response.status]).toEqual([write, 200]);
        seen.add(response.headers.get("etag") ?? "");
      }
      expect(seen.size).toBe(writes.length + 1);
    });

    it("of an ablation that was deleted and registered again are others", async () => {
      const before = await tagOf("status");
      await local.client.remove(identity);
      expect((await ask(before, "status")).status).toBe(404);
      await local.client.register(flowAblation(name));
      expect((await ask(before, "status")).status).toBe(200);
      await local.client.remove(identity);
    });
  });
});
