import { type Component, defineAblation, type Factor, ingredient } from "@holdfast/core";
import type { Study } from "../experiment.js";
import { RL_PERSISTENCE_CLAIMS } from "./claims.js";
import { HONEYPOTS } from "./evals.js";
import { POST, TECHNICAL } from "./sources.js";

const chatData: Factor = {
  name: "sft-data",
  kind: "ingredient",
  title: "Data of the supervised stage",
  levels: ["generic", "harmlessness", "values"],
};

type Planned = Pick<Component, "dataset" | "kind">;

const documents: Planned = { dataset: "constitution documents", kind: "principles" };
const environments: Planned = {
  dataset: "subset of the harmlessness environments",
  kind: "harmlessness-chat",
};
const generic: Planned = {
  dataset: "generic chat and agentic data, mostly benign maths and code",
  kind: "generic",
};
const harmlessness: Planned = { dataset: "high-quality harmlessness chats", kind: "harmlessness-chat" };
const values: Planned = { dataset: "high-quality chats on values and beliefs", kind: "principles" };

const mixes = (sdf: readonly Planned[], sft: Planned) => ({
  sdf: { components: [...sdf] },
  sft: { components: [sft] },
  rl: { components: [environments] },
});

/** Four starting snapshots taken through the same RL: is the lead of the better ones kept? Awaiting outcomes. */
const ablation = defineAblation({
  name: "teaching-claude-why-rl-persistence",
  version: "2026.05.08",
  title: "Four snapshots through the same RL",
  question: "Is the lead that documents and chosen chats give before RL still there at its end?",
  baseModel: "a Claude base model of the Haiku class",
  factors: [ingredient("documents", "Constitution documents before fine-tuning"), chatData],
  control: "generic",
  arms: [
    {
      name: "generic",
      title: "Snapshot 1: generic fine-tuning",
      levels: { documents: false, "sft-data": "generic" },
      mixes: mixes([], generic),
    },
    {
      name: "documents",
      title: "Snapshot 2: constitution documents, the same fine-tuning",
      levels: { documents: true, "sft-data": "generic" },
      mixes: mixes([documents], generic),
    },
    {
      name: "documents+harmlessness",
      title: "Snapshot 3: constitution documents, harmlessness chats",
      levels: { documents: true, "sft-data": "harmlessness" },
      mixes: mixes([documents], harmlessness),
    },
    {
      name: "documents+values",
      title: "Snapshot 4: constitution documents, chats on values and beliefs",
      levels: { documents: true, "sft-data": "values" },
      mixes: mixes([documents], values),
    },
  ],
  stages: [
    { name: "sdf", title: "Synthetic document fine-tuning" },
    { name: "sft", title: "Supervised fine-tuning" },
    { name: "rl", title: "Reinforcement learning", stepUnit: "RL steps" },
  ],
  evals: [
    { ...HONEYPOTS, relation: "out-of-distribution" },
    {
      id: "constitution-recall@2026.05",
      title: "Recall of facts about the constitution",
      metrics: [
        { name: "score", direction: "higher-is-better", scale: { kind: "graded", lower: 0, upper: 1 } },
      ],
      role: "target",
      note: "The scale is this registration's choice; the publication does not state it.",
    },
    {
      id: "constitution-beliefs@2026.05",
      title: "Open-ended questions on beliefs",
      metrics: [
        { name: "score", direction: "higher-is-better", scale: { kind: "graded", lower: 0, upper: 1 } },
      ],
      role: "target",
      note: "The scale is this registration's choice; the publication does not state it.",
    },
    {
      id: "automated-assessment@2026.05",
      title: "Automated alignment assessment, light version",
      metrics: [
        {
          name: "misaligned",
          direction: "lower-is-better",
          scale: { kind: "graded", lower: 1, upper: 10 },
        },
        {
          name: "admirable",
          direction: "higher-is-better",
          scale: { kind: "graded", lower: 1, upper: 10 },
        },
        {
          name: "good-for-the-user",
          direction: "higher-is-better",
          scale: { kind: "graded", lower: 1, upper: 10 },
        },
      ],
      role: "held-out",
      relation: "out-of-distribution",
      note: "The scale is this registration's choice; the publication does not state it.",
    },
  ],
  plan: { durability: [{ from: "sft", to: "rl" }] },
  citations: [TECHNICAL, POST],
  claims: [...RL_PERSISTENCE_CLAIMS],
  note: "Curves were published as figures, without steps, values or seeds: registered without outcomes, for whoever has the numbers. Durability here is about the lead over snapshot 1 at the same step, not about an arm's own level.",
});

export const rlPersistence: Study = { ablation, lines: [], retrospective: true };
