import { existsSync, readdirSync } from "node:fs";
import { open } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { bytesOfFile, type EvalLog, readLog } from "@holdfast/importers";
import { describe, expect, it } from "vitest";

const SHARED =
  process.env.HOLDFAST_SHARED ?? resolve(fileURLToPath(new URL("../../../shared", import.meta.url)));
const [INSPECT, LM_EVAL] = ["inspect-eval-logs", "lm-eval-fixtures"].map((name) =>
  join(SHARED, "data", name),
);
const isThere = existsSync(INSPECT ?? "");
const why = isThere ? "" : " (skipped: the shared data are not beside the repository)";

async function read(file: string): Promise<EvalLog> {
  const handle = await open(file);
  try {
    return await readLog({ file, bytes: bytesOfFile(handle, (await handle.stat()).size) }, { cluster: null });
  } finally {
    await handle.close();
  }
}

/** `eval metric judge: score score ...`, samples in the order of their ids, epochs in theirs. */
function told({ outcomes }: EvalLog): string[] {
  return outcomes.map(({ eval: of, metric, judge = "rule", samples, summary }) => {
    const scores =
      samples === undefined ? `mean ${summary?.mean}` : `${samples.id} ${samples.epoch}: ${samples.score}`;
    return `${of} ${metric} ${judge} ${scores}`;
  });
}

/** What inspect_ai 0.3.285 reads in each (`read_eval_log`): the values C and I as 1 and 0. */
const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  "eval-zip/analysis_test_logs_choices_mmlu-no-summary-choices.eval": ["mmlu_0_shot@0 choice rule 1 0: 0"],
  "eval-zip/analysis_test_logs_choices_mmlu-summary-choices.eval": ["mmlu_0_shot@0 choice rule 1 0: 0"],
  "eval-zip/log_test_eval_log_log_formats.eval": ["popularity@0 match rule 1 0: 0"],
  "eval-zip/log_test_eval_log_log_message_deduplication.eval": ["guess_number@0 closeness_log rule 0 0: 0"],
  "eval-zip/log_test_eval_log_log_read_sample.eval": ["popularity@0 match rule 1 0: 1"],
  "eval-zip/log_test_eval_log_log_streaming.eval": ["popularity@0 match rule 1,1,2,2 0,1,0,1: 0,1,1,1"],
  "eval-zip/log_test_list_logs_2024-11-05T13-32-37-05-00_input-task_hxs4q9azL3ySGkjJirypKZ.eval": [
    "input_task@0 model_graded_fact openai/gpt-4o-mini 1 0: 1",
  ],
  "eval-zip/log_test_list_logs_custom.eval": ["input_task@0 model_graded_fact openai/gpt-4o-mini 1 0: 1"],
  "eval-zip/scorer_logs_2025-02-11T15-17-00-05-00_popularity_dPiJifoWeEQBrfWsAopzWr.eval": [],
  "eval-zip/scorer_logs_2025-02-11T15-18-04-05-00_popularity_mj7khqpMM4GBCfVQozKgzB.eval": [
    "popularity@0 match rule 1,10,2,3,4,5,6,7,8,9 0,0,0,0,0,0,0,0,0,0: 1,1,1,0,1,1,1,0,1,1",
  ],
  "json/analysis_test_logs_2025-05-12T20-27-36-04-00_browser.json": ["browser@0 includes rule 1 0: 1"],
  "json/analysis_test_logs_2025-05-12T20-28-13-04-00_no-samples.json": [
    "testtaskname@0 match rule mean 0.6666666666666666",
  ],
  "json/analysis_test_logs_2025-05-12T20-28-13-04-00_popularity.json": [
    "popularity@0 match rule 1,2,3 0,0,0: 1,1,0",
  ],
  "json/analysis_test_logs_2025-05-12T20-28-26-04-00_security-guide.json": [
    "security_guide@0 model_graded_fact openai/gpt-4o-mini 1,2,3 0,0,0: 1,1,1",
  ],
  "json/log_test_eval_log_log_formats.json": ["popularity@0 match rule 1 0: 0"],
  "json/log_test_eval_log_log_images.json": ["images@0 match rule 1 0: 0"],
  "json/log_test_eval_log_log_images_tc.json": ["images@0 match rule 1 0: 0"],
  "json/log_test_eval_log_log_read_sample.json": ["popularity@0 match rule 1 0: 1"],
  "json/log_test_eval_log_log_tool_call_error.json": [],
  "json/log_test_list_logs_2024-11-05T13-31-45-05-00_input-task_8zXjbRzCWrL9GXiXo2vus9.json": [
    "input_task@0 model_graded_fact openai/gpt-4o-mini 1 0: 1",
  ],
  "json/log_test_list_logs_ignore.json": ["input_task@0 model_graded_fact openai/gpt-4o-mini 1 0: 1"],
};

describe.skipIf(!isThere)(`real logs of Inspect${why}`, () => {
  it.each(Object.entries(EXPECTED))("%s", async (name, expected) => {
    const log = await read(join(INSPECT ?? "", name));
    expect(told(log)).toEqual(expected);
    expect(log.leftOut.map(({ why: reason }) => reason)).toEqual(
      expected.length === 0 ? ["it has no scores"] : [],
    );
  });

  it("are all of them", () => {
    const names = ["eval-zip", "json"].flatMap((kind) =>
      readdirSync(join(INSPECT ?? "", kind)).map((name) => `${kind}/${name}`),
    );
    expect(names.sort()).toEqual(Object.keys(EXPECTED).sort());
  });
});

describe.skipIf(!isThere)(`real results of lm-evaluation-harness${why}`, () => {
  const names = isThere ? readdirSync(LM_EVAL ?? "").filter((name) => name.endsWith(".json")) : [];
  it.each(names)("%s gives every mean with its standard error", async (name) => {
    const log = await read(join(LM_EVAL ?? "", name));
    expect([log.format, log.leftOut]).toEqual(["lm-eval", []]);
    const { readFileSync } = await import("node:fs");
    const { results, versions } = JSON.parse(readFileSync(join(LM_EVAL ?? "", name), "utf8"));
    const stated = Object.keys(results).flatMap((task) =>
      Object.keys(results[task])
        .filter((key) => !key.endsWith("_stderr"))
        .map((key) => [`${task}@${versions[task]}`, key, results[task][key], results[task][`${key}_stderr`]]),
    );
    expect(
      log.outcomes.map(({ eval: of, metric, summary }) => [
        of,
        metric,
        summary?.mean,
        summary?.standardError,
      ]),
    ).toEqual(stated);
  });
});
