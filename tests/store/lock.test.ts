import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { openStore } from "@holdfast/store";
import { refusal, registered } from "@holdfast/store/testing";
import { expect, test } from "vitest";

const RECORDER = fileURLToPath(new URL("./recorder.mjs", import.meta.url));

test("a second process on a directory is told who has it, and takes it over once that process is dead", async () => {
  const place = await mkdtemp(join(tmpdir(), "holdfast-two-"));
  const target = join(place, "data");
  const store = await openStore(target);
  const { identity } = await registered(store, "two");
  await store.close();
  const child = spawn(process.execPath, [RECORDER, target, identity, "0"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exit = once(child, "exit");
  for await (const line of createInterface({ input: child.stdout })) if (line === "open") break;
  const refused = await refusal(openStore(target));
  expect(refused).toMatchObject({ code: "locked" });
  expect(refused.message).toContain(`process ${child.pid} on `);
  expect(String(refused.remedy)).toContain("holdfast serve");
  child.kill("SIGKILL");
  await exit;
  expect(existsSync(`${target}.lock`)).toBe(true);
  const mine = await openStore(target);
  expect((await mine.registration(identity)).identity).toBe(identity);
  await mine.close();
  expect(existsSync(`${target}.lock`)).toBe(false);
  await rm(place, { recursive: true, force: true });
}, 60_000);
