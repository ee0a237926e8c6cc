import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { EveryEvalExportSchema } from "@holdfast/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WITH_EVERY_EVAL } from "../python/pythons.js";
import { programOk } from "../python/run-python.js";
import { type ImportPlace, importInto } from "./import-into.js";

const SCRIPT = new URL("every-eval-ever-check.py", import.meta.url).pathname;

const RUN = { arm: "principles", seed: 3, branch: 1, recipe: "r1", parent: { stage: "sft", step: 200 } };
const LINES = [
  {
    ...{ ...RUN, stage: "rl", step: 400, tokens: 1_000_000, checkpointUri: "/ckpt/p3-400" },
    ...{
      eval: "blackmail@1",
      harness: { name: "inspect_ai", version: "0.3.200" },
      evaluatedAt: "2026-01-01T00:00:00Z",
    },
    samples: {
      id: ["a", "a", "b", "b"],
      epoch: [0, 1, 0, 1],
      cluster: ["x", "x", "y", "y"],
      score: [1, 0, null, 1],
    },
  },
  {
    ...{
      ...RUN,
      stage: "rl",
      step: 400,
      eval: "blackmail@1",
      judge: { model: "org/judge", promptSha: "abc" },
    },
    ...{ counts: { k: 3, n: 4 }, condition: { goal: "explicit", threat: true } },
  },
  { arm: "control", stage: "sft", eval: "harm@2", metric: "rating", point: 4.5 },
  {
    ...{ arm: "control", seed: 0, stage: "sft", eval: "harm@2", metric: "rating" },
    summary: { mean: 4.5, standardError: 0.2, n: 40, seOver: "samples" },
  },
  { arm: "control", seed: 1, stage: "sft", eval: "blackmail@1", samples: { id: ["a"], score: [null] } },
  { arm: "control", seed: 2, stage: "sft", eval: "blackmail@1", point: 0.5 },
];

let place: ImportPlace;
beforeAll(async () => {
  place = await importInto();
  place.write(
    "lines.ndjson",
    LINES.map(
      (line) => `${JSON.stringify({ metric: line.eval === "harm@2" ? "rating" : "score", ...line })}\n`,
    ).join(""),
  );
  expect((await place.run("record", "lines.ndjson", "--ablation", "advice@1")).code).toBe(0);
  await place.client.exclude("advice@1", {
    what: { kind: "run", run: "control/2/0" },
    author: "test",
    reason: "a wrong prompt",
  });
});
afterAll(async () => place?.close());

function filesBelow(folder: string): string[] {
  return readdirSync(join(place.folder, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Outcomes without what tells one recording from another. */
async function outcomesOf({ client }: ImportPlace) {
  const { outcomes } = await client.outcomes("advice@1", { excluded: "without" });
  return Promise.all(
    outcomes.map(async ({ outcomeId, recordedAt: _at, source: _source, ...outcome }) => ({
      ...outcome,
      scores: outcome.value.level === "samples" ? (await client.scores("advice@1", outcomeId)).scores : [],
    })),
  );
}

describe("holdfast export --format every-eval-ever", () => {
  it("writes the same files for the same outcomes, and says how many", async () => {
    const { code, stdout, stderr } = await place.run(
      ...[
        "export",
        "advice@1",
        "--format",
        "every-eval-ever",
        "-o",
        "out",
        "--organization",
        "A lab",
        "--json",
      ],
    );
    expect([code, stderr]).toEqual([0, expect.stringMatching(/1 outcome without any score/)]);
    expect(EveryEvalExportSchema.parse(JSON.parse(stdout))).toEqual({
      identity: "advice@1",
      ...{ documents: 4, outcomes: 4, instances: 3, withoutScore: 1 },
    });
    const first = filesBelow("out").map((file) => readFileSync(file, "utf8"));
    await place.run(
      "export",
      "advice@1",
      "--format",
      "every-eval-ever",
      "-o",
      "again",
      "--organization",
      "A lab",
    );
    expect(filesBelow("again").map((file) => readFileSync(file, "utf8"))).toEqual(first);
    expect((await place.run("export", "advice@1", "--format", "every-eval-ever")).code).toBe(2);
  });

  it("is read back as it was recorded", async () => {
    const other = await importInto();
    try {
      const found = await other.report(
        join(place.folder, "out"),
        "--ablation",
        "advice@1",
        "--cluster",
        "cluster",
      );
      expect([found.code, found.leftOut, found.logs.flatMap(({ notes }) => notes)]).toEqual([0, 0, []]);
      const [before, after] = [await outcomesOf(place), await outcomesOf(other)];
      const lineage = async ({ client }: ImportPlace) => {
        const { run, checkpoints } = await client.run("advice@1", "principles/3/1");
        return { run, checkpoints };
      };
      expect(await lineage(other)).toEqual(await lineage(place));
      expect(after).toEqual(before.filter(({ value }) => value.level !== "samples" || value.scored > 0));
    } finally {
      await other.close();
    }
  });

  it.skipIf(WITH_EVERY_EVAL.program === null)(
    `fits the published schemas (${WITH_EVERY_EVAL.name})`,
    async () => {
      const files = filesBelow("out");
      const { stdout } = await programOk(WITH_EVERY_EVAL.program ?? "", [SCRIPT, ...files], {
        cwd: place.folder,
      });
      expect(stdout.trim()).toBe("CHECKED 7 FAULTS 0");
      expect(files.length).toBe(5);
    },
  );
});
