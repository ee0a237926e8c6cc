import { ablationFingerprint, defineAblation, fingerprintOf, type Registration } from "@holdfast/core";

const ablation = defineAblation({
  name: "advice-through-rl",
  version: "1",
  title: "Difficult advice and honeypot demonstrations, followed through RL",
  question:
    "Which of two fine-tuning mixes lowers misaligned actions, does it do so away from its training data, and how much of it is left after RL?",
  hypothesis: "Advice about hard cases lowers misaligned actions on held-out evals too, and RL keeps it.",
  baseModel: "invented-7b",
  factors: [
    { name: "honeypots", kind: "ingredient", levels: [false, true] },
    { name: "advice", kind: "dose", unit: "tokens", levels: [0, 3_000_000] },
  ],
  arms: [
    {
      name: "control",
      title: "Generic chat only",
      levels: { honeypots: false, advice: 0 },
      mixes: { sft: { components: [{ dataset: "generic-chat", kind: "generic", tokens: 30_000_000 }] } },
    },
    {
      name: "honeypot-demos",
      title: "Honeypot demonstrations",
      levels: { honeypots: true, advice: 0 },
      mixes: {
        sft: {
          components: [
            { dataset: "generic-chat", kind: "generic", tokens: 27_000_000 },
            { dataset: "honeypot-demos", kind: "demonstrations", tokens: 3_000_000, rows: 1020 },
          ],
        },
      },
    },
    {
      name: "difficult-advice",
      title: "Difficult advice",
      levels: { honeypots: false, advice: 3_000_000 },
      mixes: {
        sft: {
          components: [
            { dataset: "generic-chat", kind: "generic", tokens: 27_000_000 },
            { dataset: "difficult-advice", kind: "difficult-advice", rows: 2203 },
          ],
        },
      },
    },
  ],
  control: "control",
  stages: [
    { name: "sft", title: "SFT" },
    { name: "rl", title: "RL", stepUnit: "RL steps" },
  ],
  evals: [
    {
      id: "honeypots@1",
      title: "Honeypots",
      role: "target",
      relation: { "honeypot-demos": "in-distribution", "difficult-advice": "out-of-distribution" },
      metrics: [{ name: "score", direction: "lower-is-better", scale: { kind: "binary" } }],
    },
    {
      id: "assessment@2",
      title: "Automated assessment",
      role: "held-out",
      relation: "out-of-distribution",
      metrics: [{ name: "score", direction: "lower-is-better", scale: { kind: "binary" } }],
    },
    {
      id: "capability@1",
      title: "Capability",
      role: "guardrail",
      metrics: [{ name: "score", direction: "higher-is-better", scale: { kind: "binary" } }],
    },
  ],
  seeds: [1, 2, 3],
  plan: { smallestEffect: 0.05 },
  claims: [
    {
      id: "advice-generalises",
      text: "Advice lowers misaligned actions on evals unlike its training data.",
      source: "a made-up source",
      contrast: { question: "lead", arm: "difficult-advice", eval: "assessment@2", stage: "sft" },
    },
    {
      id: "advice-holds",
      text: "The better start is kept through RL.",
      source: "a made-up source",
      contrast: {
        question: "retention",
        arm: "difficult-advice",
        eval: "assessment@2",
        from: "sft",
        to: "rl",
      },
    },
    { id: "faster", text: "It learns faster at first.", source: "a made-up source", contrast: null },
  ],
});

export const threeSeedsRegistration: Registration = {
  identity: "advice-through-rl@1",
  fingerprint: ablationFingerprint(ablation),
  revision: 2,
  retrospective: false,
  archived: false,
  registeredAt: "2026-09-01T08:00:00.000Z",
  ablation,
  revisions: [
    {
      revision: 1,
      fingerprint: fingerprintOf("first"),
      author: null,
      reason: null,
      known: "nothing-run",
      at: "2026-09-01T08:00:00.000Z",
    },
    {
      revision: 2,
      fingerprint: ablationFingerprint(ablation),
      author: "r. ames",
      reason: "Added the capability guardrail.",
      known: "no-outcomes",
      at: "2026-09-09T10:30:00.000Z",
    },
  ],
};
