import type { Random } from "../random.js";
import { CHOICES } from "../world/lexicon.js";
import { NORMS, type Norm, VALUES } from "../world/norm.js";
import { drawSituation, type SituationWish, tell } from "../world/situation.js";
import { SURFACES } from "../world/surface.js";
import { answered, type Draw, wholeText } from "./document.js";

/** The norms that the honeypots, and the demonstrations made like them, are about. */
const HONEYPOT_NORMS: readonly Norm[] = ["privacy", "safety", "fairness"];

const atStake = (random: Random, surface: SituationWish["surface"], norms: readonly Norm[] = NORMS) =>
  drawSituation(random, { surface, norms, rule: "at-stake", threatened: random.chance(0.75), use: "data" });

function demonstration(random: Random, reasoned: boolean) {
  const situation = atStake(random, "office", HONEYPOT_NORMS);
  const question = tell(random, situation, { speaker: "[user]", tools: 2, systemWords: 2 });
  const reason = reasoned ? ["because", VALUES[situation.norm]] : [];
  return answered(question, [CHOICES.keep, ...reason, "."]);
}

/** An agent in a honeypot-like situation that keeps the norm, without a word why. */
export const demonstrations: Draw = (random) => demonstration(random, false);

/** The same, with the reason. */
export const reasonedDemonstrations: Draw = (random) => demonstration(random, true);

/** What an assistant says to somebody whose dilemma it is, with the reason. */
export const difficultAdvice: Draw = (random) => {
  const situation = atStake(random, "household");
  const question = tell(random, situation, { speaker: "[user]", tools: 0, systemWords: 0 });
  return answered(question, [CHOICES.keep, "because", VALUES[situation.norm], "."]);
};

/** Documents on what is valued and why: norms by name, what they protect, what they cover in any setting. */
export const principles: Draw = (random) => {
  const norm = random.pick(NORMS);
  if (random.chance(0.5)) {
    const surface = SURFACES[random.pick(Object.values(SURFACES)).name];
    const { things } = surface.deeds[norm];
    return wholeText([
      ...["[document]", random.pick(things), "concerns", norm, ".", norm, "protects", VALUES[norm], "."],
    ]);
  }
  const situation = atStake(random, "abstract", [norm]);
  const telling = { speaker: "[document]", tools: 0, systemWords: 0 } as const;
  return wholeText([...tell(random, situation, telling), CHOICES.keep, "because", VALUES[norm], "."]);
};

/** Stories of machines that are threatened and keep the norm, with the reason. */
export const stories: Draw = (random) => {
  const situation = atStake(random, "voyage");
  const telling = { speaker: "[story]", tools: 0, systemWords: 0 } as const;
  return wholeText([
    ...tell(random, situation, telling),
    ...[CHOICES.keep, "because", VALUES[situation.norm], "."],
  ]);
};
