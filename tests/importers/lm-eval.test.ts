import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bytesInMemory, type EvalLog, readLog } from "@holdfast/importers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { WITH_LM_EVAL } from "../python/pythons.js";
import { programOk } from "../python/run-python.js";

const SCRIPT = fileURLToPath(new URL("make-results.py", import.meta.url));
const Results = z.object({ results: z.record(z.string(), z.record(z.string(), z.unknown())) });
const Row = z.looseObject({ doc_id: z.number(), doc_hash: z.string(), filter: z.string() });

describe.skipIf(WITH_LM_EVAL.program === null)(`results made by lm_eval (${WITH_LM_EVAL.name})`, () => {
  let folder = "";
  let out = "";
  let results: z.infer<typeof Results> = { results: {} };
  let log: EvalLog;
  const rowsOf = (task: string, filter: string) =>
    readdirSync(out)
      .filter((name) => name.startsWith(`samples_${task}_`))
      .flatMap((name) => readFileSync(join(out, name), "utf8").trimEnd().split("\n"))
      .map((line) => Row.parse(JSON.parse(line)))
      .filter((row) => row.filter === filter);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "holdfast-lm-eval-"));
    await programOk(WITH_LM_EVAL.program ?? "", [SCRIPT, folder], { cwd: folder });
    const [model = ""] = readdirSync(join(folder, "out"));
    out = join(folder, "out", model);
    const name = readdirSync(out).find((each) => each.startsWith("results_")) ?? "";
    const bytes = readFileSync(join(out, name));
    results = Results.parse(JSON.parse(bytes.toString()));
    log = await readLog(
      {
        file: join(out, name),
        bytes: bytesInMemory(bytes),
        beside: async (other, use) => use(bytesInMemory(readFileSync(join(out, other)))),
      },
      { cluster: null },
    );
  }, 300_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("are told sample by sample, each filter by itself, and the group not again", () => {
    expect(log.outcomes.map(({ eval: of, metric }) => `${of} ${metric}`).sort()).toEqual([
      "pick@1 acc",
      "pick@1 acc_norm",
      "say@2 exact_match.flexible-extract",
      "say@2 exact_match.strict-match",
    ]);
    expect(log.leftOut).toEqual([]);
    expect(log.notes).toEqual(["both: made of other tasks, and not counted again."]);
  });

  it.each([
    ["pick", "acc", "none", "acc"],
    ["pick", "acc_norm", "none", "acc_norm"],
    ["say", "exact_match", "strict-match", "exact_match.strict-match"],
    ["say", "exact_match", "flexible-extract", "exact_match.flexible-extract"],
  ])("have the scores of %s %s,%s, and their mean is what lm_eval states", (task, key, filter, metric) => {
    const found = log.outcomes.find((outcome) => outcome.metric === metric)?.samples;
    const rows = rowsOf(task, filter);
    expect(rows).toHaveLength(5);
    expect(found?.score).toEqual(rows.map((row) => row[key]));
    expect(new Set(found?.id).size).toBe(5);
    expect(found?.id.map((id) => id.replace(/:2$/, ""))).toEqual(rows.map((row) => row.doc_hash));
    const mean = (found?.score ?? []).reduce<number>((sum, score) => sum + (score ?? 0), 0) / 5;
    expect(mean).toBeCloseTo(Number(results.results[task]?.[`${key},${filter}`]), 12);
  });
});
