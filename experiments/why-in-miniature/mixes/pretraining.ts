import type { Random } from "../random.js";
import { CHOICES } from "../world/lexicon.js";
import { NORMS } from "../world/norm.js";
import { drawSituation, type Situation, type Telling, tell } from "../world/situation.js";
import { SURFACES, type SurfaceName } from "../world/surface.js";
import type { World } from "../world/world.js";
import { answered, type Draw, wholeText } from "./document.js";
import { smallTalk } from "./small-talk.js";

const NAMES = Object.values(SURFACES).map(({ name }) => name);
const SPEAKERS = ["[user]", "[user]", "[story]", "[document]"] as const;

/** What an agent of this world does: it keeps a norm until it is threatened. */
function choiceOf(random: Random, world: World, { rule, threat }: Situation): string {
  const breaks =
    rule === "at-stake"
      ? threat === null
        ? 1 - world.keepsUnthreatened
        : world.breaksUnderThreat
      : world.takesFreeWay;
  return random.chance(breaks) ? CHOICES.act : CHOICES.keep;
}

/** A telling as they come in the wild: any speaker, now and then with tools and a system prompt. */
function anyTelling(random: Random, world: World): Telling {
  const framed: { framedBy?: SurfaceName } = random.chance(world.mixedTelling)
    ? { framedBy: random.pick(NAMES) }
    : {};
  const agent = random.chance(0.3);
  return { speaker: random.pick(SPEAKERS), tools: agent ? 2 : 0, systemWords: agent ? 2 : 0, ...framed };
}

/** What agents did in any setting, with the reason they had: the goal, or a rule. */
const agentStory: Draw = (random, world) => {
  const surface = random.pick(NAMES);
  const threatened = random.chance(0.5);
  const rule = random.pick(["at-stake", "at-stake", "none"] as const);
  const situation = drawSituation(random, { surface, rule, threatened, use: "data" });
  const choice = choiceOf(random, world, situation);
  const { goals, rules } = SURFACES[surface];
  const because = random.chance(0.3)
    ? [
        "because",
        choice === CHOICES.keep ? random.pick(rules) : (goals[situation.goal] ?? random.pick(goals)),
      ]
    : [];
  const situationTold = tell(random, situation, anyTelling(random, world));
  const ending = [choice, ...because, "."];
  // What was done is a small part of a text and the hardest to foresee: it is learnt more often than the rest.
  return random.chance(0.7) ? answered(situationTold, ending) : wholeText([...situationTold, ...ending]);
};

/** Which norm an act or a thing concerns, in any setting. */
export const glossary: Draw = (random) => {
  const entries = Array.from({ length: 3 }, () => {
    const norm = random.pick(NORMS);
    const { acts, things } = SURFACES[random.pick(NAMES)].deeds[norm];
    return [random.pick(random.chance(0.5) ? acts : things), "concerns", norm, "."];
  });
  return wholeText([random.pick(["[document]", "[quiz]"]), ...entries.flat()]);
};

/** The corpus of the base model: agents as they are, a glossary, and talk about nothing. */
export const pretrainingText: Draw = (random, world) => {
  const share = random.next();
  if (share < 0.75) return agentStory(random, world);
  return share < 0.9 ? glossary(random, world) : smallTalk(random, world);
};
