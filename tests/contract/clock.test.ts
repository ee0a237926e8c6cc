import { randomUUID } from "node:crypto";
import { type Local, openLocal } from "@holdfast/api/local";
import { AblationSchema, type HoldfastEvent } from "@holdfast/core";
import { openStore, type Store } from "@holdfast/store";
import { guardHost, PUBLIC_PATHS, type Serving, serveWeb } from "@holdfast/web";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ENGINES } from "./engines.js";
import { flowAblation, flowLines } from "./flow-evidence.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = Date.UTC(2026, 10, 26, 12);

describe.each(ENGINES)("a clock that leaps by hours, on $name", ({ target }) => {
  describe.skipIf(target === undefined)("forth and back", () => {
    const name = `clock-${randomUUID().slice(0, 8)}`;
    const identity = `${name}@1`;
    const clock = { at: START };
    const now = () => new Date(clock.at);
    let local: Local;
    let store: Store;
    let open: Serving;
    let strict: Serving;

    async function serve(areTokensRequired: boolean, requestsPerSecond?: number): Promise<Serving> {
      const access = local.access({
        areTokensRequired,
        publicPaths: PUBLIC_PATHS,
        ...(requestsPerSecond === undefined ? {} : { requestsPerSecond }),
      });
      const parts = await local.server({ log: null, access: { guard: guardHost(), ...access } });
      return serveWeb({ client: local.client, fetch: local.fetch, ...parts, port: 0 });
    }
    /** What is asked at each of these times, in hours from the start. */
    async function at<T>(hours: number, ask: () => Promise<T>): Promise<T> {
      clock.at = START + hours * HOUR;
      return ask();
    }
    const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
      fetch(`${open.url}/v1/ablations/${identity}/${path}`, {
        method: "POST",
        body: JSON.stringify(body),
        headers: { "content-type": "application/json", ...headers },
      });

    beforeAll(async () => {
      // the store is looked at from beside; an embedded one has room for one alone
      local = await openLocal(target ?? "", { actor: "clock", now });
      store =
        target?.startsWith("postgres") === true ? await openStore(target) : await openStore("memory://");
      open = await serve(false);
      strict = await serve(true);
      await local.client.register(flowAblation(name));
      await local.client.recordLines(identity, flowLines());
    });
    afterAll(async () => {
      await local?.client.remove(identity);
      for (const each of [open, strict, store, local]) await each?.close();
    });

    it("answers the same analysis, to the byte", async () => {
      const answers = [];
      for (const hours of [0, 5, -7, 0])
        answers.push(JSON.stringify(await at(hours, () => local.client.analysis(identity))));
      expect(new Set(answers).size).toBe(1);
    });

    it("replays a keyed answer, and begins it again only after a day", async () => {
      const key = { "idempotency-key": randomUUID() };
      const body = { run: "advice/0/0", stage: "rl", step: 5, author: "a", reason: "b", change: "c" };
      const ask = async () => (await post("interventions", body, key)).headers.get("idempotency-replayed");
      const heard = [];
      for (const hours of [0, 3, -3, 0.5]) heard.push(await at(hours, ask));
      expect(heard).toEqual([null, "true", "true", "true"]);
      expect((await at(1, () => local.client.interventions(identity))).interventions).toHaveLength(1);
    });

    it("frees a key whose server died ten minutes ago, also where the clock was set back meanwhile", async () => {
      const asked = (hours: number, key: string) => ({
        ...{ caller: "actor clock", key: `${name} ${key}`, request: "POST /x 0" },
        at: new Date(START + hours * HOUR),
      });
      for (const [key, later] of [
        ["forth", 0.2],
        ["back", -5],
      ] as const) {
        expect((await store.beginKeyed(asked(0, key))).became).toBe("begun");
        expect((await store.beginKeyed(asked(0.1, key))).became).toBe("in-flight");
        expect((await store.beginKeyed(asked(later, key))).became).toBe("begun");
      }
    });

    it("limits rates without giving anything for a leap back, and no more than a burst for one forth", async () => {
      const limited = await serve(false, 1);
      const status = async () => (await fetch(`${limited.url}/v1/health`)).status;
      const statuses = async (times: number) => {
        const heard = [];
        for (let index = 0; index < times; index += 1) heard.push(await status());
        return heard;
      };
      expect(await at(0, () => statuses(3))).toEqual([200, 200, 429]);
      expect(await at(-4, () => statuses(1))).toEqual([429]);
      clock.at += 1000;
      expect(await statuses(2)).toEqual([200, 429]);
      expect(await at(9, () => statuses(3))).toEqual([200, 200, 429]);
      await limited.close();
    });

    it("refuses an expired token as long as the clock says so", async () => {
      clock.at = START;
      const asked = { name: `${name}-t`, role: "reader", expiresInSeconds: 3600 } as const;
      const { text } = await local.client.createToken(asked);
      const status = async () =>
        (await fetch(`${strict.url}/v1/health`, { headers: { authorization: `Bearer ${text}` } })).status;
      const heard = [];
      for (const hours of [0, 2, -6, 0.5, 1]) heard.push(await at(hours, status));
      expect(heard).toEqual([200, 401, 200, 200, 401]);
    });

    it("tells events in the order of their commits, whatever the clock said", async () => {
      clock.at = START;
      const ended = new AbortController();
      const seen: HoldfastEvent[] = [];
      const following = (async () => {
        for await (const event of local.client.events({ after: 0, identity, signal: ended.signal })) {
          seen.push(event);
          if (seen.filter(({ kind }) => kind === "intervened").length === 4) return;
        }
      })();
      for (const [index, hours] of [2, -9, 7].entries())
        await at(hours, () =>
          local.client.intervene(identity, {
            ...{ run: "advice/0/0", stage: "rl", step: 10 + index, author: "a", reason: "b", change: "c" },
          }),
        );
      await following;
      ended.abort();
      const numbers = seen.map(({ number }) => number);
      expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
      expect(new Set(numbers).size).toBe(numbers.length);
    });

    it("looks at a watch again that a server took while its clock was ahead", async () => {
      clock.at = START;
      const own = `${name}-watched@1`;
      const actor = { name: "clock", at: now() };
      await store.register(AblationSchema.parse(flowAblation(`${name}-watched`)), actor, {
        retrospective: false,
      });
      await store.watch(
        own,
        randomUUID(),
        { eval: "blackmail@1", limit: 0.05, alpha: 0.01, stage: "rl" },
        actor,
      );
      await store.numberEvents(now());
      const claim = async (hours: number) => {
        const from = START + hours * HOUR;
        const due = await store.claimWatches(new Date(from), new Date(from + 15_000), 100);
        return due.some(({ identity: claimed }) => claimed === own);
      };
      expect(await claim(5)).toBe(true);
      expect(await claim(5)).toBe(false);
      expect(await claim(0)).toBe(true);
      expect(await claim(0)).toBe(false);
      await store.delete(own, actor);
    });
  });
});
