import { type Eval, isHoldfastError } from "@holdfast/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bindLog } from "../binding/bind-log.js";
import { boundLines } from "../binding/bound-lines.js";
import { parseMapping } from "../binding/mapping.js";
import { bytesInMemory } from "../bytes/byte-source.js";
import type { EvalLog } from "../logs/eval-log.js";
import { findLogImporter, readLog } from "../logs/read-log.js";
import { configOf, historyOf, makeWandbLog, type WandbRecord } from "../testing/wandb-log.js";
import { datastoreRecords } from "./datastore-records.js";

const EVALS: readonly Eval[] = [
  {
    id: "blackmail@1",
    metrics: [{ name: "score", direction: "lower-is-better", scale: { kind: "binary" } }],
    role: "target",
    relation: "unknown",
  },
  {
    id: "harm@2",
    metrics: [
      { name: "rating", direction: "lower-is-better", scale: { kind: "graded", lower: 0, upper: 10 } },
    ],
    role: "held-out",
    relation: "unknown",
  },
];

const RUN: WandbRecord = {
  run: {
    run_id: "abc",
    project: "advice",
    run_group: "stage=rl",
    job_type: "train",
    display_name: "nice-run-7",
    tags: ["arm=principles", "night"],
    config: configOf({ holdfast: { arm: "control", seed: 3 }, lr: 0.1, _wandb: {} }),
    start_time: { seconds: 1770091506, nanos: 500_000_000 },
  },
};

/** A folder of offline runs: the name of each, and what is in it. */
type Folders = Readonly<Record<string, Buffer>>;

async function read(folders: Folders, of: string, rules: readonly unknown[] = []): Promise<EvalLog> {
  const bytes = folders[of];
  if (bytes === undefined) throw new Error("it is not there");
  const mapping = rules.length === 0 ? [] : parseMapping({ rules }, "map.yaml");
  return readLog(
    {
      file: `wandb/${of}/run-abc.wandb`,
      bytes: bytesInMemory(bytes),
      inFoldersBeside: async (name, isOne, use) => {
        const found = [];
        for (const [folder, other] of Object.entries(folders))
          if (folder !== of && name === "run-abc.wandb" && isOne(folder))
            found.push(await use(bytesInMemory(other), folder));
        return found;
      },
    },
    { cluster: null, evals: EVALS, mapping },
  );
}

async function readOne(records: readonly WandbRecord[], rules: readonly unknown[] = []): Promise<EvalLog> {
  return read({ a: makeWandbLog(records) }, "a", rules);
}

const told = ({ outcomes }: EvalLog) =>
  outcomes.map(({ eval: of, metric, step, point, counts }) => [of, metric, step, counts ?? point]);

describe("a run of W&B", () => {
  it("is bound by its config, tags and group, and its metrics that name evals are points at their steps", async () => {
    const log = await readOne([
      RUN,
      { config: configOf({ "holdfast.stage": "sft" }) },
      { output: { line: "hello" } },
      historyOf(0, { "train/loss": 1, "eval/blackmail": 0.5, "eval/blackmail/n": 10 }),
      historyOf(1, { eval_harm_rating: 7.5, note: "text" }),
      { history: { item: [{ key: "harm@2", number: 8 }], step: { num: 3 } } },
      historyOf(2, { "eval/blackmail": 0.25, "eval/blackmail/n": 3 }),
      { exit: { exit_code: 0 } },
    ]);
    expect(told(log)).toEqual([
      ["blackmail@1", "score", 0, { k: 5, n: 10 }],
      ["blackmail@1", "score", 2, 0.25],
      ["harm@2", "rating", 1, 7.5],
      ["harm@2", "rating", 3, 8],
    ]);
    expect(log.outcomes[0]).toMatchObject({ status: "complete", harness: { name: "wandb" } });
    expect([log.leftOut, log.notes]).toEqual([[], []]);
    expect(log.says).toMatchObject({
      evalId: "abc",
      created: "2026-02-03T04:05:06.500Z",
      tags: ["stage=rl", "arm=principles", "night"],
      metadata: { lr: 0.1, "wandb.name": "nice-run-7", "wandb.group": "stage=rl", "wandb.job_type": "train" },
    });
    expect(log.says.metadata).not.toHaveProperty("_wandb");
    const bound = bindLog(log.says, "f", { identity: "advice@1", mapping: [], checkpoints: [] });
    expect(bound).toMatchObject({ binding: { arm: "control", stage: "sft", seed: 3 } });
  });

  it("has each metric over its own axis", async () => {
    const log = await readOne([
      RUN,
      { metric: { name: "train/step" } },
      { metric: { name: "eval_iter" } },
      { metric: { glob_name: "eval/*", step_metric: "train/step" } },
      { metric: { name: "harm", step_metric_index: 2 } },
      historyOf(0, { harm: 1 }),
      historyOf(1, { "train/step": 100, eval_iter: 5 }),
      historyOf(5360, { "eval/blackmail": 1, harm: 2 }),
      historyOf(5361, { "eval/blackmail": 0, "train/step": 200, eval_iter: 0.5, harm: 3 }),
    ]);
    expect(told(log)).toEqual([
      ["blackmail@1", "score", 100, 1],
      ["blackmail@1", "score", 200, 0],
      ["harm@2", "rating", 5, 2],
    ]);
    expect(log.leftOut).toEqual([
      { what: "`harm`", why: "its axis `eval_iter` was never logged before it", count: 1 },
      { what: "`harm`", why: "its step is no whole number from 0 on (such as 0.5)", count: 1 },
    ]);
  });

  it("is told apart by its id where nobody says a seed", async () => {
    const of = async (config: Record<string, unknown>, rules: readonly unknown[] = []) => {
      const log = await readOne(
        [{ run: { run_id: "abc", config: configOf(config) } }, historyOf(1, { harm: 1 })],
        rules,
      );
      const mapping = rules.length === 0 ? [] : parseMapping({ rules }, "m");
      const bound = bindLog(log.says, "wandb/a/run-abc.wandb", { identity: "x@1", mapping, checkpoints: [] });
      return [
        bound.is === "skipped" ? null : bound.binding.run,
        bound.is === "bound" ? bound.from.run : null,
      ];
    };
    const words = { arm: "a", stage: "rl" };
    expect(await of({ holdfast: words })).toEqual(["abc", "run id"]);
    expect(await of({ holdfast: { ...words, seed: "unknown" } })).toEqual(["abc", "run id"]);
    expect(await of({ holdfast: { ...words, seed: 0 } })).toEqual([undefined, undefined]);
    expect(await of({ holdfast: { ...words, run: "mine" } })).toEqual(["mine", "metadata"]);
    expect(await of({ holdfast: words }, [{ match: { path: "**" }, set: { seed: 4 } }])).toEqual([
      undefined,
      undefined,
    ]);
  });

  it("may say which of its metrics are evals, who judged them and under which condition; a mapping too", async () => {
    const records = (config: Record<string, unknown>, tags: readonly string[] = []): WandbRecord[] => [
      { run: { run_id: "abc", tags, config: configOf(config) } },
      historyOf(1, { "val/bm": 1, "val/bm/n": 4, other: 3, "eval/blackmail": 0 }),
    ];
    const said = await readOne(
      records(
        {
          holdfast: {
            arm: "a",
            stage: "rl",
            eval: { "val/bm": "blackmail" },
            judge: "gpt",
            condition: { goal: "x" },
          },
        },
        ["holdfast.eval.eval/blackmail=none"],
      ),
    );
    expect(told(said)).toEqual([["blackmail@1", "score", 1, { k: 4, n: 4 }]]);
    expect(said.outcomes[0]).toMatchObject({ judge: "gpt", condition: { goal: "x" } });
    const rules = { identity: "x@1", mapping: [], checkpoints: [] };
    expect(bindLog(said.says, "f", rules)).toMatchObject({ is: "bound", notes: [] });
    const map = [
      {
        match: { path: "**" },
        set: {
          arm: "a",
          stage: "rl",
          evals: { "val/bm": "blackmail@1", other: "harm@2", "eval/blackmail": null },
        },
      },
    ];
    const mapped = await readOne(records({}), map);
    const bound = bindLog(mapped.says, "f", { ...rules, mapping: parseMapping({ rules: map }, "m") });
    if (bound.is !== "bound") throw new Error("it is not bound");
    expect(
      boundLines(mapped, bound, "f").map(({ eval: of, metric, step, counts, point }) => [
        of,
        metric,
        step,
        counts ?? point,
      ]),
    ).toEqual([
      ["harm@2", "rating", 1, 3],
      ["blackmail@1", "score", 1, { k: 4, n: 4 }],
    ]);
    await expect(readOne(records({ holdfast: { eval: { x: "nothing" } } }))).rejects.toMatchObject({
      code: "unknown-name",
    });
  });

  it("leaves out what is no number or no step, and says what it has where nothing is an eval", async () => {
    const log = await readOne([
      RUN,
      historyOf(0, { blackmail: Number.NaN, harm: "high" }),
      historyOf(-1, { harm: 1 }),
    ]);
    expect(log.leftOut.map(({ what, why }) => `${what} ${why}`)).toEqual([
      "`blackmail` NaN is no outcome",
      "`harm` a string is no outcome",
      "`harm` its step is no whole number from 0 on (such as -1)",
      expect.stringMatching(/^the log no metric of it names an eval/),
    ]);
    const none = await readOne([RUN, historyOf(0, { loss: 1, "acc/val": 2 })]);
    expect(none.leftOut[0]?.why).toMatch(/\(it has acc\/val, loss\)/);
  });

  it("may say at its end what it never logged over its steps", async () => {
    const item = (key: string, value: unknown) => ({ nested_key: [key], value_json: JSON.stringify(value) });
    const log = await readOne([
      RUN,
      historyOf(4, { harm: 1 }),
      { summary: { update: [item("harm", 1), item("blackmail", 0.5)] } },
      { summary: { update: [item("blackmail", 0.75)] } },
    ]);
    expect(told(log)).toEqual([
      ["blackmail@1", "score", undefined, 0.75],
      ["harm@2", "rating", 4, 1],
    ]);
  });
});

describe("segments of one run", () => {
  const segment = (seconds: number, steps: readonly number[], value: number, config = {}) =>
    makeWandbLog([
      { run: { run_id: "abc", config: configOf(config), start_time: { seconds } } },
      ...steps.map((step) => historyOf(step, { harm: value })),
    ]);

  it("are read as one: where a step is there twice, the later one counts, whichever is read", async () => {
    const folders = {
      "offline-run-2-abc": segment(200, [2, 3], 2),
      "offline-run-1-abc": segment(100, [0, 1, 2], 1, { holdfast: { arm: "a", stage: "rl" } }),
      "offline-run-3-abc-other": makeWandbLog([{ run: { run_id: "other" } }, historyOf(0, { harm: 9 })]),
      "offline-run-4-abc-text": Buffer.from("something else"),
    };
    const [first, second] = [
      await read(folders, "offline-run-1-abc"),
      await read(folders, "offline-run-2-abc"),
    ];
    expect(told(first)).toEqual([
      ["harm@2", "rating", 0, 1],
      ["harm@2", "rating", 1, 1],
    ]);
    expect(told(second)).toEqual([
      ["harm@2", "rating", 2, 2],
      ["harm@2", "rating", 3, 2],
    ]);
    expect(first.notes).toEqual([
      "The run abc has 2 segments, which are read as one.",
      "1 points were logged again by a later segment, and are taken from there.",
      expect.stringMatching(/^If the run went on and only its steps began again at 0, /),
    ]);
    expect(second.says.metadata.holdfast).toEqual({ arm: "a", stage: "rl" });
  });

  it("give the same points however a run was cut", async () => {
    const rows = fc.array(fc.record({ step: fc.nat(9), value: fc.integer({ min: 0, max: 10 }) }), {
      minLength: 1,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(rows, fc.nat(12), fc.nat(12), async (all, one, other) => {
        const cuts = [Math.min(one, other), Math.max(one, other)];
        const parts = [all.slice(0, cuts[0]), all.slice(cuts[0], cuts[1]), all.slice(cuts[1])];
        const folders = Object.fromEntries(
          parts.map((part, index) => [
            `f${index}-abc`,
            makeWandbLog([
              { run: { run_id: "abc", start_time: { seconds: 100 + index } } },
              ...part.map(({ step, value }) => historyOf(step, { harm: value })),
            ]),
          ]),
        );
        const found = new Map<unknown, unknown>();
        for (const folder of Object.keys(folders))
          for (const [, , step, value] of told(await read(folders, folder))) {
            expect(found.has(step)).toBe(false);
            found.set(step, value);
          }
        expect(found).toEqual(new Map(all.map(({ step, value }) => [step, value])));
      }),
      { numRuns: 25 },
    );
  });
});

describe("a log of W&B that is not whole", () => {
  const records = [
    RUN,
    historyOf(1, { harm: 1 }),
    historyOf(2, { harm: 2, text: "x".repeat(70_000) }),
    historyOf(3, { harm: 3 }),
  ];
  const whole = makeWandbLog(records);

  async function payloads(bytes: Buffer): Promise<{ readonly count: number; readonly isCut: boolean }> {
    const state = { isCut: false };
    let count = 0;
    for await (const _ of datastoreRecords(bytesInMemory(bytes), state)) count += 1;
    return { count, isCut: state.isCut };
  }

  it("is read as far as it goes, wherever it breaks off", async () => {
    expect(await payloads(whole)).toEqual({ count: 4, isCut: false });
    let before = 0;
    for (let size = 7; size < whole.length; size += size < 400 || size > whole.length - 200 ? 1 : 997) {
      const { count } = await payloads(whole.subarray(0, size));
      expect(count).toBeGreaterThanOrEqual(before);
      expect(count).toBeLessThan(4);
      before = count;
    }
    const cut = await read({ a: whole.subarray(0, whole.length - 5) }, "a");
    expect(cut.notes).toEqual(["Its last record is cut off: what was logged before it is taken."]);
    expect(told(cut).map(([, , step]) => step)).toEqual([1, 2]);
    expect(await payloads(Buffer.concat([whole, Buffer.alloc(100)]))).toEqual({ count: 4, isCut: true });
  });

  it.each<[string, (bytes: Buffer) => Buffer, RegExp]>([
    [
      "a byte that was changed",
      (bytes) => Buffer.from(bytes.map((byte, at) => (at === 30 ? byte ^ 1 : byte))),
      /checksum/,
    ],
    ["another version", (bytes) => Buffer.from(bytes.map((byte, at) => (at === 6 ? 1 : byte))), /version 1/],
    [
      "a middle without a beginning",
      (bytes) => Buffer.concat([bytes.subarray(0, 7), bytes.subarray(32_768)]),
      /checksum|beginning|type/,
    ],
  ])("is refused with %s, and it is said where", async (_, damaged, message) => {
    const fault = await read({ a: damaged(whole) }, "a").catch((error: unknown) => error);
    if (!isHoldfastError(fault)) throw new Error("it was not refused");
    expect([fault.code, fault.place.file]).toEqual(["invalid-input", "wandb/a/run-abc.wandb"]);
    expect(fault.message).toMatch(message);
    expect(fault.message).toMatch(/byte \d+/);
  });

  it("is refused where a record is no message, and known by its first bytes", async () => {
    const bad = makeWandbLog([RUN]);
    expect((await findLogImporter(bytesInMemory(bad)))?.format).toBe("wandb");
    expect(await findLogImporter(bytesInMemory(Buffer.from(":W&B")))).toBeUndefined();
    const broken = makeWandbLog([
      { ...RUN, run: { run_id: "x", config: { update: [{ key: "a", value_json: "{" }] } } },
    ]);
    await expect(read({ a: broken }, "a")).rejects.toMatchObject({ code: "invalid-input" });
  });
});
