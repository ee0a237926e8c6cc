import type { Ablation, Durability } from "@holdfast/core";
import { formatQuantity } from "../format.js";
import { TELLING_WORDS, tellingDurability } from "../sections/telling-durability.js";
import { subjectOf } from "../subject.js";
import { listed } from "../table.js";
import { durabilitySentence, verdictName } from "./durability-sentence.js";

/** How many leads met which verdict, and the one that tells most. Guardrails have no lead to keep. */
export function durabilityCounts(ablation: Ablation, durability: readonly Durability[]): string[] {
  const subject = subjectOf(ablation);
  const followed = tellingDurability(subject, durability);
  const [first] = followed;
  if (first === undefined) return [];
  const words = [...TELLING_WORDS, null];
  const counts = words.flatMap((word) => {
    const count = followed.filter(({ verdict }) => verdict.word === word).length;
    const verb = word === null ? ["has", "have"] : ["is", "are"];
    return count === 0 ? [] : [`${count} ${verb[count === 1 ? 0 : 1]} ${verdictName(word)}`];
  });
  const summary = `Of ${formatQuantity(followed.length, "lead")} followed to a later stage, ${listed(counts)}.`;
  return [...(followed.length === 1 ? [] : [summary]), durabilitySentence(subject, first)];
}
