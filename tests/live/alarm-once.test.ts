import { createHmac } from "node:crypto";
import type { HoldfastClient } from "@holdfast/api/client";
import { defineAblation, type HoldfastEvent, type OutcomeLineInput } from "@holdfast/core";
import { createTestDatabase, skipReason, testServer } from "@holdfast/store/testing";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type WorkFolder, workFolder } from "../cli/work-folder.js";
import { receiver, type Served, served } from "./served.js";

const WAIT = { timeout: 60_000, interval: 100 };
const identity = "watched@1";
const ablation = defineAblation({
  name: "watched",
  version: "1",
  title: "Watched",
  question: "Does it hold?",
  baseModel: "m",
  arms: [{ name: "control" }, { name: "advice" }],
  control: "control",
  stages: [{ name: "sft" }, { name: "rl" }],
  evals: [
    {
      id: "blackmail@1",
      role: "target",
      metrics: [{ name: "score", direction: "lower-is-better", scale: { kind: "binary" } }],
    },
  ],
  seeds: 6,
});
const line = (seed: number, step: number, k: number): OutcomeLineInput => ({
  ...{ arm: "advice", seed, stage: "rl", step, eval: "blackmail@1" },
  counts: { k, n: 100 },
});
const alarmsOf = async (client: HoldfastClient) =>
  (await client.watches(identity)).watches.flatMap(({ alarms }) => alarms);

/** Follows the events of a server in the background. */
function followed(client: HoldfastClient): { readonly seen: HoldfastEvent[]; readonly end: () => void } {
  const [seen, ended]: [HoldfastEvent[], AbortController] = [[], new AbortController()];
  void (async () => {
    for await (const event of client.events({ after: 0, signal: ended.signal })) seen.push(event);
  })();
  return { seen, end: () => ended.abort() };
}

let folder: WorkFolder;
beforeAll(() => {
  folder = workFolder();
});
afterAll(() => folder.remove());

const server = testServer(process.env);
const reason = skipReason(process.env);

describe.skipIf(server === undefined)(
  `servers that share one PostgreSQL${reason === undefined ? "" : ` (${reason})`}`,
  () => {
    it("raise one alarm and deliver it once, tell it to readers of both, and after kill -9 too", async () => {
      const { url, drop } = await createTestDatabase(server ?? "", "live");
      const hook = await receiver();
      const servers: Served[] = [];
      try {
        const first = await served(url, folder.path);
        servers.push(first);
        let second = await served(url, folder.path);
        servers.push(second);
        await first.client.register(ablation);
        await first.client.addWatch(identity, { eval: "blackmail@1", limit: 0.05, alpha: 0.01 });
        const { secret } = await second.client.addWebhook({ url: hook.url, kinds: ["alarm"] });
        const [atFirst, atSecond] = [followed(first.client), followed(second.client)];
        await first.client.recordLines(identity, [line(0, 100, 2), line(1, 100, 1)]);
        await second.client.recordLines(identity, [line(0, 200, 60)]);
        await vi.waitFor(() => expect(hook.received).toHaveLength(1), WAIT);
        for (const { seen } of [atFirst, atSecond])
          await vi.waitFor(() => expect(seen.map(({ kind }) => kind)).toContain("alarm"), WAIT);
        await first.client.recordLines(identity, [line(0, 300, 60), line(1, 200, 1)]);
        await new Promise((resolve) => setTimeout(resolve, 1500));
        expect(await alarmsOf(first.client)).toMatchObject([{ run: "advice/0/0", step: 200, trial: 1 }]);
        expect(hook.received).toHaveLength(1);
        const [{ signature = "", body = "" } = {}] = hook.received;
        const [, seconds] = /^t=(\d+),/.exec(signature) ?? [];
        const expected = createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex");
        expect(signature).toBe(`t=${seconds},v1=${expected}`);
        expect(JSON.parse(body).event.about.alarm.run).toBe("advice/0/0");

        await first.stop();
        let wasBetween = false;
        for (let seed = 1; seed < 6 && !wasBetween; seed += 1) {
          const killed = second.client.recordLines(identity, [line(seed, 900, 70)]).then(() => second.kill());
          await killed;
          const other = await served(url, folder.path);
          servers.push(other);
          second = other;
          const before = hook.received.length;
          await vi.waitFor(
            async () =>
              expect((await alarmsOf(other.client)).map(({ run }) => run)).toContain(`advice/${seed}/0`),
            WAIT,
          );
          await vi.waitFor(() => expect(hook.received).toHaveLength(1 + seed), WAIT);
          wasBetween = hook.received.length > before;
        }
        expect(wasBetween).toBe(true);
        expect(new Set(hook.received.map(({ deliveryId }) => deliveryId)).size).toBe(hook.received.length);
        for (const { seen, end } of [atFirst, atSecond]) {
          end();
          const numbers = seen.map(({ number }) => number);
          expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
        }
      } finally {
        for (const one of servers) if (one.running.child.exitCode === null) await one.kill();
        hook.close();
        await drop();
      }
    }, 240_000);
  },
);

it("raises the alarm after a restart where the server of a directory is killed right after it acknowledged", async () => {
  const first = await served("killed", folder.path);
  await first.client.register(ablation);
  await first.client.addWatch(identity, { eval: "blackmail@1", limit: 0.05, alpha: 0.01 });
  await first.client.recordLines(identity, [line(0, 100, 70)]);
  await first.kill();
  const second = await served("killed", folder.path);
  try {
    await vi.waitFor(async () => expect(await alarmsOf(second.client)).toHaveLength(1), WAIT);
    const { seen, end } = followed(second.client);
    await vi.waitFor(() => expect(seen.map(({ kind }) => kind)).toContain("alarm"), WAIT);
    end();
    expect(seen.map(({ number }) => number)).toEqual(seen.map((_, index) => index + 1));
  } finally {
    await second.stop();
  }
}, 120_000);
