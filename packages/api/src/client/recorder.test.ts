import { decodeSpoolLine, HoldfastError, type OutcomeLineInput } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { createRecorder, type RecorderOptions, type RecorderSpool } from "./recorder.js";
import { retryDelay } from "./retry-delay.js";
import type { SpooledCalls } from "./send-spooled.js";

const line = (step: number, evalId = "e@1"): OutcomeLineInput => ({
  arm: "advice",
  seed: 1,
  stage: "rl",
  step,
  eval: evalId,
  counts: { k: 1, n: 2 },
});

const nobody = async () => {
  throw new Error("this was not to be called");
};

/** A client that takes outcomes as `take` says; it gives away what it took. */
function clientThat(take: (lines: readonly OutcomeLineInput[]) => Promise<void>) {
  const taken: OutcomeLineInput[] = [];
  const client: SpooledCalls = {
    register: nobody,
    registerRun: nobody,
    registerCheckpoint: nobody,
    recordMetrics: nobody,
    intervene: nobody,
    recordLines: async (_identity, lines) => {
      await take(lines);
      taken.push(...lines);
      return { outcomes: lines.length, added: lines.length, recognised: 0, corrected: 0 };
    },
  };
  return { client, taken, steps: () => taken.map(({ step }) => step) };
}

/** A spool in memory. */
function memorySpool(takes = true) {
  const kept: string[] = [];
  const rejected: string[] = [];
  const spool: RecorderSpool = {
    append: async (lines) => {
      if (takes) kept.push(...lines);
      return takes;
    },
    clear: async () => {
      kept.length = 0;
    },
    reject: async (text, reason) => {
      rejected.push(`${reason.code} ${decodeSpoolLine(text.trimEnd())?.body}`);
    },
    close: async () => {},
  };
  return { spool, kept, rejected };
}

function recorderOver(client: SpooledCalls, spool: RecorderSpool, more: Partial<RecorderOptions> = {}) {
  const said: string[] = [];
  const waited: number[] = [];
  const recorder = createRecorder(client, {
    spool,
    random: () => 0.5,
    wait: async (milliseconds) => {
      waited.push(milliseconds);
      await new Promise((resolve) => setTimeout(resolve, milliseconds >= 5000 ? 2000 : 1));
    },
    onTrouble: (message) => said.push(message),
    ...more,
  });
  return { recorder, said, waited };
}

const down = new HoldfastError({ code: "unavailable", message: "nothing answers." });

describe("createRecorder", () => {
  it("sends everything in batches, and keeps nothing that is sent", async () => {
    let requests = 0;
    const { client, steps } = clientThat(async () => {
      requests += 1;
    });
    const { spool, kept } = memorySpool();
    const { recorder, said } = recorderOver(client, spool);
    for (let step = 0; step < 1200; step += 1) expect(recorder.outcome("advice@1", line(step))).toBe(true);
    expect(await recorder.flush(5000)).toBe(true);
    expect(steps()).toEqual(Array.from({ length: 1200 }, (_, step) => step));
    expect(requests).toBeLessThanOrEqual(4);
    expect([kept, said]).toEqual([[], []]);
    expect(recorder.health()).toEqual({
      accepted: 1200,
      spooled: 1200,
      sent: 1200,
      rejected: 0,
      dropped: 0,
      retries: 0,
    });
    recorder.outcome("advice@1", line(7777));
    await recorder.close(5000);
    expect(steps().at(-1)).toBe(7777);
  });

  it("asks a server in trouble again, waiting longer, and says so once", async () => {
    const faults = [
      down,
      new HoldfastError({ code: "rate-limited", message: "slower.", retryAfterSeconds: 2 }),
      down,
    ];
    const { client, taken } = clientThat(async () => {
      const fault = faults.shift();
      if (fault !== undefined) throw fault;
    });
    const { recorder, said, waited } = recorderOver(client, memorySpool().spool);
    recorder.outcome("advice@1", line(1));
    await recorder.flush(5000);
    expect(taken).toHaveLength(1);
    expect(waited.filter((each) => each < 5000)).toEqual([250, 2500, 1000]);
    expect(said).toHaveLength(1);
  });

  it("finds what is refused in its batch and keeps it with the reason", async () => {
    const { client, steps } = clientThat(async (lines) => {
      if (lines.some(({ eval: id }) => id === "wrong@1"))
        throw new HoldfastError({ code: "unknown-name", message: "no such eval." });
    });
    const { spool, rejected } = memorySpool();
    const { recorder } = recorderOver(client, spool);
    for (let step = 0; step < 20; step += 1)
      recorder.outcome("advice@1", line(step, step === 5 || step === 13 ? "wrong@1" : "e@1"));
    expect(await recorder.flush(5000)).toBe(true);
    expect(steps()).toHaveLength(18);
    expect(rejected.map((each) => /^unknown-name .*"step":(\d+)/.exec(each)?.[1])).toEqual(["5", "13"]);
  });

  it("keeps everything in the spool when no server takes it, and waits for it no longer than it was told", async () => {
    const { client } = clientThat(async () => {
      throw down;
    });
    const { spool, kept } = memorySpool();
    const { recorder, said } = recorderOver(client, spool);
    for (let step = 0; step < 10; step += 1) recorder.outcome("advice@1", line(step));
    await recorder.close(20);
    expect(kept).toHaveLength(10);
    expect(said.at(-1)).toContain("holdfast replay");
  });

  it("spills what memory has no room for, and leaves it to a replay", async () => {
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const { client, taken } = clientThat(() => gate);
    const { spool, kept } = memorySpool();
    const { recorder, said } = recorderOver(client, spool, { queueRecords: 5 });
    for (let step = 0; step < 5; step += 1) recorder.outcome("advice@1", line(step));
    await new Promise((resolve) => setTimeout(resolve, 5));
    for (let step = 5; step < 9; step += 1) expect(recorder.outcome("advice@1", line(step))).toBe(true);
    open();
    await recorder.flush(5000);
    expect(taken).toHaveLength(5);
    expect(kept).toHaveLength(9);
    expect(said.join()).toContain("stay in the spool");
    expect(recorder.health().dropped).toBe(0);
  });

  it("sends what the disk does not take", async () => {
    const { client, taken } = clientThat(async () => {});
    const { recorder, said } = recorderOver(client, memorySpool(false).spool);
    recorder.outcome("advice@1", line(1));
    expect(await recorder.flush(5000)).toBe(true);
    expect(taken).toHaveLength(1);
    expect(said).toEqual([expect.stringContaining("takes no records")]);
  });

  it("throws nothing at what is no record", () => {
    const { recorder, said } = recorderOver(clientThat(async () => {}).client, memorySpool().spool);
    expect(recorder.outcome("advice", line(1))).toBe(false);
    expect(recorder.outcome("advice@1", { ...line(1), counts: undefined, point: Number.NaN })).toBe(false);
    expect(recorder.health().dropped).toBe(2);
    expect(said).toHaveLength(1);
  });
});

describe("retryDelay", () => {
  it("grows to a minute, with full jitter, after what the server asked for", () => {
    expect([1, 2, 3, 8, 100].map((failures) => retryDelay(failures, () => 1))).toEqual([
      500, 1000, 2000, 60_000, 60_000,
    ]);
    expect(retryDelay(5, () => 0)).toBe(0);
    const asked = new HoldfastError({ code: "rate-limited", message: "slower.", retryAfterSeconds: 7 });
    expect(retryDelay(1, () => 0, asked)).toBe(7000);
  });
});
