import type { JudgeConclusion, JudgePair } from "@holdfast/core";
import type { Cell, Section } from "../document.js";
import { formatCount } from "../format.js";
import type { ReportMatter } from "../report-input.js";
import { coefficientPhrase, judgeSentences } from "../sentences/judge-sentence.js";
import { contextOf, type Subject, unitFor } from "../subject.js";
import { muted, nowrap, paragraph, strong, table, textColumn } from "../table.js";
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
  const context = contextOf(subject, { ...conclusion, judge: "rule" }, conclusion.condition);
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

/** Whether judges agree, and whether conclusions survive a change of judge. */
export function judgesSection({ analysis, registration, subject }: ReportMatter): Section | null {
  const { pairs, conclusions } = analysis.judges;
  if (pairs.length === 0 && conclusions.length === 0) return null;
  const [summary, ...sentences] = judgeSentences(registration.ablation, analysis.judges);
  return {
    id: "judges",
    title: "Judges",
    blocks: [
      ...(summary === undefined ? [] : [paragraph(summary)]),
      ...(pairs.length === 0
        ? []
        : [
            table(
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
          ]),
      ...(conclusions.length === 0
        ? []
        : [
            table(
              "Leads by judge",
              [textColumn("Arm"), textColumn("Eval"), textColumn("Lead"), textColumn("Conclusion")],
              conclusions.map((conclusion) => conclusionRow(subject, conclusion)),
            ),
          ]),
      { kind: "list", items: sentences },
    ],
  };
}
