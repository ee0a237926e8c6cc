import type { Ablation, JudgeAnswer, JudgeConclusion, JudgePair, Quantity } from "@holdfast/core";
import { evalHeading, unitOf } from "./contrast-text.js";
import { countText, intervalText, signed } from "./number-text.js";
import { paragraph } from "./paragraph.js";
import { type Row, textTable } from "./text-table.js";
import { reasonList, warningList } from "./warning-list.js";

export interface JudgesTextOptions {
  readonly columns: number;
  readonly bold: (text: string) => string;
}

/** `0.71 [0.62, 0.80]`; a dash where there is none. */
function coefficient(quantity: Quantity): string {
  if (quantity.status === "not-estimable") return "-";
  const { interval } = quantity;
  const limits =
    interval === null || interval.lower === null || interval.upper === null
      ? ""
      : ` [${interval.lower.toFixed(2)}, ${interval.upper.toFixed(2)}]`;
  return `${quantity.estimate.toFixed(2)}${limits}`;
}

function pairRows(ablation: Ablation, pairs: readonly JudgePair[]): Row[] {
  return pairs.flatMap((pair): Row[] => {
    const unit = unitOf(ablation, pair);
    const { shift, judges } = pair;
    const moved =
      shift.status === "estimated"
        ? `${signed(shift.estimate, unit)} ${intervalText(shift.interval, unit)}`.trim()
        : "-";
    return [
      `${pair.eval} ${pair.metric}: ${judges[0]} and ${judges[1]}`,
      [
        `  ${countText(pair.scores)} in ${countText(pair.clusters)}`,
        coefficient(pair.agreement),
        coefficient(pair.alpha),
        coefficient(pair.gwet),
        moved,
      ],
    ];
  });
}

function conclusionRows(ablation: Ablation, conclusions: readonly JudgeConclusion[]): Row[] {
  return conclusions.flatMap((conclusion): Row[] => {
    const unit = unitOf(ablation, conclusion);
    const heading = evalHeading(ablation, { ...conclusion, judge: "rule" }, conclusion.condition);
    return [
      `${conclusion.arm} ${conclusion.stage} on ${heading}: ${conclusion.survival.replaceAll("-", " ")}`,
      ...conclusion.byJudge.map(({ judge, lead, scope, standing }): Row => {
        const said =
          lead.status === "estimated"
            ? `${signed(lead.estimate, unit)} ${intervalText(lead.interval, unit)}`.trim()
            : "-";
        return [`  ${judge}`, said, scope === "checkpoint" ? `${standing}, for these checkpoints` : standing];
      }),
    ];
  });
}

const LEGEND =
  "Equal: share of rollouts with the same score. Alpha: Krippendorff's, nominal for binary and interval for graded scores. AC: Gwet's AC1, or AC2 with quadratic weights for graded scores. Shift: second judge minus first. Intervals leave out one cluster of prompts at a time.";

/** How judges agree as text: sentences, tables, what could not be estimated, and the warnings. */
export function judgesText(ablation: Ablation, answer: JudgeAnswer, options: JudgesTextOptions): string {
  const { columns, bold } = options;
  const pairs = textTable(
    [
      { heading: "rollouts in clusters", least: 14 },
      { heading: "equal" },
      { heading: "alpha" },
      { heading: "AC" },
      { heading: "shift", least: 12 },
    ],
    pairRows(ablation, answer.pairs),
    columns,
    bold,
  );
  const conclusions = textTable(
    [{ heading: "judge", least: 14 }, { heading: "lead", least: 12 }, { heading: "standing" }],
    conclusionRows(ablation, answer.conclusions),
    columns,
    bold,
  );
  const reasons = answer.pairs.flatMap(({ agreement, alpha, gwet, shift }) =>
    [agreement, alpha, gwet, shift].flatMap(({ reason }) => (reason === null ? [] : [reason])),
  );
  return [
    answer.sentences.map((sentence) => paragraph(sentence, columns)).join("\n"),
    ...(answer.pairs.length === 0 ? [] : [pairs, paragraph(LEGEND, columns)]),
    ...(answer.conclusions.length === 0 ? [] : [conclusions]),
    reasonList("Reasons", reasons, columns, bold),
    warningList(answer.warnings, columns, bold),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}
