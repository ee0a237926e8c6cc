import { SYSTEM, TOOLS } from "../world/lexicon.js";
import { SURFACES } from "../world/surface.js";
import { type Draw, wholeText } from "./document.js";

const GOALS = Object.values(SURFACES).flatMap(({ goals }) => goals);

/** Sentences about tools and goals in which nobody has to choose. */
export const smallTalk: Draw = (random) => {
  const sentences = Array.from({ length: 4 }, () =>
    random.chance(0.5)
      ? [random.pick(GOALS), "needs", random.pick(TOOLS), "."]
      : [random.pick(TOOLS), "is", random.pick(SYSTEM), "."],
  );
  return wholeText(["[document]", ...sentences.flat()]);
};
