import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeSpoolLine, encodeSpoolLine, HoldfastError } from "@holdfast/core";
import { afterEach, expect, it } from "vitest";
import { openFileSpool } from "./open-file-spool.js";

const folders: string[] = [];
const folder = () => {
  const path = mkdtempSync(join(tmpdir(), "holdfast-spool-"));
  folders.push(path);
  return path;
};
afterEach(() => {
  for (const path of folders.splice(0)) rmSync(path, { recursive: true });
});

const record = (body: string) => encodeSpoolLine({ kind: "outcome", subject: "a@1", body });
const bodies = (path: string) =>
  readFileSync(path, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => decodeSpoolLine(line)?.body);
const files = (path: string) => readdirSync(path).sort();

it("has lines on disk when it says so, and closes its file at the end", async () => {
  const path = join(folder(), "new", "spool");
  const spool = openFileSpool(path, { unique: "x" });
  expect(await spool.append([record("1"), record("2")])).toBe(true);
  const [open = ""] = files(path);
  expect(open).toMatch(/-x\.000001\.open$/);
  expect(bodies(join(path, open)).slice(1)).toEqual(["1", "2"]);
  await spool.append([record("3")]);
  await spool.close();
  expect(files(path)).toEqual([open.replace(".open", ".spool")]);
  expect(bodies(join(path, open.replace(".open", ".spool"))).slice(1)).toEqual(["1", "2", "3"]);
});

it("removes what need not be kept, and goes on in a new file", async () => {
  const path = folder();
  const spool = openFileSpool(path, { unique: "x" });
  await spool.append([record("1")]);
  await spool.clear();
  expect(files(path)).toEqual([]);
  await spool.append([record("2")]);
  await spool.close();
  expect(files(path)).toEqual([expect.stringMatching(/000002\.spool$/)]);
});

it("writes again what a replay may not have read before it took the file away", async () => {
  const path = folder();
  const spool = openFileSpool(path, { unique: "x" });
  await spool.append([record("1")]);
  const [open = ""] = files(path);
  mkdirSync(join(path, "done"));
  renameSync(join(path, open), join(path, "done", open));
  await spool.append([record("2")]);
  await spool.close();
  const [next = ""] = files(path).filter((name) => name.endsWith(".spool"));
  expect(bodies(join(path, next)).slice(1)).toEqual(["2"]);
});

it("says that it could not keep lines, where the disk or its bound does not let it", async () => {
  const path = folder();
  writeFileSync(join(path, "file"), "");
  const nowhere = openFileSpool(join(path, "file", "spool"), { unique: "x" });
  expect(await nowhere.append([record("1")])).toBe(false);
  await nowhere.close();
  const small = openFileSpool(join(path, "small"), { unique: "x", maxBytes: 400 });
  const taken: boolean[] = [];
  for (let count = 0; count < 20; count += 1) taken.push(await small.append([record(String(count))]));
  expect(taken[0]).toBe(true);
  expect(taken.at(-1)).toBe(false);
  await small.close();
});

it("keeps refused records after their reason", async () => {
  const path = folder();
  const spool = openFileSpool(path, { unique: "x" });
  const reason = new HoldfastError({
    code: "unknown-name",
    message: "no such eval.",
    remedy: "Name another.",
  });
  await spool.reject(record("1"), reason);
  await spool.reject(record("2"), reason);
  await spool.close();
  expect(existsSync(join(path, "rejected"))).toBe(true);
  const [name = ""] = files(join(path, "rejected"));
  const read = bodies(join(path, "rejected", name));
  expect(read[1]).toContain("no such eval. Name another.");
  expect([read[2], read[4]]).toEqual(["1", "2"]);
});
