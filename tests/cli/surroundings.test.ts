import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { EXIT_CODES } from "@holdfast/cli";
import { openStore } from "@holdfast/store";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { REQUIRE_ALL } from "./databases.js";
import { holdfast, holdfastOk, startHoldfast } from "./run-holdfast.js";
import { ndjson, studyAblation, studyLines } from "./study.js";
import { type WorkFolder, workFolder } from "./work-folder.js";

const isRoot = process.getuid?.() === 0;
const setpriv = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--"];
const canStepDown =
  isRoot && spawnSync("setpriv", [...setpriv.slice(1), process.execPath, "-e", "0"]).status === 0;
/** Root may write everywhere: then the command runs without that right. */
const prefix = isRoot ? setpriv : [];
const noPermissions =
  isRoot && !canStepDown && !REQUIRE_ALL ? " (skipped: running as root, and setpriv is not here)" : "";

let folder: WorkFolder;
beforeAll(async () => {
  folder = workFolder();
  chmodSync(folder.path, 0o755);
  folder.write("study.json", JSON.stringify(studyAblation("surroundings")));
  folder.write("outcomes.ndjson", ndjson(studyLines()));
});
afterAll(() => folder.remove());

describe("what is not as it should be around the command", () => {
  it("a second process on one directory is refused, and named the holder of the lock", async () => {
    await holdfastOk(["register", "study.json", "--db", "db"], { cwd: folder.path });
    const server = startHoldfast(["serve", "--port", "0", "--db", "db"], { cwd: folder.path });
    await new Promise<void>((resolve) => server.child.stdout?.once("data", () => resolve()));
    const before = readdirSync(folder.path).sort();
    const { code, stdout, stderr } = await holdfast(
      ["record", "outcomes.ndjson", "-a", "surroundings@1", "--db", "db"],
      { cwd: folder.path },
    );
    expect([code, stdout]).toEqual([EXIT_CODES.locked, ""]);
    expect(stderr).toContain(String(server.child.pid));
    expect(readdirSync(folder.path).sort()).toEqual(before);
    server.child.kill("SIGTERM");
    await server.finished;
    expect(await holdfastOk(["status", "--db", "db"], { cwd: folder.path })).toContain("0 outcomes");
  });

  it("the lock of a process that was killed is taken over", async () => {
    const server = startHoldfast(["serve", "--port", "0", "--db", "db"], { cwd: folder.path });
    await new Promise<void>((resolve) => server.child.stdout?.once("data", () => resolve()));
    server.child.kill("SIGKILL");
    await server.finished;
    expect(await holdfastOk(["status", "--db", "db"], { cwd: folder.path })).toContain("surroundings@1");
  });

  describe.skipIf(noPermissions !== "")(`without permission${noPermissions}`, () => {
    it("to write where the database is to be", async () => {
      const closed = join(folder.path, "closed");
      mkdirSync(closed, { mode: 0o555 });
      const { code, stdout, stderr } = await holdfast(["register", "study.json", "--db", "closed/db"], {
        cwd: folder.path,
        prefix,
      });
      expect([code, stdout]).toEqual([EXIT_CODES.forbidden, ""]);
      expect(stderr).toContain("error (forbidden): ");
      expect(stderr).not.toContain("    at ");
      expect(readdirSync(closed)).toEqual([]);
    });

    it("to write where the report is to be", async () => {
      const own = join(folder.path, "own");
      mkdirSync(own);
      chmodSync(own, 0o777);
      await holdfastOk(["register", "study.json", "--db", "own/db"], { cwd: folder.path, prefix });
      const closed = join(folder.path, "closed-report");
      mkdirSync(closed, { mode: 0o555 });
      const words = ["report", "surroundings@1", "-o", "closed-report/report.md", "--db", "own/db"];
      const { code, stderr } = await holdfast(words, { cwd: folder.path, prefix });
      expect([code, stderr]).toEqual([
        EXIT_CODES.forbidden,
        expect.stringContaining("closed-report/report.md: permission denied."),
      ]);
      expect(readdirSync(closed)).toEqual([]);
    });

    it("to read the outcomes", async () => {
      folder.write("secret.ndjson", ndjson(studyLines()));
      chmodSync(join(folder.path, "secret.ndjson"), 0);
      const words = ["record", "secret.ndjson", "-a", "surroundings@1", "--db", "own/db"];
      const { code, stderr } = await holdfast(words, { cwd: folder.path, prefix });
      expect([code, stderr]).toEqual([
        EXIT_CODES.forbidden,
        expect.stringContaining("secret.ndjson: permission denied."),
      ]);
    });
  });

  it("a PostgreSQL that is not there, its password never shown", async () => {
    const probe = createServer().listen(0, "127.0.0.1");
    await once(probe, "listening");
    const address = probe.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    probe.close();
    await once(probe, "close");
    const db = `postgres://someone:hunter2@127.0.0.1:${port}/nothing`;
    const { code, stdout, stderr } = await holdfast(["list", "--db", db], { cwd: folder.path });
    expect([code, stdout]).toEqual([EXIT_CODES.unavailable, ""]);
    expect(stderr).toContain(`127.0.0.1:${port}`);
    expect(stderr).not.toContain("hunter2");
    expect(stderr).not.toContain("    at ");
  });

  it("a database of a newer version, which is left as it is", async () => {
    const migrations = join(folder.path, "migrations");
    cpSync(fileURLToPath(new URL("../../migrations", import.meta.url)), migrations, { recursive: true });
    const journalFile = join(migrations, "meta/_journal.json");
    const journal: { entries: { idx: number; when: number; tag: string }[] } = JSON.parse(
      readFileSync(journalFile, "utf8"),
    );
    const idx = journal.entries.length;
    const last = { ...journal.entries.at(-1), idx, when: Date.UTC(2099, 0, 1), tag: "9999_of-tomorrow" };
    writeFileSync(join(migrations, "9999_of-tomorrow.sql"), "create table of_tomorrow (id integer);\n");
    writeFileSync(journalFile, JSON.stringify({ ...journal, entries: [...journal.entries, last] }));
    await (await openStore(join(folder.path, "newer"), { migrations })).close();
    for (const words of [["list"], ["register", "study.json"], ["migrate"]]) {
      const { code, stdout, stderr } = await holdfast([...words, "--db", "newer"], { cwd: folder.path });
      expect([code, stdout]).toEqual([EXIT_CODES["newer-database"], ""]);
      expect(stderr).toContain(
        "Use the version of Holdfast that wrote it, or a newer one; nothing was changed.",
      );
    }
    const store = await openStore(join(folder.path, "newer"), { migrations });
    expect((await store.ablations({ order: "identity", limit: 1 })).ablations).toEqual([]);
    await store.close();
  });

  it("a server that is not there", async () => {
    const { code, stderr } = await holdfast(["list", "--url", "http://127.0.0.1:9"], { cwd: folder.path });
    expect([code, stderr]).toEqual([
      EXIT_CODES.unavailable,
      expect.stringContaining("nothing answers at http://127.0.0.1:9"),
    ]);
  });

  it("a reader that closes the pipe is no fault", () => {
    const { status, stderr } = spawnSync(
      "sh",
      [
        "-c",
        '"$0" "$1" --help | head -n 1',
        process.execPath,
        new URL("../../apps/cli/bin/holdfast.js", import.meta.url).pathname,
      ],
      { encoding: "utf8" },
    );
    expect([status, stderr]).toEqual([0, ""]);
  });
});
