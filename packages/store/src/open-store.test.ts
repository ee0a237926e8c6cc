import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openStore } from "./open-store.js";
import { ACTOR, outcomes, refusal, registered, scores } from "./testing/study.js";

let place = "";
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), "holdfast-open-"));
});
afterAll(() => rm(place, { recursive: true, force: true }));

describe("a directory", () => {
  test("keeps what was recorded, is locked while open, and leaves its lock when it closes", async () => {
    const directory = join(place, "deep", "er", "data");
    const store = await openStore(directory);
    const { identity } = await registered(store, "kept");
    await store.record(identity, outcomes({ samples: scores(0, 1, null) }), ACTOR);
    const evidence = await store.evidence(identity);
    expect(await refusal(openStore(directory))).toMatchObject({ code: "locked" });
    expect(store.description).toBe(directory);
    await store.close();
    expect(await readdir(join(place, "deep", "er"))).toEqual(["data"]);
    const again = await openStore(directory);
    expect(await again.evidence(identity)).toEqual(evidence);
    await again.close();
  }, 60_000);

  test.each([
    ["empty", ""],
    ["half of it", "-4"],
    ["of a process that is gone", "-42\n/pglite/data\n1795720327\n"],
  ])(
    "opens over a postmaster.pid that a killed process left: %s",
    async (_what, text) => {
      const directory = join(place, "killed");
      const store = await openStore(directory);
      const { identity } = await registered(store, "before");
      await store.close();
      await writeFile(join(directory, "postmaster.pid"), text);
      const again = await openStore(directory);
      expect((await again.registration(identity)).ablation.name).toBe("before");
      await again.delete(identity, ACTOR);
      await again.close();
    },
    60_000,
  );

  test("a file in its place is refused, and no lock is left", async () => {
    const file = join(place, "file");
    await writeFile(file, "text");
    expect(await refusal(openStore(file))).toMatchObject({ code: "invalid-input" });
    expect(await refusal(openStore(join(file, "below")))).toMatchObject({ code: "invalid-input" });
    expect(await readdir(place)).not.toContain("file.lock");
  });

  test("a directory with other files in it is refused and left alone", async () => {
    const busy = join(place, "busy");
    await mkdir(busy);
    await writeFile(join(busy, "thesis.tex"), "text");
    const refused = await refusal(openStore(busy));
    expect(refused).toMatchObject({ code: "invalid-input" });
    expect(refused.message).toContain("holds other files");
    expect(await readdir(busy)).toEqual(["thesis.tex"]);
  });

  const linux = process.platform === "linux";
  test.skipIf(!linux)(
    `one that nobody may write to is forbidden${linux ? "" : " (skipped: /sys is of Linux)"}`,
    async () => {
      const refused = await refusal(openStore("/sys/holdfast/data"));
      expect(refused).toMatchObject({ code: "forbidden" });
      expect(refused.message).toContain("/sys/holdfast/data cannot be written");
      expect(String(refused.remedy)).toContain("permissions");
    },
  );
});

describe("a server that is not there", () => {
  test("is unavailable, with its place and a remedy, and without the password", async () => {
    const refused = await refusal(
      openStore("postgres://ada:s3cret@127.0.0.1:9/study", { connectTimeout: 2 }),
    );
    expect(refused).toMatchObject({ code: "unavailable" });
    expect(refused.message).toContain("postgres://ada@127.0.0.1:9/study does not answer");
    expect(JSON.stringify(refused)).not.toContain("s3cret");
    expect(String(refused.remedy)).toContain("host and port");
  });

  test("an address that does not resolve is unavailable too", async () => {
    const refused = await refusal(
      openStore("postgres://x@no-such-host.invalid/study", { connectTimeout: 2 }),
    );
    expect(refused).toMatchObject({ code: "unavailable" });
  });
});

test("migrations that are not there are named", async () => {
  const refused = await refusal(openStore("memory://", { migrations: join(place, "none") }));
  expect(refused).toMatchObject({ code: "not-found" });
  expect(refused.message).toContain(join(place, "none"));
});
