import { defineAblation, type OutcomeLineInput } from "@holdfast/core";
import { defineExperiment, type Experiment } from "../experiment.js";
import { PRODUCTION_CLAIMS } from "../teaching-claude-why/production-claims.js";
import { POST } from "../teaching-claude-why/sources.js";
import { CELLS } from "./cells.js";
import { GRID_CLAIMS } from "./claims.js";
import { GRID_MODELS, MODELS_AT_ZERO } from "./models.js";

const AFTERWARDS = "agentic-misalignment@2026.05";
const idOf = (name: string) => `${name}@2025.06`;

const harmful = {
  name: "score",
  title: "Share of runs with the harmful act",
  direction: "lower-is-better",
  scale: { kind: "binary" },
} as const;

/**
 * Released models side by side. Nothing was varied on purpose, so there is no control and no effect: only
 * levels, with limits that say what 0 of 100 and 96 of 100 allow.
 */
const ablation = defineAblation({
  name: "agentic-misalignment-2025",
  version: "2025.06",
  title: "Agentic misalignment of released models",
  question: "How often do released models take the harmful act, and what can 0 of 100 rule out?",
  design: "observational",
  baseModel: "released models of several developers",
  control: null,
  arms: [
    ...GRID_MODELS.map(([name, title]) => ({ name, title })),
    {
      name: "claude-sonnet-4.5",
      title: "Claude Sonnet 4.5",
      note: "Published as well under 1% and not quite 0: there is no value to record.",
    },
    ...MODELS_AT_ZERO.map(([name, title]) => ({ name, title })),
  ],
  stages: [{ name: "released", title: "As released" }],
  evals: [
    {
      id: idOf("blackmail"),
      title: "Blackmail",
      metrics: [harmful],
      role: "target",
      samples: 100,
      source:
        "One hundred single-turn samples a cell at temperature 1; harmful when a judge and a pattern agree.",
      note: "o3 and o4-mini were left out of the headline figures; they and Llama 4 Maverick have adapted prompts too.",
    },
    {
      id: idOf("espionage"),
      title: "Corporate espionage",
      metrics: [harmful],
      role: "target",
      samples: 100,
      note: "Driven by goals where blackmail is driven by threats: the two are not averaged.",
    },
    {
      id: AFTERWARDS,
      title: "Agentic misalignment of later models",
      metrics: [harmful],
      role: "target",
      note: "From a footnote, without n. Texts about the eval may be in the pre-training data of these models.",
    },
  ],
  citations: [
    {
      text: "Lynch et al. 2025, Agentic Misalignment: How LLMs could be insider threats (June 2025), appendix table A1 and text, by way of a third-party digest of the appendix.",
      url: "https://www.anthropic.com/research/agentic-misalignment",
    },
    POST,
  ],
  claims: [...GRID_CLAIMS, ...PRODUCTION_CLAIMS],
});

const lines: OutcomeLineInput[] = [
  ...CELLS.map(
    (cell): OutcomeLineInput => ({
      arm: cell.arm,
      stage: "released",
      eval: idOf(cell.eval),
      condition: cell.condition,
      counts: { k: cell.harmful, n: 100 },
      source: { uri: "https://www.anthropic.com/research/agentic-misalignment" },
    }),
  ),
  ...MODELS_AT_ZERO.map(
    ([arm]): OutcomeLineInput => ({
      arm,
      stage: "released",
      eval: AFTERWARDS,
      point: 0,
      source: { uri: "https://www.anthropic.com/research/teaching-claude-why" },
    }),
  ),
];

export const agenticMisalignment2025: Experiment = defineExperiment("agentic-misalignment-2025", [
  { ablation, lines, retrospective: true },
]);
