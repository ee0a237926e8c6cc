import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { type MeasuredComponent, MeasuredComponentSchema } from "@holdfast/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const BINARY = fileURLToPath(new URL("../../apps/cli/bin/holdfast.js", import.meta.url));
const MEGABYTE = 1024 * 1024;

let folder = "";
let alone: MeasuredComponent;
/** 17 MB, which are three ranges: rows of words that a seed gives, every tenth one a copy. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "holdfast-mix-built-"));
  let state = 1;
  const below = (n: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
  const texts = Array.from({ length: 17_000 }, (_, at) =>
    Array.from({ length: at % 10 === 9 ? 1 : 180 }, () => `w${below(9000)}`).join(" "),
  );
  const rows = texts.map((text, at) => `${JSON.stringify({ text: at % 10 === 9 ? texts[at - 1] : text })}\n`);
  rows[12_000] = '{"score": 1}\n';
  writeFileSync(join(folder, "rows.jsonl"), rows.join(""));
  writeFileSync(join(folder, "rows.jsonl.gz"), gzipSync(rows.join(""), { level: 1 }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const words = (file: string, threads: number, ...more: string[]) => [
  ...[BINARY, "mix", "measure", file, "--encoding", "none", "--json", "--allow-partial"],
  ...["--state", "state", "--threads", String(threads), ...more],
];

function measured(
  file: string,
  threads: number,
  ...more: string[]
): MeasuredComponent & { readonly said: string } {
  const run = spawnSync(process.execPath, words(file, threads, ...more), {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 64 * MEGABYTE,
  });
  if (run.status !== 0) throw new Error(run.stderr);
  return { ...MeasuredComponentSchema.parse(JSON.parse(run.stdout)), said: run.stderr };
}

const parts = () =>
  existsSync(join(folder, "state"))
    ? readdirSync(join(folder, "state"), { recursive: true }).filter((name) => String(name).endsWith(".part"))
    : [];

describe("measuring what was built", () => {
  it("gives the same in one thread, in two, and packed", () => {
    alone = measured("rows.jsonl", 0);
    expect(alone.measured).toMatchObject({
      rows: 16_999,
      exactDuplicates: { surplus: 1700 },
      leftOut: [{ count: 1, first: "rows.jsonl:12001" }],
    });
    expect(measured("rows.jsonl", 2).measured).toEqual(alone.measured);
    const packed = measured("rows.jsonl.gz", 2).measured;
    expect(packed.hashes).toEqual(alone.measured.hashes);
    expect(packed.nearDuplicates).toEqual(alone.measured.nearDuplicates);
    expect(packed.leftOut).toMatchObject([{ first: "rows.jsonl.gz:12001" }]);
    expect(parts()).toEqual([]);
  });

  it("goes on after a kill, and measures again what was changed since", async () => {
    const child = spawn(process.execPath, words("rows.jsonl", 1), { cwd: folder, stdio: "ignore" });
    while (parts().length === 0 && child.exitCode === null) await setTimeout(5);
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(parts().length).toBeGreaterThan(0);
    const again = measured("rows.jsonl", 1);
    expect(again.said).toMatch(/went on where an earlier run was stopped: [1-3] parts were there already/);
    expect(again.measured).toEqual(alone.measured);
    expect(parts()).toEqual([]);

    const second = spawn(process.execPath, words("rows.jsonl", 1), { cwd: folder, stdio: "ignore" });
    while (parts().length === 0 && second.exitCode === null) await setTimeout(5);
    second.kill("SIGKILL");
    await once(second, "exit");
    expect(parts().length).toBeGreaterThan(0);
    appendFileSync(join(folder, "rows.jsonl"), '{"text": "one more"}\n');
    const changed = measured("rows.jsonl", 1);
    expect(changed.said).not.toContain("went on");
    expect(changed.measured.rows).toBe(alone.measured.rows + 1);
    expect(changed.measured.hashes.unordered).not.toBe(alone.measured.hashes.unordered);
  });
});
