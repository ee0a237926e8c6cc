import type { Block } from "../document.js";
import { courseExhibit } from "../exhibits/durability-course.js";
import type { ReportMatter } from "../report-input.js";
import { contextSentences, decaySentences } from "../sentences/durability-sentences.js";
import { roleOf } from "../subject.js";
import { registered } from "./registered.js";

/** Beside the verdicts: how fast leads fade, the share over the whole stage, levels, and what missing runs could do. */
export function courseBlocks({ analysis, subject }: ReportMatter): Block[] {
  const exhibit = courseExhibit(subject, analysis);
  const sentences = [
    ...registered(analysis.durability)
      .filter((one) => roleOf(subject, one.eval) !== "guardrail")
      .flatMap((one) => contextSentences(subject, one)),
    ...decaySentences(subject, analysis),
  ];
  if (exhibit === null && sentences.length === 0) return [];
  return [
    { kind: "subheading", text: "Over time" },
    ...(exhibit === null ? [] : [exhibit.table]),
    ...(sentences.length === 0 ? [] : [{ kind: "list" as const, items: [...new Set(sentences)] }]),
  ];
}
