import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  describeError,
  HoldfastError,
  isHoldfastError,
  type OutcomeLineInput,
  type Receipt,
} from "@holdfast/core";
import { afterAll, describe, expect, it, vi } from "vitest";
import { testAblation } from "../testing/test-ablation.js";
import { checkOutcomes } from "./check-outcomes.js";
import { openOutcomeFile } from "./outcome-file.js";
import { sendOutcomes } from "./send-outcomes.js";

const folder = mkdtempSync(join(tmpdir(), "holdfast-record-"));
afterAll(() => rmSync(folder, { recursive: true }));

const scores = (step: number, count = 2000) =>
  JSON.stringify({
    arm: "control",
    seed: 1,
    stage: "rl",
    step,
    eval: "blackmail@1",
    samples: {
      id: Array.from({ length: count }, (_, index) => `p${index}`),
      score: new Array(count).fill(1),
    },
  });

async function* nothing(): AsyncGenerator<Uint8Array> {}

async function fileOf(name: string, text: string) {
  writeFileSync(join(folder, name), text);
  return openOutcomeFile(name, folder, nothing());
}

async function faultOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (isHoldfastError(error)) return `${error.code} ${describeError(error)}`;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("the first pass", () => {
  it("counts lines and scores", async () => {
    const file = await fileOf("good.ndjson", `${scores(1)}\n${scores(2)}\n`);
    expect(await checkOutcomes(file.read(), testAblation)).toEqual({ lines: 2, scores: 4000 });
  });

  const line = (members: string) => `{"seed":1,"stage":"rl",${members}}\n`;
  it.each([
    [
      "an arm that is not known",
      line('"arm":"treated","eval":"blackmail@1","point":0'),
      "unknown-name f.ndjson:1 arm: the ablation has no arm `treated`.",
    ],
    [
      "a stage that is not known",
      '{"arm":"control","stage":"dpo","eval":"blackmail@1","point":0}\n',
      "unknown-name f.ndjson:1 stage:",
    ],
    [
      "an eval that is not known",
      line('"arm":"control","eval":"whitemail@1","point":0'),
      "unknown-name f.ndjson:1 eval:",
    ],
    [
      "a metric that is not known",
      line('"arm":"control","eval":"blackmail@1","metric":"x","point":0'),
      "unknown-name f.ndjson:1 metric:",
    ],
    [
      "a score outside the scale",
      line('"arm":"control","eval":"blackmail@1","samples":{"id":["a","b"],"score":[1,2]}'),
      "invalid-input f.ndjson:1 samples.score[1]: the score 2 of sample `b` is not 0 or 1.",
    ],
    [
      "a score outside the scale of one of several metrics",
      line(
        '"arm":"control","eval":"blackmail@1","samples":{"id":["a"],"scores":{"score":[1],"severity":[11]}}',
      ),
      "f.ndjson:1 samples.scores.severity[0]:",
    ],
    [
      "a sample twice with two scores",
      line('"arm":"control","eval":"blackmail@1","samples":{"id":["a","a"],"score":[0,1]}'),
      "f.ndjson:1 samples.score[1]: sample `a`, epoch 0 is given twice",
    ],
    ["a fault in the second line", `${scores(1)}\n{"arm":"control"}\n`, "invalid-input f.ndjson:2 stage:"],
    [
      "a score outside the scale in CSV",
      "arm,stage,eval,sample,score\ncontrol,rl,blackmail@1,a,1\ncontrol,rl,blackmail@1,b,2\n",
      "invalid-input f.ndjson:3 score:",
    ],
  ])("refuses %s", async (_, text, said) => {
    const file = await fileOf("f.ndjson", text);
    expect(await faultOf(checkOutcomes(file.read(), testAblation))).toContain(said);
  });

  it("refuses a file, a directory and a path that hold nothing", async () => {
    mkdirSync(join(folder, "directory"));
    expect(await faultOf(openOutcomeFile("directory", folder, nothing()))).toContain("this is not a file.");
    expect(await faultOf(openOutcomeFile("missing", folder, nothing()))).toContain(
      "not-found missing: there is no such file.",
    );
    const empty = await fileOf("empty.csv", "arm,stage,eval,point\n");
    expect(await faultOf(checkOutcomes(empty.read(), testAblation))).toContain(
      "there are no outcomes in it.",
    );
  });

  it("spools stdin, reads it twice, and leaves nothing behind", async () => {
    const spools = join(folder, "spools");
    mkdirSync(spools);
    vi.stubEnv("TMPDIR", spools);
    const file = await openOutcomeFile(
      "-",
      folder,
      (async function* () {
        yield Buffer.from(`${scores(1, 2)}\n`);
        yield Buffer.from(`${scores(2, 2)}\n`);
      })(),
    );
    for (const _ of [1, 2])
      expect(await checkOutcomes(file.read(), testAblation)).toEqual({ lines: 2, scores: 4 });
    expect(readdirSync(spools)).toHaveLength(1);
    await file.discard();
    expect(readdirSync(spools)).toEqual([]);
    vi.unstubAllEnvs();
  });
});

describe("the second pass", () => {
  const lines = 300;
  const text = Array.from({ length: lines }, (_, step) => `${scores(step)}\n`).join("");
  const client = (failsAt: number) => {
    const sent: (readonly OutcomeLineInput[])[] = [];
    return {
      sent,
      recordLines: async (
        _: string,
        batch: readonly OutcomeLineInput[],
        options: { readonly locate?: (error: HoldfastError, index: number) => HoldfastError } = {},
      ): Promise<Receipt> => {
        const fault = new HoldfastError({
          code: "conflict",
          message: "another score is there.",
          place: { key: "samples.score[7]" },
          remedy: "Send a correction.",
        });
        if (sent.length === failsAt) throw options.locate?.(fault, 3) ?? fault;
        sent.push(batch);
        return { outcomes: batch.length, added: 1, recognised: 0, corrected: 0 };
      },
    };
  };

  it("sends a small file at once", async () => {
    const file = await fileOf("large.ndjson", text);
    const whole = client(-1);
    await sendOutcomes(whole, "advice@1", file.read(), { lines, scores: lines * 2000 }, { asWhole: true });
    expect(whole.sent.map((batch) => batch.length)).toEqual([lines]);
  });

  it("sends a large file in batches, all of it once and in order, and adds the receipts", async () => {
    const file = await fileOf("large.ndjson", text);
    const batched = client(-1);
    const receipt = await sendOutcomes(
      batched,
      "advice@1",
      file.read(),
      { lines, scores: lines * 2000 },
      { asWhole: false },
    );
    expect(batched.sent.map((batch) => batch.length)).toEqual([75, 75, 75, 75]);
    expect(batched.sent.flat().map((line) => line.step)).toEqual(
      Array.from({ length: lines }, (_, step) => step),
    );
    expect(receipt).toEqual({ outcomes: lines, added: 4, recognised: 0, corrected: 0 });
  });

  it("says how much is recorded when a later batch is refused, and where", async () => {
    const file = await fileOf("large.ndjson", text);
    const said = await faultOf(
      sendOutcomes(client(1), "advice@1", file.read(), { lines, scores: lines * 2000 }, { asWhole: false }),
    );
    expect(said).toBe(
      "conflict large.ndjson:79 samples.score[7]: another score is there. 75 of 300 lines are recorded, and the rest is not. Send a correction. Sending the file again is safe: what is there already is recognised.",
    );
  });
});
