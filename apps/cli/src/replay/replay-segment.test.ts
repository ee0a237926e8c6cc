import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import type { SpooledCalls } from "@holdfast/api/client";
import { encodeSpoolLine, HoldfastError, SPOOL_VERSION } from "@holdfast/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { replaySegment } from "./replay-segment.js";
import { spoolFiles } from "./spool-files.js";
import { SILENCE_MS, writerLives } from "./writer-lives.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "holdfast-replay-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const header = (writer: object) =>
  encodeSpoolLine({ kind: "spool", subject: SPOOL_VERSION, body: JSON.stringify(writer) });
const outcome = (step: number) =>
  encodeSpoolLine({
    kind: "outcome",
    subject: "advice@1",
    body: JSON.stringify({ arm: "a", stage: "rl", step, eval: "e@1", counts: { k: 1, n: 2 } }),
  });
const HERE = { host: hostname(), pid: process.pid };
const ELSEWHERE = { host: "another", pid: 1 };

const unused = async () => {
  throw new Error("this was not to be called");
};

/** A client that notes the steps it was given. */
function noting(record: (steps: number[]) => void | Promise<void>): SpooledCalls {
  return {
    register: unused,
    registerRun: unused,
    registerCheckpoint: unused,
    recordMetrics: unused,
    intervene: unused,
    recordLines: async (_identity, lines) => {
      await record(lines.map(({ step }) => step ?? -1));
      return { outcomes: lines.length, added: lines.length, recognised: 0, corrected: 0 };
    },
  };
}

async function replayed(client: SpooledCalls, now: () => number = Date.now) {
  const [file] = await spoolFiles(folder, "spool");
  if (file === undefined) throw new Error("there is no segment");
  return replaySegment(client, file, now);
}

describe("replaySegment", () => {
  it("leaves a segment whose writer lives, and puts it away once it is silent for long", async () => {
    writeFileSync(join(folder, "a.open"), header(ELSEWHERE) + outcome(1));
    const seen: number[] = [];
    const client = noting((steps) => {
      seen.push(...steps);
    });
    expect(await replayed(client)).toMatchObject({ state: "open", records: 1, isCut: false });
    expect(readdirSync(folder)).toEqual(["a.open"]);
    const later = () => Date.now() + SILENCE_MS + 1000;
    expect(await replayed(client, later)).toMatchObject({ state: "done", records: 1 });
    expect(readdirSync(join(folder, "done"))).toEqual(["a.spool"]);
    expect(seen).toEqual([1, 1]);
  });

  it("reads on where its writer closed it meanwhile", async () => {
    const path = join(folder, "a.open");
    writeFileSync(path, header(HERE) + outcome(1));
    const seen: number[] = [];
    let isFirst = true;
    const segment = await replayed(
      noting((steps) => {
        seen.push(...steps);
        if (!isFirst) return;
        isFirst = false;
        appendFileSync(path, outcome(2));
        renameSync(path, join(folder, "a.spool"));
      }),
    );
    expect(segment.state).toBe("done");
    expect(seen).toEqual([1, 1, 2]);
    expect(existsSync(join(folder, "done", "a.spool"))).toBe(true);
  });

  it("is content where another replay put it away", async () => {
    const path = join(folder, "a.spool");
    writeFileSync(path, header(HERE) + outcome(1));
    const segment = await replayed(noting(() => rmSync(path)));
    expect(segment).toMatchObject({ state: "done", records: 0, reason: expect.stringContaining("another") });
  });

  it("leaves everything where it is when there is no such ablation, or no server", async () => {
    writeFileSync(join(folder, "a.spool"), header(HERE) + outcome(1));
    const failing = (code: "not-found" | "unavailable") =>
      replayed(
        noting(() => {
          throw new HoldfastError({ code, message: "no." });
        }),
      );
    expect(await failing("not-found")).toMatchObject({ state: "waiting", reason: "no." });
    await expect(failing("unavailable")).rejects.toMatchObject({ code: "unavailable" });
    expect(readdirSync(folder)).toEqual(["a.spool"]);
  });

  it("keeps what is no outcome with the reason, and says nothing of it once it is taken", async () => {
    const wrong = encodeSpoolLine({ kind: "outcome", subject: "advice@1", body: '{"arm":"a"}' });
    writeFileSync(join(folder, "a.open"), header(HERE) + outcome(1) + wrong + outcome(3));
    const seen: number[] = [];
    const client = noting((steps) => {
      seen.push(...steps);
    });
    expect(await replayed(client)).toMatchObject({ state: "open", records: 2, rejected: 1 });
    expect(seen.sort()).toEqual([1, 3]);
    const kept = readFileSync(join(folder, "rejected", "a.spool"), "utf8").split("\n");
    expect(kept).toHaveLength(4);
    expect(kept[1]).toContain("this is not a valid outcome");
    writeFileSync(join(folder, "a.open"), header(HERE) + outcome(1));
    await replayed(client);
    expect(readdirSync(join(folder, "rejected"))).toEqual([]);
  });

  it("leaves a segment of a newer format", async () => {
    writeFileSync(join(folder, "a.spool"), encodeSpoolLine({ kind: "spool", subject: "2", body: "{}" }));
    expect(await replayed(noting(() => {}))).toMatchObject({
      state: "waiting",
      reason: expect.stringContaining("version 2"),
    });
  });
});

describe("writerLives", () => {
  it("asks the process on this host, and the clock elsewhere", () => {
    expect(writerLives(JSON.stringify(HERE), 0)).toBe(true);
    expect(writerLives(JSON.stringify({ ...HERE, pid: 2 ** 22 + 1 }), 0)).toBe(false);
    expect(writerLives(JSON.stringify(ELSEWHERE), SILENCE_MS - 1)).toBe(true);
    expect(writerLives(JSON.stringify(ELSEWHERE), SILENCE_MS + 1)).toBe(false);
    expect(writerLives(undefined, 0)).toBe(true);
  });

  it.skipIf(process.platform !== "linux")("knows a process of an earlier start (skipped off Linux)", () => {
    expect(writerLives(JSON.stringify({ ...HERE, boot: "00000000-0000-0000-0000-000000000000" }), 0)).toBe(
      false,
    );
  });
});
