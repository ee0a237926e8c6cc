import type { Intervention } from "@holdfast/core";
import type { Block, Section } from "../document.js";
import { exhibitBlocks } from "../exhibit.js";
import { evidenceExhibits, missingPlaces } from "../exhibits/evidence.js";
import { formatQuantity } from "../format.js";
import type { ReportMatter } from "../report-input.js";
import { listed, paragraph, strong } from "../table.js";

/** Runs whose course was changed by hand: what was measured later is of a run that is another one than was planned. */
function changedRuns(interventions: readonly Intervention[]): Block[] {
  if (interventions.length === 0) return [];
  const runs = new Set(interventions.map(({ run }) => run)).size;
  return [
    paragraph([
      strong("Changed on their way: "),
      `${formatQuantity(runs, "run")}, by ${formatQuantity(interventions.length, "recorded intervention")}. What was measured afterwards includes the change; each is listed where the leads are followed over the stages.`,
    ]),
  ];
}

/** What was recorded for every arm, eval and stage, and what is missing. */
export function evidenceSection(matter: ReportMatter): Section {
  const { analysis, registration } = matter;
  const { ablation } = registration;
  const id = "evidence";
  const title = "Evidence";
  if (analysis.evidence.length === 0)
    return {
      id,
      title,
      blocks: [paragraph("Nothing is recorded yet: every cell of the design is a hole.")],
    };
  const missing = missingPlaces(ablation, analysis.evidence);
  const outcomes = analysis.evidence.reduce((sum, row) => sum + row.outcomes, 0);
  const conditions = Math.max(...analysis.evidence.map((row) => row.conditions));
  const summary = [
    `${formatQuantity(outcomes, "outcome")} recorded`,
    conditions > 1 ? `under up to ${conditions} conditions` : "",
  ]
    .filter((part) => part !== "")
    .join(" ");
  const { interventions = [] } = matter;
  const shown = missing.slice(0, 12).map((cell) => `${cell.arm} on ${cell.eval} at ${cell.stage}`);
  const more = missing.length > shown.length ? [`${missing.length - shown.length} more`] : [];
  const holes: Block[] =
    missing.length === 0
      ? []
      : [paragraph([strong("Missing entirely: "), `${listed([...shown, ...more])}.`])];
  return {
    id,
    title,
    blocks: [
      paragraph(`${summary}.`),
      ...holes,
      ...changedRuns(interventions),
      ...evidenceExhibits(matter).flatMap(exhibitBlocks),
    ],
  };
}
