import type { Ablation, Durability, Effect, LevelRow } from "@holdfast/core";
import { durabilitySentence } from "./sentences/durability-sentence.js";
import { effectSentence } from "./sentences/effect-sentence.js";
import { levelSentence } from "./sentences/level-sentence.js";
import { subjectOf } from "./subject.js";

/**
 * A lead, a durability or a level in plain words, never stronger than its numbers: shares are rounded away from
 * the claim, a lead "shrank" or "grew" only where the interval of its change excludes 0, and what is not settled
 * is said to be so.
 */
export function sentenceFor(ablation: Ablation, finding: Effect | Durability | LevelRow): string {
  const subject = subjectOf(ablation);
  if ("retentions" in finding) return durabilitySentence(subject, finding);
  return "findings" in finding ? effectSentence(subject, finding) : levelSentence(subject, finding);
}
