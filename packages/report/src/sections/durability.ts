import { type Analysis, type Intervention, shownRetention } from "@holdfast/core";
import type { Block, Section } from "../document.js";
import { exhibitBlocks } from "../exhibit.js";
import { durabilityExhibits } from "../exhibits/durability.js";
import { interventionsExhibit } from "../exhibits/interventions.js";
import type { ReportMatter } from "../report-input.js";
import { durabilitySentence } from "../sentences/durability-sentence.js";
import { roleOf } from "../subject.js";
import { paragraph } from "../table.js";
import { courseBlocks } from "./durability-course.js";
import { familySentence, registered } from "./registered.js";

/** One lead has two intervals in a report: which of them to quote. */
function intervalNote(durability: Analysis["durability"]): Block[] {
  const onRuns = durability.some((one) => {
    const retention = shownRetention(one);
    return retention?.status === "estimated" && one.scope === "recipe" && retention.df !== null;
  });
  return onRuns
    ? [
        paragraph(
          "Leads in this table have t intervals on the degrees of freedom that they share with the set of the share retained; under Effects each lead is judged by itself, by its own method, so its interval differs. For a lead alone, quote the one under Effects.",
          "note",
        ),
      ]
    : [];
}

/** Changes by hand, which the figures mark. */
function interventionBlocks(interventions: readonly Intervention[]): Block[] {
  const exhibit = interventionsExhibit(interventions);
  if (exhibit === null) return [];
  return [{ kind: "subheading", text: exhibit.title }, paragraph(exhibit.caption), ...exhibitBlocks(exhibit)];
}

/** Whether the leads held: the headline figure, a table, and one sentence for each. */
export function durabilitySection(matter: ReportMatter): Section | null {
  const { analysis, subject } = matter;
  const { interventions = [] } = matter;
  const exhibits = durabilityExhibits(matter, { interventions });
  if (exhibits.length === 0) return null;
  const families = analysis.families.filter(({ question }) => question === "retention").map(familySentence);
  const sentences = registered(analysis.durability)
    .filter((one) => roleOf(subject, one.eval) !== "guardrail")
    .map((one) => durabilitySentence(subject, one));
  return {
    id: "durability",
    title: "Durability",
    blocks: [
      ...(families.length === 0 ? [] : [paragraph(families.join(" "))]),
      ...exhibits.flatMap(exhibitBlocks),
      ...interventionBlocks(interventions),
      ...(analysis.durability.length === 0
        ? [paragraph("No pair of stages could be compared.")]
        : [
            ...intervalNote(analysis.durability),
            { kind: "subheading" as const, text: "In words" },
            { kind: "list" as const, items: sentences },
            ...courseBlocks(matter),
          ]),
    ],
  };
}
