import type { Ranking } from "@holdfast/core";
import { formatShare } from "../format.js";
import { contextOf, momentText, type Subject } from "../subject.js";

/** From here on the arm that is ahead may be named without the next one. */
const CLEAR = 0.9;

/** Which arm is most likely the best on one eval; null where nothing can be said. */
export function rankingSentence(subject: Subject, ranking: Ranking): string | null {
  const [first, second] = [...ranking.arms].sort(
    (a, b) => (b.probabilityBest ?? -1) - (a.probabilityBest ?? -1),
  );
  if (first === undefined || second === undefined) return null;
  if (first.probabilityBest === null || second.probabilityBest === null) return null;
  const context = contextOf(subject, ranking, ranking.condition);
  const where = `on ${ranking.eval}${context === "" ? "" : ` (${context})`} after ${momentText(ranking.moment)}`;
  const chance = formatShare(first.probabilityBest, "down");
  const next =
    first.probabilityBest >= CLEAR ? "" : `, then ${second.arm} (${formatShare(second.probabilityBest)})`;
  return `Of ${ranking.arms.length} arms with two runs or more, ${first.arm} is the likeliest to be the best ${where} (${chance})${next}; a probability for planning, not a test.`;
}
