import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { parquetWriteBuffer } from "hyparquet-writer";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ImportPlace, importInto } from "./import-into.js";

let place: ImportPlace;
beforeAll(async () => {
  place = await importInto();
});
afterAll(async () => place?.close());

const MAP = `rules:
  - match: { path: "*.csv" }
    columns: { sample: question_id, score: is_correct, epoch: run, cluster: family, arm: model, seed: seed, stage: phase, step: step }
    values: { arm: { ctl: control, prin: principles }, score: { "✓": 1, "✗": 0 } }
    set: { eval: blackmail@1 }
  - match: { path: "points/{arm}.parquet" }
    columns: { point: { "harm@2/rating": harm, "blackmail@1": bm }, step: it, seed: seed }
    set: { stage: rl }
`;

const CSV = `question_id,family,model,seed,phase,step,run,is_correct
q1,f,ctl,1,sft,,1,✓
q2,g,ctl,1,sft,,1,✗
q1,f,prin,1,sft,,1,✗
q2,g,prin,1,sft,,1,✗
q1,f,prin,1,rl,200,1,✓
q2,g,prin,1,rl,200,1,✗
q1,f,prin,1,rl,400,1,
`;

const coverage = async () =>
  (await place.client.outcomes("advice@1")).outcomes.map(({ run, stage, step, eval: of, metric, value }) =>
    [
      run,
      stage,
      step,
      of,
      metric,
      value.level === "samples" ? value.mean : value.level === "point" ? value.point : "?",
    ].join(" "),
  );

describe("tables through holdfast import --map", () => {
  it("bring every arm and checkpoint of a file, once, and nothing of files that no rule names", async () => {
    place.write("map.yaml", MAP);
    place.write("logs/scores.csv", CSV);
    place.write("logs/other.tsv", "a\tb\n1\t2\n");
    place.write(
      "logs/points/principles.parquet",
      new Uint8Array(
        parquetWriteBuffer({
          columnData: [
            { name: "it", data: [100, 300], type: "INT32" },
            { name: "seed", data: [7n, 7n], type: "INT64" },
            { name: "harm", data: [4.5, 5], type: "DOUBLE" },
            { name: "bm", data: [0.25, null], type: "DOUBLE" },
          ],
        }),
      ),
    );
    const words = ["logs", "--ablation", "advice@1", "--map", "map.yaml", "--cluster", "none"];
    const dry = await place.run("import", ...words, "--dry-run");
    expect(dry.stdout).toContain("nothing was written");
    expect(await coverage()).toEqual([]);
    const found = await place.report(...words);
    expect(found.logs.map(({ file, state, run, stage }) => [file, state, run, stage])).toEqual([
      ["logs/points/principles.parquet", "recorded", "principles/7/0", "rl"],
      ["logs/scores.csv#control 1 sft", "recorded", "control/1/0", "sft"],
      ["logs/scores.csv#principles 1 rl", "recorded", "principles/1/0", "rl"],
      ["logs/scores.csv#principles 1 sft", "recorded", "principles/1/0", "sft"],
    ]);
    expect([found.code, found.added, found.passedOver, found.leftOut]).toEqual([0, 10, 1, 0]);
    expect(found.logs[1]?.from).toEqual({
      ...{ arm: "column model", seed: "column seed", stage: "column phase", eval: "rule 1" },
    });
    expect(await coverage()).toEqual([
      "control/1/0 sft  blackmail@1 score 0.5",
      "principles/1/0 rl 200 blackmail@1 score 0.5",
      "principles/1/0 rl 400 blackmail@1 score ",
      "principles/1/0 sft  blackmail@1 score 0",
      "principles/7/0 rl 100 blackmail@1 score 0.25",
      "principles/7/0 rl 100 harm@2 rating 4.5",
      "principles/7/0 rl 300 harm@2 rating 5",
    ]);
    const again = await place.report(...words);
    expect([again.added, again.recognised]).toEqual([0, 10]);
  });

  it("say what is wrong with a table: the line, the column, and what to do", async () => {
    mkdirSync(join(place.folder, "bad"));
    place.write("bad/scores.csv", CSV.replace("q2,g,prin,1,rl,200,1,✗", "q1,f,prin,1,rl,200,1,✗"));
    const words = ["--ablation", "advice@1", "--map", "map.yaml", "--cluster", "none"];
    const twice = await place.report("bad/scores.csv", ...words);
    expect(twice.code).not.toBe(0);
    expect(twice.logs[0]?.reason).toMatch(/line 7 question_id: the sample `q1` is there twice/);
    place.write("bad/scores.csv", CSV.replace("is_correct", "correct"));
    expect((await place.report("bad/scores.csv", ...words)).logs[0]?.reason).toMatch(
      /no column `is_correct`. Its columns are "question_id".*"correct"/,
    );
    place.write("bad/scores.csv", CSV.replaceAll("prin", "prim"));
    const unknown = await place.report("bad/scores.csv", ...words);
    expect(unknown.logs.map(({ state, reason }) => [state, reason?.slice(0, 40)])).toContainEqual([
      "refused",
      expect.stringContaining("prim"),
    ]);
    place.write("bad/scores.csv", CSV.replace("✗", "perhaps"));
    const unread = await place.report("bad/scores.csv", ...words, "--dry-run");
    expect(unread.logs.flatMap(({ leftOut }) => leftOut)).toEqual([
      { what: "is_correct `perhaps`", why: expect.stringMatching(/line 3/), count: 1 },
    ]);
    const { stderr, stdout, code } = await place.run("import", "logs/other.tsv", ...words);
    expect(code).not.toBe(0);
    expect(`${stdout}${stderr}`).toContain("`columns` in a rule of --map");
  });
});
