import type { Section } from "../document.js";
import { exhibitBlocks } from "../exhibit.js";
import { originExhibits } from "../exhibits/origin.js";
import type { ReportMatter } from "../report-input.js";
import { originSentences } from "../sentences/origin-sentence.js";
import { paragraph } from "../table.js";

/** What was there at the start, and what each stage added. */
export function originSection(matter: ReportMatter): Section | null {
  const { analysis, registration } = matter;
  const { origins } = analysis;
  if (origins.length === 0) return null;
  const [summary, ...sentences] = originSentences(registration.ablation, origins);
  return {
    id: "origin",
    title: "Origin",
    blocks: [
      ...(summary === undefined ? [] : [paragraph(summary)]),
      paragraph(
        "Changes from one measured stage to the next, with intervals that hold over all steps of a level at once (Bonferroni). From its data: the arm's change minus its control's.",
        "note",
      ),
      ...originExhibits(matter).flatMap(exhibitBlocks),
      { kind: "list", items: sentences },
    ],
  };
}
