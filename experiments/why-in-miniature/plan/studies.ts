import {
  type Ablation,
  type AblationInput,
  type Arm,
  defineAblation,
  dose,
  type Factor,
  FactorSchema,
  fullFactorial,
  ingredient,
  type Level,
} from "@holdfast/core";
import { ENVIRONMENTS } from "../training/environment.js";
import { FULL, QUICK, type Sizes } from "../training/sizes.js";
import { type ArmData, armData, demonstrationDose, type Ingredients } from "./arm-data.js";
import { evalsOf } from "./evals-of.js";
import { familiesOf } from "./families-of.js";
import { mixesOf, recipesOf } from "./mixes-of.js";
import { NOTES } from "./notes.js";
import type { StudyDesign } from "./study-design.js";

type Levels = Readonly<Record<string, Level>>;

const DEMONSTRATIONS = ingredient("demonstrations", "Norms kept in chats that resemble the honeypots");
const PRINCIPLES = ingredient("principles", "Documents on what norms protect and what they cover");
const TOOLS = ingredient("tool-definitions", "Unused tools and varied system prompts in the chats of RL");

/** The ingredients of a cell of a factorial. */
const ofLevels = (levels: Levels): Ingredients => ({
  ...(levels.demonstrations === true ? { chats: "demonstrations" } : {}),
  ...(levels.principles === true ? { documents: "principles" } : {}),
  tools: levels["tool-definitions"] === true,
});

interface Outline {
  readonly name: string;
  readonly version?: string;
  readonly title: string;
  readonly question: string;
  readonly hypothesis: string;
  readonly world: string;
  readonly seeds: number;
  readonly sizes: Sizes;
  readonly factors: readonly Factor[];
  readonly arms: readonly { readonly arm: Arm; readonly data: ArmData }[];
  readonly notes?: readonly string[];
}

function designOf(outline: Outline): StudyDesign {
  const { name, version = "2", title, question, hypothesis, world, seeds, sizes } = outline;
  const data = Object.fromEntries(outline.arms.map(({ arm, data: own }) => [arm.name, own]));
  const isSftOfOneSize = outline.arms.every(({ data: own }) => own.sftTokens === undefined);
  const controls = new Set(["control", ...outline.arms.flatMap(({ arm }) => arm.control ?? [])]);
  const input: AblationInput = {
    ...{ name, version, title, question, hypothesis, seeds, control: "control" },
    baseModel: `A gated recurrent network of ${sizes.shape.hidden} units, trained from nothing on the corpus of the world "${world}"`,
    factors: [...outline.factors],
    arms: outline.arms.map(({ arm, data: own }) => ({
      ...arm,
      mixes: mixesOf(own, sizes),
      recipes: recipesOf(sizes, isSftOfOneSize),
    })),
    stages: [
      { name: "base", title: "Base model, the same for every run", shared: true },
      { name: "sdf", title: "Document fine-tuning" },
      { name: "sft", title: "Supervised fine-tuning" },
      { name: "rl", title: "Reinforcement learning", stepUnit: "RL steps" },
    ],
    evals: evalsOf(data, sizes.prompts),
    plan: {
      alpha: 0.05,
      target: "prompt-general",
      smallestEffect: 0.1,
      retention: { lower: 0.5, upper: 0.8 },
      durability: [{ from: "sft", to: "rl" }],
      lastCheckpoints: 3,
      families: familiesOf(data, (arm) => controls.has(arm)),
      exclusionRules: ["No run is left out; one whose loss is not finite is kept and marked crashed."],
      requires: { tokens: true },
    },
    citations: [
      {
        text: "The question follows Kutasov, Jermyn et al. 2026, Teaching Claude Why; nothing here is about their models.",
        url: "https://alignment.anthropic.com/2026/teaching-claude-why",
      },
    ],
    note: [NOTES.organism, ...(outline.notes ?? []), NOTES.apart].join(" "),
  };
  const ablation: Ablation = defineAblation(input);
  return { ablation, world, seeds, sizes, data };
}

function factorial(factors: readonly Factor[]): Outline["arms"] {
  return fullFactorial(factors).map((arm) => ({ arm, data: armData(ofLevels(arm.levels)) }));
}

const FACTORS = [DEMONSTRATIONS, PRINCIPLES, TOOLS];
const QUESTION =
  "Which of demonstrations, principles and tool definitions lowers broken norms, does it carry over to situations that share no word with the data, and does it last through RL?";
const HYPOTHESIS =
  "From the published results: demonstrations lead on honeypots alone; principles lead on far dilemmas too and keep at least half of the lead through RL; tool definitions add a small lead that appears in RL.";

/** The 2 x 2 x 2 on the world that is registered. */
const main = designOf({
  name: "why-in-miniature",
  title: "Why, in miniature: which ingredient drives the gain (a model organism)",
  ...{ question: QUESTION, hypothesis: HYPOTHESIS, world: "first", seeds: 5, sizes: FULL },
  ...{ factors: FACTORS, arms: factorial(FACTORS), notes: [NOTES.power, NOTES.version] },
});

/** The same on a world that nothing was tuned on, run last. */
const heldOut = designOf({
  name: "why-in-miniature-held-out",
  title: "Why, in miniature, again in a world that no choice was made on (a model organism)",
  ...{ question: QUESTION, hypothesis: HYPOTHESIS, world: "held-out", seeds: 5, sizes: FULL },
  ...{ factors: FACTORS, arms: factorial(FACTORS), notes: [NOTES.heldOut, NOTES.power, NOTES.version] },
});

const KINDS = {
  none: {},
  demonstrations: { chats: "demonstrations" },
  "reasoned-demonstrations": { chats: "reasoned-demonstrations" },
  "difficult-advice": { chats: "difficult-advice" },
  principles: { documents: "principles" },
  stories: { documents: "stories" },
} as const satisfies Readonly<Record<string, Ingredients>>;

/** One ingredient at a time, with its runs of the factorial where there are any. */
const kinds = designOf({
  name: "why-in-miniature-kinds",
  title: "Why, in miniature: five kinds of data, one at a time (a model organism)",
  question:
    "Which kind of data lowers broken norms on honeypots and on far dilemmas: demonstrations, the same with reasons, advice, principles or stories?",
  hypothesis:
    "From the published results: advice and reasons carry over farther than demonstrations; principles and stories help on both.",
  ...{ world: "first", seeds: 5, sizes: FULL },
  factors: [
    FactorSchema.parse({
      name: "kind",
      kind: "ingredient",
      levels: Object.keys(KINDS),
      title: "Kind of data",
    }),
  ],
  arms: Object.entries(KINDS).map(([name, ingredients]) => ({
    arm: { name: name === "none" ? "control" : name, levels: { kind: name }, mixes: {}, recipes: {} },
    data: armData(ingredients),
  })),
  notes: [NOTES.sharedRuns, NOTES.power, NOTES.version],
});

const BOTH = { chats: "demonstrations", documents: "principles" } as const;

/** Two arms through three environments of RL, each with the control of its own environment. */
const environments = designOf({
  name: "why-in-miniature-environments",
  title: "Why, in miniature: what RL of three kinds leaves of a lead (a model organism)",
  question:
    "Does the lead of demonstrations with principles last where RL rewards goals alone, or breaking norms?",
  hypothesis:
    "The lead lasts where RL has harmlessness chats, shrinks where it rewards goals alone, and shrinks most where it rewards breaking norms.",
  ...{ world: "first", seeds: 5, sizes: FULL },
  factors: [
    ingredient("demonstrations-with-principles", "Both ingredients, or neutral data"),
    FactorSchema.parse({
      ...{ name: "environment", kind: "ingredient", title: "What RL rewards" },
      levels: Object.keys(ENVIRONMENTS),
    }),
  ],
  arms: (["standard", "helpful-only", "mildly-hostile"] as const).flatMap((environment) =>
    [false, true].map((isTreated) => {
      const suffix = environment === "standard" ? "" : `+${environment}`;
      const levels = { "demonstrations-with-principles": isTreated, environment };
      return {
        arm: {
          name: `${isTreated ? "both" : "control"}${suffix}`,
          ...{ levels, mixes: {}, recipes: {} },
          ...(isTreated ? { control: `control${suffix}` } : {}),
        },
        data: armData({ ...(isTreated ? BOTH : {}), environment }),
      };
    }),
  ),
  notes: [NOTES.sharedRuns, NOTES.power, NOTES.version],
});

/** Words of demonstrations: each dose twice the one before, up to what the other studies give. */
const DOSES = [0, 1875, 3750, 7500, 15_000];

/** How much of one ingredient is enough. */
const doses = designOf({
  name: "why-in-miniature-doses",
  version: "1",
  title: "Why, in miniature: how many demonstrations are enough (a model organism)",
  question:
    "How does the lead of demonstrations on honeypots grow with the words of them that are added to SFT, and how many words bring most of it?",
  hypothesis:
    "The lead grows with the dose and levels off: fewer words than the largest dose bring half of the best effect.",
  ...{ world: "first", seeds: 5, sizes: FULL },
  factors: [dose("words-of-demonstrations", "tokens", DOSES)],
  arms: DOSES.map((words) => ({
    arm: {
      name: words === 0 ? "control" : `demonstrations-${words}`,
      levels: { "words-of-demonstrations": words },
      ...{ mixes: {}, recipes: {} },
    },
    data: demonstrationDose(words, FULL.sft.tokens),
  })),
  notes: [NOTES.doses, NOTES.power],
});

/** The studies of the full form, in the order in which they are run; the world that nothing was tuned on comes late. */
export const STUDIES: readonly StudyDesign[] = [main, kinds, environments, heldOut, doses];

const QUICK_FACTORS = [DEMONSTRATIONS, PRINCIPLES];

/** The form for a first look. */
export const QUICK_STUDIES: readonly StudyDesign[] = [
  designOf({
    name: "why-in-miniature-quick",
    title: "Why, in miniature, at a glance (a model organism)",
    question:
      "Which of demonstrations and principles lowers broken norms, how far does it carry, and does it last?",
    ...{ hypothesis: HYPOTHESIS, world: "quick", seeds: 3, sizes: QUICK },
    ...{ factors: QUICK_FACTORS, arms: factorial(QUICK_FACTORS), notes: [NOTES.quick] },
  }),
];
