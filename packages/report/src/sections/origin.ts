import type { Origin, OriginStep } from "@holdfast/core";
import type { Cell, Section } from "../document.js";
import type { ReportMatter } from "../report-input.js";
import { changePhrase, levelPhrase, originSentences } from "../sentences/origin-sentence.js";
import { contextOf, momentText, type Subject, unitFor } from "../subject.js";
import { muted, nowrap, paragraph, table, textColumn } from "../table.js";

function stepRow(subject: Subject, origin: Origin, step: OriginStep, isFirst: boolean): Cell[] {
  const unit = unitFor(subject, origin);
  const context = contextOf(subject, origin, origin.condition);
  const said = (change: OriginStep["change"]): Cell =>
    change.quantity.status === "not-estimable" ? muted("–") : changePhrase(change, unit);
  return [
    isFirst ? { lines: [nowrap(origin.arm), muted(origin.reading.replace("-", " "))] } : "",
    isFirst ? { lines: [origin.eval, ...(context === "" ? [] : [muted(context)])] } : "",
    isFirst ? `${momentText(origin.start.moment)}: ${levelPhrase(origin.start, unit)}` : "",
    momentText(step.to),
    said(step.change),
    said(step.controlChange),
    said(step.fromData),
  ];
}

/** What was there at the start, and what each stage added. */
export function originSection({ analysis, registration, subject }: ReportMatter): Section | null {
  const { origins } = analysis;
  if (origins.length === 0) return null;
  const [summary, ...sentences] = originSentences(registration.ablation, origins);
  return {
    id: "origin",
    title: "Origin",
    blocks: [
      ...(summary === undefined ? [] : [paragraph(summary)]),
      paragraph(
        "Changes from one measured stage to the next, with intervals that hold over all steps of a level at once (Bonferroni). From its data: the arm's change minus its control's.",
        "note",
      ),
      table(
        "Origin",
        [
          textColumn("Arm"),
          textColumn("Eval"),
          textColumn("Start"),
          textColumn("Stage"),
          textColumn("Change"),
          textColumn("Control's change"),
          textColumn("From its data"),
        ],
        origins.flatMap((origin) =>
          origin.steps.map((step, position) => stepRow(subject, origin, step, position === 0)),
        ),
      ),
      { kind: "list", items: sentences },
    ],
  };
}
