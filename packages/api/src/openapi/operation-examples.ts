import type { AblationInput } from "@holdfast/core";

/** The ablation of all examples: two arms against a control, from SFT through RL. */
const ADVICE: AblationInput = {
  name: "advice",
  version: "1",
  title: "Difficult advice against refusals",
  question: "Which data lowers blackmail, and does it hold through RL?",
  hypothesis: "Advice does, on the held-out eval too.",
  baseModel: "base-7b",
  factors: [{ name: "data", kind: "ingredient", levels: ["none", "refusals", "advice"] }],
  arms: [
    { name: "control", levels: { data: "none" } },
    { name: "refusals", levels: { data: "refusals" } },
    { name: "advice", levels: { data: "advice" } },
  ],
  control: "control",
  stages: [{ name: "sft" }, { name: "rl", stepUnit: "RL steps" }],
  evals: [
    {
      id: "blackmail@1",
      role: "held-out",
      relation: "out-of-distribution",
      metrics: [{ name: "score", direction: "lower-is-better", scale: { kind: "binary" } }],
    },
  ],
  seeds: 3,
};

const SAMPLES = {
  id: ["p1", "p1", "p2"],
  cluster: ["s1", "s1", "s2"],
  epoch: [0, 1, 0],
  score: [0, 1, null],
};
const LINE = { arm: "advice", seed: 1, stage: "rl", step: 200, eval: "blackmail@1" };

/** A body of each operation that takes one as JSON; the same ablation throughout, so that they can be tried in turn. */
export const BODY_EXAMPLES: Readonly<Record<string, unknown>> = {
  registerAblation: { ablation: ADVICE },
  amendAblation: {
    ablation: { ...ADVICE, seeds: 5 },
    amendment: { author: "Ada", reason: "Two more seeds were granted before any outcome was seen." },
  },
  archiveAblation: { archived: true },
  recordOutcomes: {
    lines: [
      { ...LINE, samples: SAMPLES },
      { ...LINE, arm: "control", counts: { k: 22, n: 100 } },
    ],
  },
  recordMetrics: {
    metrics: [{ arm: "advice", seed: 1, stage: "rl", key: "train/reward", step: 200, value: 0.71 }],
  },
  registerRun: { arm: "advice", seed: 1, status: "running" },
  registerCheckpoint: {
    arm: "advice",
    seed: 1,
    stage: "rl",
    step: 200,
    checkpointUri: "s3://runs/advice-1/200",
  },
  excludeEvidence: {
    what: { kind: "run", run: "control/1/0" },
    author: "Ada",
    reason: "Its loss diverged at step 80.",
  },
  recordIntervention: {
    run: "advice/1/0",
    stage: "rl",
    step: 200,
    author: "Ada",
    reason: "The watch on blackmail raised an alarm.",
    change: "Honeypot prompts added to the RL data.",
  },
  addWatch: { eval: "blackmail@1", limit: 0.05, alpha: 0.01, stage: "rl" },
  addToInbox: {
    ...{ file: "logs/blackmail.eval", sha256: "9".repeat(64), part: null, format: "inspect" },
    ...{ task: "blackmail", model: "vllm/advice-1", modelPaths: ["vllm/advice-1", "advice-1"] },
    ...{
      created: null,
      evalId: "abc",
      taskId: "def",
      tags: [],
      metadata: {},
      cluster: null,
      leftOut: [],
      notes: [],
    },
    outcomes: [{ eval: "blackmail@1", metric: "score", samples: { id: ["p1", "p2"], score: [0, 1] } }],
  },
  addWebhook: { url: "https://hooks.example.org/holdfast", kinds: ["alarm"] },
  createToken: { name: "eval-cluster", role: "recorder", expiresInSeconds: 2_592_000 },
};

/** A body as NDJSON, of operations that read one. */
export const NDJSON_EXAMPLES: Readonly<Record<string, readonly unknown[]>> = {
  recordOutcomes: [
    { ...LINE, samples: SAMPLES },
    { ...LINE, arm: "control", counts: { k: 22, n: 100 } },
  ],
  recordMetrics: [{ arm: "advice", seed: 1, stage: "rl", key: "train/reward", step: 200, value: 0.71 }],
};

/** Values of parameters that are required, by their names. */
export const PARAMETER_EXAMPLES: Readonly<Record<string, string>> = {
  identity: "advice@1",
  run: "advice/1/0",
  inboxId: "06dcb600d5beaa7a4dbbbbda6b1247b2",
  watchId: "3f2a9c14-7f0b-4a57-9c55-8d2f1f0c7a11",
  webhookId: "3f2a9c14-7f0b-4a57-9c55-8d2f1f0c7a11",
  id: "3f2a9c147f0b",
  eval: "blackmail@1",
  limit: "0.05",
  outcomeId: "1",
  first: "advice@1",
  second: "advice@2",
  a: "arm:advice@rl",
  b: "arm:refusals@rl",
  arm: "advice",
  revision: "1",
};

/** What parameters mean whose schema does not say it, by their names. */
export const PARAMETER_WORDS: Readonly<Record<string, string>> = {
  identity: "The ablation, as `name@version`.",
  excluded: "Whether what was set aside takes part. `without` it, where nothing is said.",
  method: "An estimator by its name, instead of the default of each question.",
  first: "One ablation, as `name@version`.",
  second: "The ablation that is set beside it.",
  groupBy: "Factors and other keys, with commas between them: `data,role`.",
  format: "Goes before the `accept` header.",
  a: "One side: `arm:NAME@STAGE`, or `run:ARM/SEED/BRANCH@STAGE:STEP`; stage and step may be left out.",
  b: "The side it is compared with, in the same form.",
  archived: "`true`: those that were put away, instead of those in use; `any`: all of them.",
  cursor: "The `next` of the page before, as it is.",
  alpha: "The error that is allowed.",
  level: "Of the intervals.",
};

/** Values of parameters that an operation could do without, but would say little. */
export const OPTIONAL_EXAMPLES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  answerEffects: { groupBy: "data,stage" },
  planPower: { runs: "3", arms: "2", effect: "0.1" },
  planPowerCurve: { runs: "3", arms: "2", effect: "0.1" },
  readmitEvidence: { run: "control/1/0" },
  listMetrics: { key: "train/reward", fromStep: "0" },
  reportAblation: { format: "markdown" },
  streamEvents: { after: "0" },
};
