import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { openStore, type Store } from "@holdfast/store";
import { createTestDatabase, registered, seeded, skipReason, testServer } from "@holdfast/store/testing";
import { describe, expect, test } from "vitest";

const RECORDER = fileURLToPath(new URL("./recorder.mjs", import.meta.url));
const BUILT = fileURLToPath(new URL("../../packages/store/dist/index.js", import.meta.url));
const KILLS = 5;

/** Runs the recorder from a batch on, kills it some milliseconds after some acknowledgements, and gives the last one. */
async function recordUntilKilled(
  ...[target, identity, first, acks, delay]: [string, string, number, number, number]
): Promise<number> {
  const child = spawn(process.execPath, [RECORDER, target, identity, String(first)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exit = once(child, "exit");
  let last = first - 1;
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith("ack ")) continue;
    last = Number(line.slice("ack ".length));
    if (last === first + acks) setTimeout(() => child.kill("SIGKILL"), delay);
  }
  const [code, signal] = await exit;
  expect([code, signal]).toEqual([null, "SIGKILL"]);
  return last;
}

/** Every batch up to the last acknowledged one is there, and each batch that is there is there whole. @returns the next */
async function checkBatches(store: Store, identity: string, acknowledged: number): Promise<number> {
  const { outcomes, samples } = await store.evidence(identity);
  const batches = new Map<number, number[]>();
  for (const { step, run, evidence } of outcomes) {
    const cells =
      evidence.level === "samples" ? [...evidence.score].filter((score) => !Number.isNaN(score)) : [];
    const [batch, seed] = [step ?? -1, Number(run.split("/")[1])];
    batches.set(batch, [...(batches.get(batch) ?? []), cells.length]);
    const ones = Array.from({ length: 40 }, (_, index) => (index + batch + seed) % 3 === 0).filter(
      Boolean,
    ).length;
    expect(cells.filter((score) => score === 1)).toHaveLength(ones);
  }
  for (let batch = 0; batch <= acknowledged; batch += 1) expect(batches.get(batch)).toEqual([40, 40, 40]);
  for (const cells of batches.values()) expect(cells).toEqual([40, 40, 40]);
  const next = Math.max(-1, ...batches.keys()) + 1;
  expect(samples["honeypot@1"]?.sample.length ?? 0).toBe(next === 0 ? 0 : 38 + 2 * next);
  const audited = (await store.audit({ identity, limit: 100_000 })).entries.filter(
    ({ action }) => action === "record",
  );
  expect(audited).toHaveLength(next);
  return next;
}

async function killAgainAndAgain(target: string): Promise<void> {
  if (!existsSync(BUILT)) throw new Error("the recorder runs what is built: npm run build");
  const random = seeded(7);
  const store = await openStore(target);
  const { identity } = await registered(store, "killed");
  await store.close();
  let next = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const acknowledged = await recordUntilKilled(
      ...([target, identity, next, Math.floor(random() * 12), Math.floor(random() * 25)] as const),
    );
    const reopened = await openStore(target);
    next = await checkBatches(reopened, identity, acknowledged);
    expect(next).toBeGreaterThan(acknowledged);
    await reopened.close();
  }
}

describe("kill -9 in the middle of recording loses nothing acknowledged and leaves nothing half-written", () => {
  test("in a directory", async () => {
    const place = await mkdtemp(join(tmpdir(), "holdfast-kill-"));
    await killAgainAndAgain(join(place, "data"));
    await rm(place, { recursive: true, force: true });
  }, 120_000);

  const server = testServer(process.env);
  const reason = skipReason(process.env);
  test.skipIf(server === undefined)(
    `on PostgreSQL${reason === undefined ? "" : ` (${reason})`}`,
    async () => {
      const { url, drop } = await createTestDatabase(server ?? "", "kill");
      await killAgainAndAgain(url);
      await drop();
    },
    120_000,
  );
});
