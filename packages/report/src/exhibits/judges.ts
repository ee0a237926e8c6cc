import {
  conditionKey,
  DEFAULT_JUDGE,
  type JudgeConclusion,
  type JudgePair,
  type Quantity,
  shownFinding,
} from "@holdfast/core";
import type { Cell } from "../document.js";
import type { Exhibit } from "../exhibit.js";
import { agreementFigure } from "../figures/agreement.js";
import { judgeLeadsFigure } from "../figures/judge-leads.js";
import { formatCount, formatCoverage } from "../format.js";
import { matterOf, type ReportInput, type ReportMatter } from "../report-input.js";
import { runsCaption } from "../sections/variance-caption.js";
import { coefficientPhrase } from "../sentences/judge-sentence.js";
import { contextOf, type Subject, unitFor } from "../subject.js";
import { muted, nowrap, strong, table, textColumn } from "../table.js";
import { printDifference } from "../unit.js";

function pairRow(subject: Subject, pair: JudgePair): Cell[] {
  const shift =
    pair.shift.status === "estimated"
      ? printDifference(pair.shift, unitFor(subject, { ...pair, judge: pair.judges[0] }))
      : null;
  return [
    { lines: [pair.eval, muted(pair.metric)] },
    { lines: [...pair.judges] },
    `${formatCount(pair.scores)} in ${formatCount(pair.clusters)}`,
    coefficientPhrase(pair.agreement),
    coefficientPhrase(pair.alpha),
    coefficientPhrase(pair.gwet),
    shift === null ? muted("not estimable") : `${shift.spoken} ${shift.interval ?? ""}`.trim(),
  ];
}

function conclusionRow(subject: Subject, conclusion: JudgeConclusion): Cell[] {
  const context = contextOf(subject, { ...conclusion, judge: DEFAULT_JUDGE }, conclusion.condition);
  return [
    { lines: [nowrap(conclusion.arm), muted(conclusion.stage)] },
    { lines: [conclusion.eval, ...(context === "" ? [] : [muted(context)])] },
    {
      lines: conclusion.byJudge.map(({ judge, lead, standing }) => {
        if (lead.status === "not-estimable") return `${judge}: not estimable`;
        const printed = printDifference(lead, unitFor(subject, { ...conclusion, judge }));
        return `${judge}: ${printed.value} ${printed.interval ?? ""} ${standing}`;
      }),
    },
    strong(conclusion.survival.replaceAll("-", " ")),
  ];
}

function sides(quantity: Quantity) {
  const told = quantity.status === "estimated" ? quantity : null;
  return [told?.estimate ?? null, told?.interval?.lower ?? null, told?.interval?.upper ?? null];
}

function levelOf(quantities: readonly Quantity[]): string | null {
  for (const quantity of quantities)
    if (quantity.status === "estimated" && quantity.interval !== null)
      return formatCoverage(quantity.interval.level);
  return null;
}

function agreementExhibit({ subject, registration }: ReportMatter, pairs: readonly JudgePair[]): Exhibit {
  const level = levelOf(pairs.flatMap(({ alpha, gwet }) => [alpha, gwet]));
  const bars =
    level === null
      ? "There are no intervals."
      : `Bars are ${level} intervals and show the variance between clusters of prompts, whose rollouts are not independent; there is none between runs in them.`;
  return {
    id: "judge-agreement",
    title: "Judges on the same rollouts",
    figure: agreementFigure(registration.ablation, pairs, { id: "judge-agreement" }) ?? null,
    caption: `Agreement beyond chance, 1 where two judges always agree. ${bars} Equal scores, hollow, are not corrected for chance. The dotted lines are the customary 0.667 and 0.8 for alpha: conventions, no tests. How many rollouts of how many clusters were judged by both stands beside each row.`,
    table: table(
      "Judges on the same rollouts",
      [
        textColumn("Eval"),
        textColumn("Judges"),
        textColumn("Rollouts in clusters"),
        textColumn("Equal"),
        textColumn("Alpha"),
        textColumn("AC1, AC2"),
        textColumn("Second minus first"),
      ],
      pairs.map((pair) => pairRow(subject, pair)),
    ),
    tidy: {
      columns: [
        ...["eval", "metric", "judge", "otherJudge", "scale", "checkpoints", "scores", "clusters"],
        ...["equal", "equalLower", "equalUpper", "alpha", "alphaLower", "alphaUpper"],
        ...["gwet", "gwetLower", "gwetUpper", "shift", "shiftLower", "shiftUpper", "notes"],
      ],
      rows: pairs.map((pair) => [
        ...[pair.eval, pair.metric, ...pair.judges, pair.scale, pair.checkpoints, pair.scores, pair.clusters],
        ...[pair.agreement, pair.alpha, pair.gwet, pair.shift].flatMap(sides),
        pair.notes.join("; "),
      ]),
    },
    methods: ["judge-agreement", "krippendorff-alpha", "gwet", "judge-shift"],
  };
}

/** How many runs stand behind the leads: those of the effects that they are. */
function sizesOf(analysis: ReportMatter["analysis"], conclusions: readonly JudgeConclusion[]) {
  const keyOf = (one: { arm: string; eval: string; metric: string }, judge: string, stage: string) =>
    JSON.stringify([one.arm, one.eval, one.metric, judge, stage]);
  const asked = new Set(
    conclusions.flatMap((one) => one.byJudge.map(({ judge }) => keyOf(one, judge, one.stage))),
  );
  return analysis.effects.flatMap((effect) => {
    const finding = shownFinding(effect);
    return asked.has(keyOf(effect, effect.judge, effect.moment.stage)) && finding?.status === "estimated"
      ? [finding.n]
      : [];
  });
}

function conclusionsExhibit(
  { subject, registration, analysis }: ReportMatter,
  conclusions: readonly JudgeConclusion[],
  index: number,
  unit: string,
): Exhibit {
  const id = `judge-leads-${index}`;
  const told = conclusions.flatMap(({ byJudge }) => byJudge);
  const level = levelOf(told.map(({ lead }) => lead));
  const isRecipe = told.some(({ scope }) => scope === "recipe");
  const bars =
    level === null
      ? "No lead has an interval."
      : `Bars are ${level} intervals of each lead alone, as under Effects, and show ${isRecipe ? "the variance between training runs, and between prompts where other prompts are meant" : "the variance of these checkpoints, with none between runs in it"}.`;
  return {
    id,
    title: unit === "" ? "Leads by judge" : `Leads by judge, in ${unit}`,
    figure: judgeLeadsFigure(registration.ablation, conclusions, { id }) ?? null,
    caption:
      `Arm minus control under each judge. ${bars} Filled marks stand under that judge, unadjusted; hollow ones are open. A conclusion survives where it stands under every judge. ${runsCaption(sizesOf(analysis, conclusions))}`.trimEnd(),
    table: table(
      unit === "" ? "Leads by judge" : `Leads by judge, in ${unit}`,
      [textColumn("Arm"), textColumn("Eval"), textColumn("Lead"), textColumn("Conclusion")],
      conclusions.map((conclusion) => conclusionRow(subject, conclusion)),
    ),
    tidy: {
      columns: [
        ...["arm", "control", "eval", "metric", "condition", "stage", "judge", "scope", "standing"],
        ...["lead", "lower", "upper", "survival"],
      ],
      rows: conclusions.flatMap(({ arm, control, eval: on, metric, condition, stage, byJudge, survival }) =>
        byJudge.map(({ judge, lead, scope, standing }) => [
          ...[arm, control, on, metric, conditionKey(condition), stage, judge, scope, standing],
          ...[...sides(lead), survival],
        ]),
      ),
    },
    methods: ["judge-conclusion"],
  };
}

/** Whether judges agree, and whether conclusions survive them: leads of one unit on one axis. */
export function judgeExhibits(input: ReportInput): Exhibit[] {
  const matter = matterOf(input);
  const { pairs, conclusions } = input.analysis.judges;
  const units = new Map<string, JudgeConclusion[]>();
  for (const one of conclusions) {
    const { difference } = unitFor(matter.subject, { ...one, judge: DEFAULT_JUDGE });
    units.set(difference, [...(units.get(difference) ?? []), one]);
  }
  return [
    ...(pairs.length === 0 ? [] : [agreementExhibit(matter, pairs)]),
    ...[...units].map(([unit, members], index) => conclusionsExhibit(matter, members, index, unit)),
  ];
}
