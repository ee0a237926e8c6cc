import { spawnSync } from "node:child_process";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type WorkFolder, workFolder } from "../cli/work-folder.js";
import { HAS_POSTGRES, type OwnPostgres, ownPostgres, WITHOUT_POSTGRES } from "./own-postgres.js";
import { type Served, served } from "./served.js";
import { canMount, type SmallDisk, smallDisk } from "./small-disk.js";
import { FAULTS, onRecord, startWriters } from "./writers.js";

const SOON = { timeout: 60_000, interval: 50 };

let folder: WorkFolder;
beforeAll(() => {
  folder = workFolder();
});
afterAll(() => folder.remove());

/** Writers fill the disk, are told so, and go on when there is room again; readers notice nothing. */
async function fillsUp(server: Served, disk: SmallDisk): Promise<void> {
  await server.client.register(FAULTS);
  const writers = startWriters(() => server.url, [0, 1, 2, 3]);
  await vi.waitFor(() => expect(writers.acknowledged.size).toBeGreaterThan(8), SOON);
  disk.fill();
  await vi.waitFor(() => expect(writers.refused.length).toBeGreaterThan(20), SOON);
  const others = writers.refused.filter(({ status, code }) => status !== 503 || code !== "unavailable");
  expect(others).toEqual([]);
  for (const { retryAfter } of writers.refused) expect(Number(retryAfter)).toBeGreaterThan(0);
  expect((await server.client.status("faults@1")).registration.identity).toBe("faults@1");
  expect((await onRecord(server.client)).half).toEqual([]);
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);

  disk.free();
  const before = writers.acknowledged.size;
  await vi.waitFor(() => expect(writers.acknowledged.size).toBeGreaterThan(before + 20), SOON);
  await writers.stop();
  const { whole, half } = await onRecord(server.client);
  expect(half).toEqual([]);
  expect([...writers.acknowledged].filter((key) => !whole.has(key))).toEqual([]);
}

const isRoot = canMount(join(process.env.TMPDIR ?? "/tmp", `holdfast-mount-${process.pid}`));
const why = isRoot ? "" : " (skipped: no file system can be mounted here)";

describe.skipIf(!isRoot)(`a full disk${why}`, () => {
  it("under an embedded directory", async () => {
    const disk = smallDisk(join(folder.path, "embedded"), 160);
    const server = await served(join(disk.path, "data"), folder.path);
    try {
      await fillsUp(server, disk);
      expect(server.running.child.exitCode).toBeNull();
    } finally {
      await server.stop();
      disk.remove();
    }
  }, 180_000);

  describe.skipIf(!HAS_POSTGRES)(`under PostgreSQL${WITHOUT_POSTGRES}`, () => {
    let own: OwnPostgres;
    beforeAll(() => {
      own = ownPostgres();
    });
    afterAll(() => own?.remove());

    it("where its tables are", async () => {
      // the log of PostgreSQL stays where there is room: without it, the server itself would stop
      chmodSync(folder.path, 0o755);
      const disk = smallDisk(join(folder.path, "tables"), 40);
      spawnSync("chown", ["postgres", disk.path]);
      own.run(`create tablespace small location '${disk.path}'`);
      own.run("create database small tablespace small");
      const url = new URL(own.url);
      url.pathname = "/small";
      const server = await served(url.href, folder.path);
      try {
        await fillsUp(server, disk);
        expect(server.running.child.exitCode).toBeNull();
      } finally {
        await server.stop();
        own.kill();
        disk.remove();
      }
    }, 180_000);
  });
});
