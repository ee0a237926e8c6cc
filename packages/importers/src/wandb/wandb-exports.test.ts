import { type Eval, isHoldfastError } from "@holdfast/core";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, it } from "vitest";
import { bindLog } from "../binding/bind-log.js";
import { bytesInMemory } from "../bytes/byte-source.js";
import type { EvalLog } from "../logs/eval-log.js";
import { findLogImporter, readLog } from "../logs/read-log.js";

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
const OPTIONS = { cluster: null, evals: EVALS };

async function readAll(content: string | Uint8Array, file = "wandb/abc.csv"): Promise<readonly EvalLog[]> {
  const bytes = bytesInMemory(typeof content === "string" ? Buffer.from(content) : content);
  const importer = await findLogImporter(bytes, { file, options: OPTIONS });
  expect(importer?.format).toBe("wandb");
  return (await importer?.readAll?.({ file, bytes }, OPTIONS)) ?? [await readLog({ file, bytes }, OPTIONS)];
}

const told = (log: EvalLog | undefined) =>
  log?.outcomes.map(({ eval: of, metric, step, point, counts }) => [of, metric, step, counts ?? point]);

/** As `json.dumps` of Python writes what holdfast.export_wandb has. */
const HEADER =
  '{"format": "wandb-run/1", "id": "abc", "entity": "lab", "project": "advice", "name": "nice", "group": null, "job_type": null, "tags": ["arm=principles"], "state": "finished", "created_at": "2026-02-03T04:05:06Z", "config": {"holdfast": {"stage": "rl", "arm": "principles"}}, "axes": [["eval/*", "train/step"]], "summary": {"harm": 4, "eval/blackmail": 0.5, "_step": 9}}';

describe("runs that holdfast.export_wandb fetched", () => {
  it("have their axes, their history, and what only their summary says", async () => {
    const rows = [
      '{"_step": 0, "train/step": 100, "loss": NaN}',
      '{"_step": 7, "eval/blackmail": 0.5, "eval/blackmail/n": 4}',
      '{"_step": 8, "train/step": 200, "eval/blackmail": 1}',
    ];
    const [log] = await readAll(`${[HEADER, ...rows].join("\n")}\n`, "x/abc.wandb.jsonl");
    expect(told(log)).toEqual([
      ["blackmail@1", "score", 100, { k: 2, n: 4 }],
      ["blackmail@1", "score", 200, 1],
      ["harm@2", "rating", undefined, 4],
    ]);
    expect([log?.notes, log?.leftOut, log?.says.created]).toEqual([[], [], "2026-02-03T04:05:06.000Z"]);
    const rules = { identity: "advice@1", mapping: [], checkpoints: [] };
    expect(log && bindLog(log.says, "f", rules)).toMatchObject({
      binding: { arm: "principles", stage: "rl" },
    });
    const [running] = await readAll(`${HEADER.replace("finished", "running")}\n`);
    expect(running?.notes[0]).toMatch(/had not ended/);
  });

  it.each([
    ["a header that is another", `${HEADER.replace("run/1", "run/2")}\n`, 1, "format"],
    ["a line that is cut off", `${HEADER}\n{"_step": 1`, 2, undefined],
    ["a row that is none", `${HEADER}\n[1]\n`, 2, undefined],
    ["JSON that is none", `${HEADER}\n{"a": }\n`, 2, "a"],
  ])("are refused with %s", async (_, content, line, key) => {
    const fault = await readAll(content, "x/abc.wandb.jsonl").catch((error: unknown) => error);
    if (!isHoldfastError(fault)) throw new Error("it was not refused");
    expect([fault.code, fault.place.file, fault.place.line, fault.place.key]).toEqual([
      ...["invalid-input", "x/abc.wandb.jsonl", line, key],
    ]);
  });
});

describe("a history that was exported from W&B", () => {
  const expected = [
    ["blackmail@1", "score", 3, 0.5],
    ["harm@2", "rating", 3, 4],
    ["harm@2", "rating", 5, 2],
  ];
  const rows = [
    { _step: 3, _runtime: 1.5, "eval/harm": 4, blackmail: 0.5, loss: 1 },
    { _step: 4, _runtime: 2.5, "eval/harm": null, blackmail: null, loss: 1 },
    { _step: 5, _runtime: 3.5, "eval/harm": 2, blackmail: null, loss: 1 },
  ];

  it("is the same as CSV, NDJSON and Parquet", async () => {
    const names = Object.keys(rows[0] ?? {});
    const csv = [names, ...rows.map((row) => Object.values(row))]
      .map((cells) => `${cells.join(",")}\n`)
      .join("");
    const parquet = parquetWriteBuffer({
      columnData: [
        { name: "_step", data: rows.map((row) => BigInt(row._step)), type: "INT64" },
        { name: "_timestamp", data: rows.map((row) => row._runtime), type: "DOUBLE" },
        { name: "eval/harm", data: rows.map((row) => row["eval/harm"]), type: "DOUBLE" },
        { name: "blackmail", data: rows.map((row) => row.blackmail), type: "DOUBLE" },
      ],
    });
    const ndjson = rows.map((row) => `${JSON.stringify(row)}\n`).join("");
    for (const content of [csv, ndjson, new Uint8Array(parquet)]) {
      const [log, ...others] = await readAll(content);
      expect(told(log)).toEqual(expected);
      expect(others).toEqual([]);
      expect(log?.notes).toEqual([
        "Over which axis its metrics are meant is not in a history: `_step` is taken.",
      ]);
    }
  });

  it("as its pages do has a run for each name, and what was averaged is left out", async () => {
    const csv = `"Step","a - b - eval/harm","a - b - eval/harm__MIN","a - b - eval/harm__MAX","c - eval/harm","c - eval/harm__MIN","c - eval/harm__MAX"
"10","1","1","1","","",""
"20","2","1.5","2.5","4","4","4"
`;
    const [first, second] = await readAll(csv);
    expect([first?.part, told(first), second?.part, told(second)]).toEqual([
      ...["a - b", [["harm@2", "rating", 10, 1]]],
      ...["c", [["harm@2", "rating", 20, 4]]],
    ]);
    expect(first?.says.metadata).toEqual({ "wandb.name": "a - b" });
    expect(first?.leftOut).toEqual([
      { what: "`eval/harm`", why: expect.stringMatching(/averaged/), count: 1 },
    ]);
  });

  it("is no history without its columns", async () => {
    for (const content of ["a,b\n1,2\n", "Step,x\n1,2\n", '{"_step": 1}\n', "PAR1", ""])
      expect(await findLogImporter(bytesInMemory(Buffer.from(content)))).toBeUndefined();
  });
});
