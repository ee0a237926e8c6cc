import {
  type Ablation,
  type EvalCorrelation,
  type GeneralizationPair,
  relationTo,
  type SuiteSynthesis,
  shownGap,
} from "@holdfast/core";
import type { Block, Cell, Section } from "../document.js";
import { formatInterval, formatRatioSet, formatShare } from "../format.js";
import type { ReportMatter } from "../report-input.js";
import { generalizationSentences, SHARE, shownSyntheses } from "../sentences/generalization-sentence.js";
import { coefficientPhrase } from "../sentences/judge-sentence.js";
import { contextOf, runsPair, type Subject } from "../subject.js";
import {
  muted,
  NOTHING,
  nowrap,
  numberColumn,
  paragraph,
  strong,
  table,
  textColumn,
  UNKNOWN_TEXT,
  wideColumn,
} from "../table.js";
import { printDifference } from "../unit.js";

function shareCell(estimate: Parameters<typeof printDifference>[0] | null): Cell {
  if (estimate === null) return NOTHING;
  const printed = printDifference(estimate, SHARE);
  return { lines: [strong(printed.value), ...(printed.interval === null ? [] : [printed.interval])] };
}

/** Metric, condition and judge of both sides where they are not the usual ones, once where both have the same. */
function contextsOf(subject: Subject, { near, far }: GeneralizationPair): string[] {
  const contexts = [near, far].map((side) => contextOf(subject, side, side.condition));
  return [...new Set(contexts)].filter((context) => context !== "");
}

function pairRow(subject: Subject, pair: GeneralizationPair): Cell[] {
  const answer = shownGap(pair);
  const gap = answer?.gap;
  const transfer = answer?.transfer;
  return [
    { lines: [nowrap(pair.arm), muted(`${pair.stage}, ${runsPair(pair.runs, pair.controlRuns)} runs`)] },
    {
      lines: [pair.near.eval, pair.far.eval, ...contextsOf(subject, pair).map((context) => muted(context))],
    },
    shareCell(pair.near.lead),
    shareCell(pair.far.lead),
    gap?.status === "estimated" ? shareCell(gap) : muted("not estimable"),
    transfer?.status === "estimated" && transfer.set !== null
      ? {
          lines: [
            transfer.point === null ? muted("no point") : strong(formatShare(transfer.point)),
            formatRatioSet(transfer.set),
          ],
        }
      : muted("not estimable"),
    pair.suppression === null ? muted("cannot be told") : pair.suppression ? strong("suppression") : "no",
  ];
}

function synthesisRow(synthesis: SuiteSynthesis): Cell[] {
  const { arm, stage, near, far, difference, prediction, suites } = synthesis;
  const mean = (quantity: typeof near): Cell =>
    quantity.status === "estimated" ? shareCell(quantity) : muted("not estimable");
  const count = (side: "near" | "far") => suites.filter((suite) => suite.side === side).length;
  return [
    { lines: [nowrap(arm), muted(`${stage}, ${synthesis.target}`)] },
    `${count("near")} near, ${count("far")} far`,
    mean(near),
    mean(far),
    mean(difference),
    prediction.interval === null
      ? muted(prediction.reason ?? "not estimable")
      : formatInterval(prediction.interval, SHARE.factor, 1),
  ];
}

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
  const { pairs, syntheses } = generalization;
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
  const shown = shownSyntheses(ablation, syntheses);
  const lead = [
    textColumn("Arm"),
    textColumn("Evals: near, far"),
    numberColumn("Lead near"),
    numberColumn("Lead far"),
  ];
  const blocks: Block[] = [
    ...(summary === undefined ? [] : [paragraph(summary)]),
    paragraph(
      "Leads are turned so that positive is better, in points of each eval's scale. Gap: the lead far from the training data minus the lead near to it, paired over runs. Transfers: the one as a share of the other. Suppression: the near lead stands, the far one does not, and the gap excludes 0.",
      "note",
    ),
    table(
      "Generalisation",
      [...lead, numberColumn("Gap"), textColumn("Transfers"), textColumn("Suppression")],
      pairs.map((pair) => pairRow(subject, pair)),
    ),
    ...relations,
    ...(shown.length === 0
      ? []
      : [
          table(
            "All suites together",
            [
              textColumn("Arm"),
              textColumn("Suites"),
              numberColumn("Mean near"),
              numberColumn("Mean far"),
              numberColumn("Difference"),
              textColumn("A new far suite"),
            ],
            shown.map(synthesisRow),
          ),
        ]),
    { kind: "list", items: sentences },
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
