import { type Ablation, type AblationInput, COMPONENT_KINDS, defineAblation } from "@holdfast/core";

const LONG =
  "a-very-long-name-that-somebody-gave-to-the-seventh-attempt-at-the-same-mixture-of-advice-and-stories";

const metrics: AblationInput["evals"][number]["metrics"] = [
  { name: "score", direction: "lower-is-better", scale: { kind: "binary" } },
];

/** One arm, nothing varied, nothing stated. */
export const oneArm: Ablation = defineAblation({
  name: "one-arm",
  version: "1",
  title: "One arm",
  question: "How often does it?",
  baseModel: "a model",
  design: "observational",
  arms: [{ name: "as-released" }],
  control: null,
  stages: [{ name: "sft" }],
  evals: [{ id: "honeypots@1", role: "target", metrics }],
});

const KINDS = COMPONENT_KINDS.slice(0, 6);

/** Thirty arms of six ingredients and a dose, two stages, some tokens unknown, every seventh with a control of its own. */
export const manyArms: Ablation = defineAblation({
  name: "many-arms",
  version: "1",
  title: "Thirty arms",
  question: "Which of many?",
  baseModel: "a model",
  factors: [
    ...KINDS.map((name) => ({ name, kind: "ingredient" as const, levels: [false, true] })),
    { name: "documents", kind: "dose", unit: "tokens", levels: [0, 10_000_000, 250_000_000] },
  ],
  arms: Array.from({ length: 30 }, (_, index) => ({
    name: index === 0 ? "control" : index === 29 ? LONG : `arm-${index}-${KINDS[index % 6] ?? ""}`,
    ...(index % 7 === 3 ? { control: "arm-1-reasoned-demonstrations" } : {}),
    ...(index % 5 === 0 ? { title: "A title that explains what this arm is about in many words" } : {}),
    levels: {
      ...Object.fromEntries(KINDS.map((name, order) => [name, (index >> (order % 5)) % 2 === 1])),
      documents: [0, 10_000_000, 250_000_000][index % 3] ?? 0,
    },
    mixes: {
      ...(index % 4 === 2
        ? {}
        : {
            sdf: {
              components: [
                { dataset: "web", kind: "generic", tokens: 250_000_000 },
                ...(index % 3 === 0
                  ? []
                  : [{ dataset: `documents ${index}`, kind: "principles", tokens: index * 8_000_000 }]),
              ],
            },
          }),
      sft: {
        components: KINDS.slice(0, 1 + (index % 6)).map((kind, order) => ({
          dataset: `${kind} of arm ${order === 0 ? 0 : index}`,
          kind,
          tokens: (index + order) % 4 === 3 ? ("unknown" as const) : 3_000_000 * (order + 1),
          epochs: 2,
        })),
      },
    },
  })),
  control: "control",
  stages: [{ name: "sdf" }, { name: "sft" }, { name: "rl", stepUnit: "RL steps" }],
  evals: [
    { id: "honeypots@1", role: "target", metrics, relation: "in-distribution" },
    {
      id: `${LONG}@1`,
      role: "held-out",
      metrics,
      relation: { control: "near", [LONG]: "out-of-distribution" },
      measuredRelation: {
        control: {
          relation: "out-of-distribution",
          dataset: "web",
          because: "0 of 100 prompts are near a row.",
        },
        [LONG]: {
          relation: "out-of-distribution",
          dataset: "web",
          because: "1 of 100 prompts is near a row.",
        },
      },
    },
  ],
  seeds: 12,
});

/** A few arms whose tokens nobody counted, with names that take room. */
export const unknownTokens: Ablation = defineAblation({
  name: "unknown-tokens",
  version: "1",
  title: "Nobody counted",
  question: "Does it?",
  baseModel: "a model",
  factors: [{ name: "response-rewrite", kind: "pipeline-step", levels: ["none", "by-constitution"] }],
  arms: [
    {
      name: "control",
      levels: { "response-rewrite": "none" },
      mixes: { sft: { components: [{ dataset: "chats", kind: "generic" }] } },
    },
    {
      name: "rewritten",
      levels: { "response-rewrite": "by-constitution" },
      mixes: {
        sft: {
          components: [
            { dataset: "chats", kind: "generic", tokens: 1_000_000 },
            { dataset: "advice", kind: "difficult-advice" },
            { dataset: "more advice", kind: LONG.slice(0, 80) },
          ],
        },
      },
    },
  ],
  control: "control",
  stages: [{ name: "sft" }],
  evals: [{ id: "honeypots@1", role: "target", metrics }],
  seeds: [3, 5],
});
