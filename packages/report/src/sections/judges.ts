import type { Section } from "../document.js";
import { exhibitBlocks } from "../exhibit.js";
import { judgeExhibits } from "../exhibits/judges.js";
import type { ReportMatter } from "../report-input.js";
import { judgeSentences } from "../sentences/judge-sentence.js";
import { paragraph } from "../table.js";

/** Whether judges agree, and whether conclusions survive a change of judge. */
export function judgesSection(matter: ReportMatter): Section | null {
  const { analysis, registration } = matter;
  const exhibits = judgeExhibits(matter);
  if (exhibits.length === 0) return null;
  const [summary, ...sentences] = judgeSentences(registration.ablation, analysis.judges);
  return {
    id: "judges",
    title: "Judges",
    blocks: [
      ...(summary === undefined ? [] : [paragraph(summary)]),
      ...exhibits.flatMap(exhibitBlocks),
      { kind: "list", items: sentences },
    ],
  };
}
