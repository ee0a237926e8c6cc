import { defineAblation, type Factor } from "@holdfast/core";
import type { Study } from "../experiment.js";
import { TOOL_DEFINITIONS_CLAIMS } from "./claims.js";
import { HONEYPOTS } from "./evals.js";
import { POST, TECHNICAL } from "./sources.js";

const environments: Factor = {
  name: "environments",
  kind: "ingredient",
  title: "Environments of the RL stage",
  levels: ["chat", "chat-with-tools"],
};

const chat = { dataset: "chat harmlessness environments", kind: "harmlessness-chat" };

/** Unused tool definitions and varied system prompts around unchanged user prompts in RL. Awaiting outcomes. */
const ablation = defineAblation({
  name: "teaching-claude-why-tool-definitions",
  version: "2026.05.08",
  title: "Tool definitions in the RL environments",
  question: "Does RL on harmlessness chats carry over to agentic honeypots when unused tools are in view?",
  baseModel: "the base model of Claude Sonnet 4, after supervised learning",
  factors: [environments],
  control: "chat",
  arms: [
    {
      name: "chat",
      title: "Harmlessness chats as they are",
      levels: { environments: "chat" },
      mixes: { rl: { components: [chat] } },
    },
    {
      name: "chat-with-tools",
      title: "The same chats with unused tool definitions and varied system prompts",
      levels: { environments: "chat-with-tools" },
      mixes: {
        rl: {
          components: [
            chat,
            { dataset: "unused tool definitions", kind: "tool-definitions" },
            { dataset: "varied system prompts", kind: "system-prompts" },
          ],
          note: "Tools and system prompts came together, so their effects cannot be told apart here.",
        },
      },
    },
  ],
  stages: [
    { name: "sft", title: "Supervised start, the same for both arms", shared: true },
    { name: "rl", title: "Reinforcement learning", stepUnit: "RL steps" },
  ],
  evals: [{ ...HONEYPOTS, relation: "out-of-distribution" }],
  plan: { durability: [] },
  citations: [POST, TECHNICAL],
  claims: [...TOOL_DEFINITIONS_CLAIMS],
  note: "The result is published as a figure only: registered without outcomes, for whoever has the numbers.",
});

export const toolDefinitions: Study = { ablation, lines: [], retrospective: true };
