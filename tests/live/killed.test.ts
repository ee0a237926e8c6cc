import { connect } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type WorkFolder, workFolder } from "../cli/work-folder.js";
import { HAS_POSTGRES, type OwnPostgres, ownPostgres, WITHOUT_POSTGRES } from "./own-postgres.js";
import { type Served, served } from "./served.js";
import { FAULTS, IDENTITY, onRecord, pairOf, post, startWriters, type Writers } from "./writers.js";

const SEEDS = [0, 1, 2, 3];
const SOON = { timeout: 60_000, interval: 50 };

async function isReady(url: string): Promise<number> {
  return (await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(10_000) })).status;
}

/** Waits until so many more have been acknowledged. */
async function acknowledges(writers: Writers, more: number): Promise<void> {
  const before = writers.acknowledged.size;
  await vi.waitFor(() => expect(writers.acknowledged.size).toBeGreaterThanOrEqual(before + more), SOON);
}

/** Everything that was acknowledged is there, and nothing is there in part. */
async function expectKept(server: Served, acknowledged: Iterable<string>): Promise<void> {
  const { whole, half } = await onRecord(server.client);
  expect(half).toEqual([]);
  expect([...acknowledged].filter((key) => !whole.has(key))).toEqual([]);
}

describe.skipIf(!HAS_POSTGRES)(`under load${WITHOUT_POSTGRES}`, () => {
  let folder: WorkFolder;
  let postgres: OwnPostgres;
  let server: Served;
  beforeAll(() => {
    folder = workFolder();
    postgres = ownPostgres();
  });
  afterAll(() => {
    postgres?.remove();
    folder?.remove();
  });
  beforeEach(async () => {
    server = await served(postgres.url, folder.path);
    await server.client.register(FAULTS);
  });
  afterEach(async () => {
    await server.client.remove(IDENTITY);
    await server.stop();
  });

  it("PostgreSQL is killed with -9: requests are told to come back, and all that was acknowledged is there", async () => {
    const writers = startWriters(() => server.url, SEEDS);
    await acknowledges(writers, 40);
    expect(await isReady(server.url)).toBe(200);

    postgres.kill();
    await vi.waitFor(async () => expect(await isReady(server.url)).toBe(503), SOON);
    const refusedBefore = writers.refused.length;
    await vi.waitFor(() => expect(writers.refused.length).toBeGreaterThan(refusedBefore + 40), SOON);
    const others = writers.refused.filter(({ status, code }) => status !== 503 || code !== "unavailable");
    expect(others).toEqual([]);
    for (const { retryAfter, ms } of writers.refused) {
      expect(Number(retryAfter)).toBeGreaterThan(0);
      expect(ms).toBeLessThan(10_000);
    }
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);

    postgres.restart();
    await acknowledges(writers, 40);
    expect(await isReady(server.url)).toBe(200);
    await writers.stop();
    expect(server.running.child.exitCode).toBeNull();
    await expectKept(server, writers.acknowledged);
  }, 180_000);

  it("the server is killed with -9: the next one has all that was acknowledged, and nothing half", async () => {
    let { url } = server;
    const writers = startWriters(() => url, SEEDS);
    await acknowledges(writers, 40);
    await server.kill();
    await vi.waitFor(() => expect(writers.refused.length).toBeGreaterThan(0), SOON);
    server = await served(postgres.url, folder.path);
    await expectKept(server, [...writers.acknowledged]);
    url = server.url;
    await acknowledges(writers, 20);
    await writers.stop();
    await expectKept(server, writers.acknowledged);
  }, 180_000);

  it("the network is cut in the middle of a body: nothing of it is kept, and the server goes on", async () => {
    const body = JSON.stringify(pairOf(0, 0));
    const writes = async () =>
      (await server.client.audit({ identity: IDENTITY, limit: 1000 })).entries.length;
    const before = await writes();
    const { hostname, port } = new URL(server.url);
    for (const type of ["application/json", "application/x-ndjson"])
      for (const share of [0, 0.3, 0.99]) {
        const socket = connect(Number(port), hostname);
        socket.on("error", () => {});
        socket.write(
          [
            `POST /v1/ablations/${IDENTITY}/outcomes HTTP/1.1`,
            `host: ${hostname}:${port}`,
            `content-type: ${type}`,
            `content-length: ${body.length}`,
            "",
            body.slice(0, Math.floor(share * body.length)),
          ].join("\r\n"),
        );
        await wait(100);
        if (share === 0.3) socket.resetAndDestroy();
        else socket.destroy();
      }
    await wait(300);
    expect((await onRecord(server.client)).whole.size).toBe(0);
    expect(await writes()).toBe(before);
    expect((await post(server.url, "outcomes", pairOf(0, 0))).status).toBe(200);
    expect((await onRecord(server.client)).whole).toEqual(new Set(["outcomes 0 0"]));
  }, 60_000);
});
