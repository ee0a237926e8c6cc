import type { Efficiency } from "@holdfast/core";
import type { Block, Section } from "../document.js";
import { exhibitBlocks } from "../exhibit.js";
import { doseNotes } from "../exhibits/dose-course.js";
import { efficiencyPlace, shownEfficiency } from "../exhibits/efficiency.js";
import type { ReportMatter } from "../report-input.js";
import { driverPlace } from "../sentences/driver-sentence.js";
import { efficiencySentences } from "../sentences/efficiency-sentence.js";
import { roleOf, type Subject, stageIndex } from "../subject.js";
import { paragraph } from "../table.js";

/** The last moment of each eval that is no guardrail is drawn; of all others a report has the table alone. */
function isDrawn(subject: Subject, all: readonly Efficiency[], one: Efficiency): boolean {
  const later = all.some(
    (other) =>
      other.eval === one.eval &&
      stageIndex(subject, other.moment.stage) > stageIndex(subject, one.moment.stage),
  );
  return roleOf(subject, one.eval) !== "guardrail" && !later;
}

/** What the data bought: effects per token, what may be compared, and courses of doses. */
export function efficiencySection(matter: ReportMatter): Section | null {
  const { analysis, registration, subject } = matter;
  const shown = shownEfficiency(analysis.efficiency);
  if (shown.length === 0) return null;
  return {
    id: "efficiency",
    title: "Data efficiency",
    blocks: [
      { kind: "list", items: efficiencySentences(registration.ablation, analysis.efficiency) },
      ...shown.flatMap((efficiency, index): Block[] => {
        const drawn = isDrawn(subject, shown, efficiency);
        const { frontier, pairs, doses } = efficiencyPlace(matter, efficiency, index, drawn);
        return [
          { kind: "subheading", text: driverPlace(subject, efficiency) },
          ...exhibitBlocks(frontier),
          ...(pairs === null ? [] : [pairs.table]),
          ...doses.flatMap(({ exhibit, series }) => [
            ...exhibitBlocks(exhibit),
            ...doseNotes(series).map((text) => paragraph(text, "note")),
          ]),
        ];
      }),
    ],
  };
}
