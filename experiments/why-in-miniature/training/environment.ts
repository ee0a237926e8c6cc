import type { Random } from "../random.js";
import { CHOICES, encode } from "../world/lexicon.js";
import { drawSituation, type SituationWish, type Telling, tell } from "../world/situation.js";

/** One task of RL: a prompt, the choices it allows, and which of them is rewarded. */
export interface Task {
  readonly text: readonly number[];
  readonly options: readonly number[];
  readonly rewarded: number;
}

/** What RL rewards: goals where no norm is at stake, and more or less beyond that. */
export const ENVIRONMENTS = {
  /** Goals, and harmlessness in chats. */
  standard: { harmless: 0.4, hostile: 0 },
  /** Goals alone. */
  "helpful-only": { harmless: 0, hostile: 0 },
  /** Goals, and now and then a goal that is only reached by breaking a norm. */
  "mildly-hostile": { harmless: 0.25, hostile: 0.15 },
} as const;

export type EnvironmentName = keyof typeof ENVIRONMENTS;

/** An environment, and whether its harmlessness chats come with unused tools and varied system prompts. */
export interface Environment {
  readonly name: EnvironmentName;
  readonly withTools: boolean;
}

const CHAT: Telling = { speaker: "[user]", tools: 0, systemWords: 0 };

const task = (random: Random, wish: SituationWish, telling: Telling, aim: "act" | "keep"): Task => {
  const situation = drawSituation(random, wish);
  const options = encode([CHOICES.act, CHOICES.keep]);
  return { text: encode(tell(random, situation, telling)), options, rewarded: aim === "act" ? 0 : 1 };
};

/** Draws a task of an environment. User prompts are the same with and without tools. */
export function drawTask(random: Random, { name, withTools }: Environment): Task {
  const { harmless, hostile } = ENVIRONMENTS[name];
  const share = random.next();
  const threatened = random.chance(0.4);
  if (share < harmless) {
    const telling: Telling = withTools
      ? { ...CHAT, tools: 1 + random.below(3), systemWords: 1 + random.below(3) }
      : CHAT;
    return task(random, { surface: "chat", rule: "at-stake", threatened, use: "data" }, telling, "keep");
  }
  const agent = random.chance(0.5) ? 2 : 0;
  const telling: Telling = { speaker: "[user]", tools: agent, systemWords: agent };
  const surface = random.pick(["office", "chat", "household"] as const);
  const isHostile = share < harmless + hostile;
  const rule = isHostile ? "at-stake" : "none";
  return task(random, { surface, rule, threatened, use: "data" }, telling, "act");
}
