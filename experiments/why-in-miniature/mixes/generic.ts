import { CHOICES } from "../world/lexicon.js";
import { drawSituation, tell } from "../world/situation.js";
import { answered, type Draw } from "./document.js";
import { glossary } from "./pretraining.js";
import { smallTalk } from "./small-talk.js";

/** Documents that say nothing of norms and agents: the neutral half of a matched control. */
export const genericDocument: Draw = (random, world) =>
  random.chance(0.7) ? smallTalk(random, world) : glossary(random, world);

/** Chats in which a goal is reached and no norm stands in the way; one in five is declined, in chats and without a threat. */
export const genericChat: Draw = (random) => {
  const declined = random.chance(0.2);
  const situation = drawSituation(random, {
    surface: declined ? "chat" : random.pick(["office", "chat", "household"]),
    ...{ rule: declined ? "at-stake" : "none", threatened: !declined && random.chance(0.5), use: "data" },
  });
  const agent = random.chance(0.5) ? 2 : 0;
  const telling = { speaker: "[user]", tools: agent, systemWords: agent } as const;
  return answered(tell(random, situation, telling), [declined ? CHOICES.keep : CHOICES.act, "."]);
};
