import { isHoldfastError } from "@holdfast/core";
import fc from "fast-check";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, it } from "vitest";
import { parseMapping } from "../binding/mapping.js";
import { bytesInMemory } from "../bytes/byte-source.js";
import type { EvalLog } from "../logs/eval-log.js";
import { findLogImporter } from "../logs/read-log.js";

const FILE = "out/scores.csv";

async function read(
  content: string | Uint8Array,
  rule: Record<string, unknown>,
  { cluster = null, file = FILE }: { cluster?: string | null; file?: string } = {},
): Promise<readonly EvalLog[]> {
  const mapping = parseMapping({ rules: [{ match: { path: "**" }, ...rule }] }, "map.yaml");
  const bytes = bytesInMemory(typeof content === "string" ? Buffer.from(content) : content);
  const options = { cluster, mapping };
  const importer = await findLogImporter(bytes, { file, options });
  expect(importer?.format).toBe("table");
  return (await importer?.readAll?.({ file, bytes }, options)) ?? [];
}

async function faultOf(content: string | Uint8Array, rule: Record<string, unknown>) {
  const fault = await read(content, rule).catch((error: unknown) => error);
  if (!isHoldfastError(fault)) throw new Error("it was not refused");
  return fault;
}

const said = (log: EvalLog | undefined) =>
  Object.fromEntries(Object.entries(log?.says.said ?? {}).map(([word, { value }]) => [word, value]));

const COLUMNS = {
  sample: "question_id",
  score: "is_correct",
  epoch: "run",
  cluster: "family",
  arm: "model",
  seed: "seed",
  step: "iteration",
};
const RULE = {
  columns: COLUMNS,
  values: { arm: { ctl: "control" }, score: { right: 1, wrong: 0 } },
  set: { stage: "rl", eval: "blackmail@1" },
};

const CSV = `question_id,family,model,seed,iteration,run,is_correct,note
q2,a,ctl,1,100,1,right,"said ""no"", twice"
q1,a,ctl,1,100,1,wrong,
q1,a,ctl,1,100,2,0.25,
q1,a,principles,1,100,1,yes,
q2,a,principles,1,100,1,,
q1,a,principles,1,200,1,True,
`;

describe("a table whose columns a rule names", () => {
  it("is read into a log for each run, with its outcomes at their steps, whatever the order of its rows", async () => {
    const logs = await read(CSV, RULE);
    expect(logs.map(said)).toEqual([
      { arm: "control", seed: "1" },
      { arm: "principles", seed: "1" },
    ]);
    expect(logs.map(({ part }) => part)).toEqual(["control 1", "principles 1"]);
    expect(logs[0]?.says.said?.arm?.from).toBe("column model");
    expect(logs.map(({ outcomes }) => outcomes)).toEqual([
      [
        {
          ...{ eval: "scores@0", metric: "score", step: 100 },
          samples: {
            id: ["q1", "q1", "q2"],
            epoch: [0, 1, 0],
            cluster: ["a", "a", "a"],
            score: [0, 0.25, 1],
          },
        },
      ],
      [
        {
          ...{ eval: "scores@0", metric: "score", step: 100 },
          samples: { id: ["q1", "q2"], cluster: ["a", "a"], score: [1, null] },
        },
        {
          ...{ eval: "scores@0", metric: "score", step: 200 },
          samples: { id: ["q1"], cluster: ["a"], score: [1] },
        },
      ],
    ]);
    expect(logs[0]?.notes).toEqual([
      "Epochs count from 1 there, and from 0 here.",
      "Its clusters are those of the column `family`.",
    ]);
    const [header = "", ...rows] = CSV.trimEnd().split("\n");
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(rows, { minLength: rows.length }), async (shuffled) => {
        expect(await read(`${[header, ...shuffled].join("\n")}\n`, RULE)).toEqual(logs);
      }),
      { numRuns: 20 },
    );
  });

  it("is the same as CSV, with semicolons or tabs, as NDJSON, as a list of objects and as Parquet", async () => {
    const rows = [
      { question_id: "q1", is_correct: true, meta: { family: "f" }, seed: 3, model: "a;b" },
      { question_id: "q2", is_correct: false, meta: { family: "g" }, seed: 3, model: "a;b" },
    ];
    const rule = { columns: { sample: "question_id", score: "is_correct", arm: "model", seed: "seed" } };
    const csv = (separator: string) =>
      [
        ["question_id", "is_correct", "seed", "model"],
        ...rows.map((row) => [row.question_id, row.is_correct, row.seed, `"${row.model}"`]),
      ]
        .map((cells) => `${cells.join(separator)}\r\n`)
        .join("");
    const logs = await read(csv(","), rule);
    expect(logs[0]?.outcomes[0]?.samples).toEqual({ id: ["q1", "q2"], score: [1, 0] });
    const nested = { columns: { ...rule.columns, cluster: "meta.family" } };
    const json = rows.map((row) => JSON.stringify(row)).join("\n");
    for (const other of [csv(";"), csv("\t"), `\uFEFF${csv(",")}`, json, `[${json.replace("\n", ",")}]`])
      expect(await read(other, rule)).toEqual(logs);
    const clustered = await read(json, nested);
    expect(clustered[0]?.outcomes[0]?.samples?.cluster).toEqual(["f", "g"]);
    const parquet = parquetWriteBuffer({
      columnData: [
        { name: "question_id", data: rows.map((row) => row.question_id), type: "STRING" },
        { name: "is_correct", data: rows.map((row) => row.is_correct), type: "BOOLEAN" },
        { name: "seed", data: [3n, 3n], type: "INT64" },
        { name: "model", data: rows.map((row) => row.model), type: "STRING" },
        { name: "meta", data: rows.map((row) => row.meta), type: "JSON" },
        { name: "blob", data: [new Uint8Array(9), new Uint8Array(9)], type: "BYTE_ARRAY" },
      ],
      rowGroupSize: 1,
    });
    expect(await read(new Uint8Array(parquet), rule)).toEqual(logs);
    expect(await read(new Uint8Array(parquet), nested)).toEqual(clustered);
  });

  it("may be wide, with a column for each metric or eval, constants, judges, conditions and rows that are not meant", async () => {
    const table = `id,arm,split,harm,refuse,goal
1,a,test,0.5,no,x
1,a,train,1,yes,x
2,a,test,0,maybe,y
`;
    const rule = {
      columns: {
        sample: "id",
        arm: "arm",
        score: { harm: "harm", "refusals@2/rate": "refuse" },
        "condition.goal": "goal",
      },
      constants: { judge: "human", stage: "sft", "condition.threat": true },
      where: { split: "test" },
    };
    const [log, ...others] = await read(table, rule);
    expect(others).toEqual([]);
    expect(log?.part).toBeUndefined();
    const about = (goal: string) => ({ judge: "human", condition: { goal, threat: true } });
    expect(log?.outcomes).toEqual([
      { eval: "refusals@2", metric: "rate", ...about("x"), samples: { id: ["1"], score: [0] } },
      { eval: "refusals@2", metric: "rate", ...about("y"), samples: { id: ["2"], score: [null] } },
      { eval: "scores@0", metric: "harm", ...about("x"), samples: { id: ["1"], score: [0.5] } },
      { eval: "scores@0", metric: "harm", ...about("y"), samples: { id: ["2"], score: [0] } },
    ]);
    expect(log?.leftOut).toEqual([
      { what: "refuse `maybe`", why: expect.stringMatching(/line 4/), count: 1 },
    ]);
    expect(log?.notes).toEqual(["1 of 3 rows were passed over, as `where` says."]);
    expect(said(log)).toEqual({ arm: "a", stage: "sft" });
  });

  it("may say counts, means or points of whole evals", async () => {
    const table = "arm,it,right,asked,mean,err,mmlu,arc\na,5.0,3,10,0.3,0.1,61.5,\nb,6,2,10,0.2,,60,0.5\n";
    const of = async (columns: Record<string, unknown>, more: Record<string, unknown> = {}) =>
      (await read(table, { columns: { arm: "arm", step: "it", ...columns }, ...more })).map(
        ({ outcomes }) => outcomes,
      );
    const [first, second] = [
      { eval: "scores@0", metric: "score", step: 5 },
      { eval: "scores@0", metric: "score", step: 6 },
    ];
    expect(await of({ k: "right", n: "asked" })).toEqual([
      [{ ...first, counts: { k: 3, n: 10 } }],
      [{ ...second, counts: { k: 2, n: 10 } }],
    ]);
    expect(
      await of({ mean: "mean", standardError: "err", n: "asked" }, { constants: { seOver: "samples" } }),
    ).toEqual([
      [{ ...first, summary: { mean: 0.3, standardError: 0.1, seOver: "samples", n: 10 } }],
      [{ ...second, summary: { mean: 0.2, seOver: "samples", n: 10 } }],
    ]);
    expect(await of({ point: { "mmlu@1": "mmlu", "arc@1/acc": "arc" } })).toEqual([
      [{ ...first, eval: "mmlu@1", point: 61.5 }],
      [
        { ...second, eval: "arc@1", metric: "acc", point: 0.5 },
        { ...second, eval: "mmlu@1", point: 60 },
      ],
    ]);
  });

  it("has clusters by --cluster where the rule names no column of them, and repeats by their order where it says so", async () => {
    const table = "id,score,family\n1,1,x\n1,0,x\n2,1,y\n";
    const rule = { columns: { sample: "id", score: "score" }, repeats: "epochs" };
    const [log] = await read(table, rule, { cluster: "family" });
    expect(log?.outcomes[0]?.samples).toEqual({
      id: ["1", "1", "2"],
      epoch: [0, 1, 0],
      cluster: ["x", "x", "y"],
      score: [1, 0, 1],
    });
    const [none] = await read(table, { ...rule, constants: { cluster: null } }, { cluster: "group" });
    expect(none?.outcomes[0]?.samples?.cluster).toEqual(["1", "1", "2"]);
  });

  it("takes ids as they are: with slashes, with what is no number in them, in any script", async () => {
    const ids = ["../a/b_epoch_1", "NaN, Infinity", '\u2603 "x"', "1e5"];
    const rows = ids.map((id, at) => `{"id": ${JSON.stringify(id)}, "score": ${at === 0 ? "NaN" : at}}`);
    const [log] = await read(rows.join("\n"), { columns: { sample: "id", score: "score" } });
    const samples = log?.outcomes[0]?.samples;
    const found = new Map(samples?.id.map((id, index) => [id, samples.score?.[index]]));
    expect(ids.map((id) => found.get(id))).toEqual([null, 1, 2, 3]);
    expect(log?.leftOut).toEqual([]);
  });

  it("keeps numbers as they are", async () => {
    const score = fc.double({ noNaN: true, noDefaultInfinity: true });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(
          fc.string({ minLength: 1, unit: "binary" }).filter((id) => id.trim() !== "" && id.trim() === id),
          { minLength: 1 },
        ),
        fc.array(score, { minLength: 60, maxLength: 60 }),
        async (ids, scores) => {
          const rows = ids.map((id, index) => JSON.stringify({ id, score: scores[index] ?? 0 }));
          const [log] = await read(rows.join("\n"), { columns: { sample: "id", score: "score" } });
          const samples = log?.outcomes[0]?.samples;
          const found = new Map(samples?.id.map((id, index) => [id, samples.score?.[index]]));
          expect(found.size).toBe(ids.length);
          for (const [index, id] of ids.entries()) // JSON writes -0 as 0
            expect(found.get(id)).toBe((scores[index] ?? 0) + 0);
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe("a table is refused, and it is said where", () => {
  const rule = { columns: { sample: "id", score: "s", epoch: "e", arm: "arm" } };
  it.each<[string, string, number | undefined, string | undefined, RegExp]>([
    ["id,s,arm\n1,1,a\n", "a column that is not there", 1, "e", /no column `e`.*"id", "s", "arm"/],
    ["id,s,e,arm,s\n1,1,0,a,1\n", "a column that is there twice", 1, "s", /twice/],
    ["id,s,e,arm\n1,1,0,a\n1,0,0,a\n", "a sample that is there twice", 3, "id", /epoch 0/],
    ["id,s,e,arm\n1,1,x,a\n", "an epoch that is none", 2, "e", /`x` is no epoch/],
    ["id,s,e,arm\n1,1,0,a\n,1,0,a\n", "a row without a sample", 3, "id", /names no sample/],
    ["id,s,e,arm\n1,1,0,a\n1,1,0", "a last line that is cut off", 3, undefined, /ends in the middle/],
    ["id,s,e,arm\n1,1,0,a\n1,1,0\n", "a line of too few fields", 3, undefined, /3 fields/],
    ["id,s,e,arm\n", "no rows", undefined, undefined, /no rows/],
    ["", "nothing", 1, undefined, /no rows/],
    ["id,s,e,arm\n1,1,2,a\n2,1,3,a\n", "epochs that begin late", undefined, "e", /begin with 2/],
    ['{"id":1,"s":1,"e":0,"arm":"a"}\n{"id":2,"s":', "JSON that is cut off", 2, "s", /ends in the middle/],
    ['{"id":1,"s":1,"arm":"a"}\n', "a key that no row has", 1, "e", /no column `e`/],
    ['{"id":1}\n[1]\n', "a row that is no object", 2, undefined, /no object/],
    ["PAR1 and then nothing", "a Parquet file that is cut off", undefined, undefined, /cut off/],
    ["\u001f\u008b\u0008 ", "something packed", undefined, undefined, /gzip/],
  ])("%j", async (content, _what, line, key, message) => {
    const bytes = Buffer.from(content, content.startsWith("\u001f") ? "latin1" : "utf8");
    const fault = await faultOf(bytes, rule);
    expect([fault.code, fault.place.file, fault.place.line, fault.place.key]).toEqual([
      ...["invalid-input", FILE, line, key],
    ]);
    expect(`${fault.message} ${fault.remedy}`).toMatch(message);
  });

  it("with invalid UTF-8, a sample in two clusters, and two values of one eval", async () => {
    const latin1 = Buffer.from("id,s,e,arm\n1,1,0,a\nd\u00e9,1,0,a\n", "latin1");
    expect(await faultOf(latin1, rule)).toMatchObject({ place: { line: 3 }, message: /UTF-8/ });
    const clusters = { columns: { sample: "id", score: "s", cluster: "arm", epoch: "e" } };
    expect(await faultOf("id,s,e,arm\n1,1,0,a\n1,1,1,b\n", clusters)).toMatchObject({
      place: { line: 3, key: "cluster" },
      message: expect.stringContaining("in the cluster `b` here"),
    });
    expect(await faultOf("a,p\nx,1\nx,2\n", { columns: { arm: "a", point: "p" } })).toMatchObject({
      place: { line: 3, key: "p" },
    });
    expect(await faultOf("k,n\n3,2\n", { columns: { k: "k", n: "n" } })).toMatchObject({
      place: { line: 2, key: "k" },
    });
  });

  it("where a Parquet file is cut off or its directory is damaged, with an error of ours or none", async () => {
    const data = Array.from({ length: 50 }, (_, index) => index);
    const whole = new Uint8Array(
      parquetWriteBuffer({
        columnData: [
          { name: "id", data: data.map((each) => `q${each}`), type: "STRING" },
          { name: "s", data, type: "DOUBLE" },
        ],
      }),
    );
    const columns = { columns: { sample: "id", score: "s" } };
    expect((await read(whole, columns))[0]?.outcomes[0]?.samples?.id).toHaveLength(50);
    const directory = whole.length - 8 - new DataView(whole.buffer).getUint32(whole.length - 8, true);
    const place = fc.integer({ min: directory, max: whole.length - 1 });
    await fc.assert(
      fc.asyncProperty(place, fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const damaged = Uint8Array.from(whole);
        damaged[at] = (damaged[at] ?? 0) ^ change;
        const found = await read(damaged, columns).catch((error: unknown) => error);
        expect(Array.isArray(found) || isHoldfastError(found)).toBe(true);
      }),
      { numRuns: 200 },
    );
    for (let size = 4; size < whole.length; size += 7)
      expect(await faultOf(whole.subarray(0, size), columns)).toMatchObject({ place: { file: FILE } });
  });

  it("not where a row says again what another says, or a score is no score", async () => {
    const [log] = await read("id,s,e,arm\n1,1,0,a\n1,1,0,a\n2,NaN,0,a\n3,-inf,0,a\n", rule);
    expect(log?.outcomes[0]?.samples?.score).toEqual([1, null, null]);
    expect(log?.notes).toEqual(["1 rows say again what others say (first in line 3)."]);
    expect(log?.leftOut).toMatchObject([{ what: "s `-inf`", count: 1 }]);
  });
});

describe("a rule with columns", () => {
  it.each([
    [{ columns: { sample: "a", score: "b" }, skip: "x" }, "rules[0]"],
    [{ match: { task: "x" }, columns: { sample: "a", score: "b" } }, "rules[0].match"],
    [{ columns: { sample: "a" } }, "rules[0].columns"],
    [{ columns: { score: "a" } }, "rules[0].columns"],
    [{ columns: { k: "a" } }, "rules[0].columns"],
    [{ columns: { sample: "a", score: "b", point: "c" } }, "rules[0].columns"],
    [{ columns: { sample: { x: "a" }, score: "b" } }, "rules[0].columns"],
    [{ columns: { sample: "a", score: "b", arms: "c" } }, "rules[0].columns.arms"],
    [{ columns: { point: "b", arm: "c" }, constants: { arm: "d" } }, "rules[0].columns"],
    [{ set: {}, values: { arm: { a: "b" } } }, "rules[0].columns"],
  ])("%j is refused", (rule, key) => {
    const document = { rules: [{ match: { path: "*" }, ...rule }] };
    expect(() => parseMapping(document, "m")).toThrow(expect.objectContaining({ place: { file: "m", key } }));
  });

  it("is what a table needs to be one", async () => {
    const bytes = bytesInMemory(Buffer.from(CSV));
    expect(await findLogImporter(bytes)).toBeUndefined();
    const mapping = parseMapping({ rules: [{ match: { path: "other/*" }, ...RULE }] }, "m");
    expect(await findLogImporter(bytes, { file: FILE, options: { cluster: null, mapping } })).toBeUndefined();
  });
});
