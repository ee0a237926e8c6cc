import type { Section } from "../document.js";
import { exhibitBlocks } from "../exhibit.js";
import { levelsExhibits } from "../exhibits/levels.js";
import type { ReportMatter } from "../report-input.js";
import { paragraph } from "../table.js";

/** Levels of arms that nothing is compared with: the whole answer where nothing was varied on purpose. */
export function levelsSection(matter: ReportMatter): Section | null {
  const exhibits = levelsExhibits(matter);
  if (exhibits.length === 0) return null;
  return {
    id: "levels",
    title: "Levels without a control",
    blocks: [
      paragraph(
        "These arms have no control, so there is no lead: a level says how an arm scored, not what made it so.",
      ),
      ...exhibits.flatMap(exhibitBlocks),
    ],
  };
}
