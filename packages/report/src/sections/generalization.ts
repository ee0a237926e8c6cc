import { type Ablation, type EvalCorrelation, relationTo } from "@holdfast/core";
import type { Block, Cell, Section } from "../document.js";
import { exhibitBlocks } from "../exhibit.js";
import { generalizationExhibits, generalizationStages } from "../exhibits/generalization.js";
import type { ReportMatter } from "../report-input.js";
import { generalizationSentences } from "../sentences/generalization-sentence.js";
import { coefficientPhrase } from "../sentences/judge-sentence.js";
import { muted, NOTHING, paragraph, strong, table, textColumn, UNKNOWN_TEXT, wideColumn } from "../table.js";

function correlationRow({ evals, checkpoints, runs, pearson, spearman }: EvalCorrelation): Cell[] {
  return [
    { lines: [evals[0], evals[1]] },
    `${checkpoints} in ${runs} ${runs === 1 ? "run" : "runs"}`,
    coefficientPhrase(pearson),
    coefficientPhrase(spearman),
  ];
}

/** What was measured of relations beside what was declared, by eval and arm; nothing where nothing was measured. */
function relationTable(ablation: Ablation): Block[] {
  const rows = ablation.evals.flatMap((value) =>
    Object.entries(value.measuredRelation ?? {}).map(([arm, { relation, dataset, because }]): Cell[] => {
      const declared = relationTo(value, arm);
      const isKnown = declared !== "unknown" && relation !== "unknown";
      return [
        value.id,
        arm,
        declared === "unknown" ? UNKNOWN_TEXT : declared,
        relation === "unknown" ? UNKNOWN_TEXT : relation,
        isKnown ? (declared === relation ? "yes" : strong("no")) : NOTHING,
        { lines: [dataset, muted(because)] },
      ];
    }),
  );
  const columns = ["Eval", "Arm", "Declared", "Measured", "The same"].map(textColumn);
  return rows.length === 0
    ? []
    : [table("Relation to the training data", [...columns, wideColumn("By which data set")], rows)];
}

/** Whether leads show far from the training data too. */
export function generalizationSection({ analysis, registration, subject }: ReportMatter): Section | null {
  const { generalization, evalCorrelations } = analysis;
  const { pairs } = generalization;
  const { ablation } = registration;
  const relations = relationTable(ablation);
  if (pairs.length === 0)
    return relations.length === 0
      ? null
      : {
          id: "generalization",
          title: "Generalisation",
          blocks: [
            ...generalizationSentences(ablation, generalization, evalCorrelations).map((text) =>
              paragraph(text),
            ),
            ...relations,
          ],
        };
  const [summary, ...sentences] = generalizationSentences(ablation, generalization, evalCorrelations);
  const matter = { analysis, registration, subject };
  const stages = generalizationStages(matter);
  const blocks: Block[] = [
    ...(summary === undefined ? [] : [paragraph(summary)]),
    paragraph(
      "Leads are turned so that positive is better, in points of each eval's scale. Gap: the lead far from the training data minus the lead near to it, paired over runs. Transfers: the one as a share of the other. Suppression: the near lead stands, the far one does not, and the gap excludes 0.",
      "note",
    ),
    ...relations,
    { kind: "list", items: sentences },
    ...stages.flatMap((stage): Block[] => [
      { kind: "subheading", text: `After ${stage}` },
      ...generalizationExhibits(matter, { stage }).flatMap((exhibit) => {
        if (stage === stages.at(-1)) return exhibitBlocks(exhibit);
        // the table beside the plane has the shares too
        return exhibit.id.startsWith("transfer") ? [] : [exhibit.table];
      }),
    ]),
    ...(evalCorrelations.length === 0
      ? []
      : [
          table(
            "Evals over checkpoints",
            [textColumn("Evals"), textColumn("Checkpoints"), textColumn("Pearson"), textColumn("Spearman")],
            evalCorrelations.map(correlationRow),
          ),
        ]),
  ];
  return { id: "generalization", title: "Generalisation", blocks };
}
