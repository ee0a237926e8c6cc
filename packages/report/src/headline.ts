import type { VerdictWord } from "@holdfast/core";
import { matterOf, type ReportInput } from "./report-input.js";
import { answerSection } from "./sections/answer.js";
import { tellingDurability } from "./sections/telling-durability.js";
import { durabilitySentence } from "./sentences/durability-sentence.js";

/** What an ablation says in one line: a verdict where there is one, and a sentence. */
export interface ToldHeadline {
  readonly verdict: VerdictWord | null;
  readonly sentence: string;
}

/**
 * The one finding that a list shows of an ablation: what became of the lead that tells most, else the first sentence of
 * the answer. Null where nothing was measured yet.
 */
export function headlineOf(input: ReportInput): ToldHeadline | null {
  const { analysis } = input;
  if (analysis.evidence.length === 0) return null;
  const matter = matterOf(input);
  const [followed] = tellingDurability(matter.subject, analysis.durability);
  if (followed !== undefined)
    return { verdict: followed.verdict.word, sentence: durabilitySentence(matter.subject, followed) };
  const [first] = answerSection(matter).blocks;
  return first?.kind === "paragraph" && typeof first.text === "string"
    ? { verdict: null, sentence: first.text }
    : null;
}
