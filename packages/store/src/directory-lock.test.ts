import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Holder, isDead, lockDirectory, thisProcess } from "./directory-lock.js";
import { refusal } from "./testing/study.js";

let place = "";
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), "holdfast-lock-"));
});
afterEach(() => rm(place, { recursive: true, force: true }));

const path = () => join(place, "data");
const write = (holder: unknown) => writeFile(`${path()}.lock`, JSON.stringify(holder));

/** The number of a process that has ended. */
async function endedProcess(): Promise<number> {
  const child = spawn(process.execPath, ["-e", ""]);
  await once(child, "exit");
  return child.pid ?? 0;
}

describe("lockDirectory", () => {
  test("leaves one file that names the holder, and takes it away again", async () => {
    const release = await lockDirectory(path(), thisProcess("n1"));
    expect(await readdir(place)).toEqual(["data.lock"]);
    expect(JSON.parse(await readFile(`${path()}.lock`, "utf8"))).toEqual(thisProcess("n1"));
    await release();
    expect(await readdir(place)).toEqual([]);
  });

  test("refuses a second holder in this process, and names the process and the file", async () => {
    const release = await lockDirectory(path(), thisProcess("n1"));
    const refused = await refusal(lockDirectory(path(), thisProcess("n2")));
    expect(refused).toMatchObject({ code: "locked" });
    expect(refused.message).toContain("this process");
    await release();
    await (await lockDirectory(path(), thisProcess("n2")))();
  });

  test("names another process that lives", async () => {
    const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    const alive = { ...thisProcess("other"), pid: child.pid ?? 0, started: null };
    await write(alive);
    const refused = await refusal(lockDirectory(path(), thisProcess("n1")));
    expect(refused.message).toContain(`process ${child.pid} on ${alive.host}`);
    child.kill();
  });

  test("takes over from a dead process of this host, and leaves nothing else behind", async () => {
    await write({ ...thisProcess("dead"), pid: await endedProcess() });
    const release = await lockDirectory(path(), thisProcess("n1"));
    expect(JSON.parse(await readFile(`${path()}.lock`, "utf8")).nonce).toBe("n1");
    expect(await readdir(place)).toEqual(["data.lock"]);
    await release();
  });

  test("one of many takes over", async () => {
    await write({ ...thisProcess("dead"), pid: await endedProcess() });
    const tries = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) => lockDirectory(path(), thisProcess(`n${index}`))),
    );
    const won = tries.filter((result) => result.status === "fulfilled");
    expect(won).toHaveLength(1);
    expect(await readdir(place)).toEqual(["data.lock"]);
  });

  test("never takes over from another host, and says where to look", async () => {
    await write({ ...thisProcess("far"), host: "elsewhere", pid: await endedProcess() });
    const refused = await refusal(lockDirectory(path(), thisProcess("n1")));
    expect(refused).toMatchObject({ code: "locked" });
    expect(refused.message).toContain("can be seen on elsewhere only");
  });

  test("does not guess at a lock that names nobody", async () => {
    await write({ some: "thing" });
    expect(await refusal(lockDirectory(path(), thisProcess("n1")))).toMatchObject({ code: "locked" });
    expect(await readdir(place)).toEqual(["data.lock"]);
  });

  test("does not take away a lock that has become somebody else's", async () => {
    const release = await lockDirectory(path(), thisProcess("n1"));
    await write(thisProcess("n2"));
    await release();
    expect(await readdir(place)).toEqual(["data.lock"]);
  });
});

describe("isDead", () => {
  const self = thisProcess("self");
  const cases: readonly [string, Partial<Holder>, boolean][] = [
    ["this very process", {}, false],
    ["its number before the machine started again", { bootId: "earlier" }, self.bootId !== null],
    ["its number when another process had it", { started: "1" }, self.started !== null],
    ["an unknown start", { started: null, bootId: null }, false],
    ["another host after a start", { host: "elsewhere", bootId: "earlier" }, false],
  ];
  test.each(cases)("%s", (_name, change, dead) => {
    expect(isDead({ ...self, ...change }, self)).toBe(dead);
  });
});
