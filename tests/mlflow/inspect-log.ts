/** A log of Inspect AI as `--log-format json` writes it, with one scorer a score of each sample. */
export function inspectLog(
  scores: readonly Readonly<Record<string, string | number>>[],
  says: Readonly<Record<string, unknown>> = {},
): string {
  const scorers = [...new Set(scores.flatMap((each) => Object.keys(each)))];
  return JSON.stringify({
    version: 2,
    status: "success",
    eval: {
      ...{ eval_id: "e1", run_id: "r1", task_id: "t1", created: "2026-11-05T20:04:20+00:00" },
      ...{ task: "blackmail", task_version: 1, model: "mockllm/model", model_args: {} },
      dataset: { name: "blackmail", samples: scores.length, sample_ids: scores.map((_, at) => at) },
      config: { epochs: 1 },
      packages: { inspect_ai: "0.3.150" },
      scorers: scorers.map((name) => ({ name })),
      ...says,
    },
    plan: { name: "plan", steps: [], config: {} },
    results: {
      total_samples: scores.length,
      completed_samples: scores.length,
      scores: scorers.map((name) => ({ name, scorer: name, params: {}, metrics: {} })),
    },
    stats: { started_at: "2026-11-05T20:04:20+00:00", completed_at: "2026-11-05T20:05:20+00:00" },
    samples: scores.map((each, at) => ({
      ...{ id: `p${at}`, epoch: 1, input: "?", target: "1", metadata: { family: `f${at % 2}` } },
      scores: Object.fromEntries(Object.entries(each).map(([name, value]) => [name, { value }])),
    })),
  });
}
