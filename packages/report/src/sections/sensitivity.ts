import { type Analysis, type Durability, type Effect, shownFinding, shownRetention } from "@holdfast/core";
import type { Cell, Section } from "../document.js";
import { formatRatioSet } from "../format.js";
import type { ReportMatter } from "../report-input.js";
import { verdictName } from "../sentences/durability-sentence.js";
import { momentText, type Subject, unitFor } from "../subject.js";
import { paragraph, strong, table, textColumn } from "../table.js";
import { printDifference } from "../unit.js";

function effectKey(effect: Effect): string {
  const { arm, control, eval: id, metric, condition, judge, moment } = effect;
  return JSON.stringify([arm, control, id, metric, condition, judge, moment.stage]);
}

function durabilityKey(one: Durability): string {
  return JSON.stringify([
    one.arm,
    one.control,
    one.eval,
    one.metric,
    one.judge,
    one.from.stage,
    one.from.condition,
    one.to.stage,
    one.to.condition,
  ]);
}

function effectText(subject: Subject, effect: Effect | undefined): string {
  const finding = effect === undefined ? undefined : shownFinding(effect);
  if (effect === undefined || finding === undefined) return "not there";
  if (finding.status === "not-estimable") return "not estimable";
  const printed = printDifference(finding, unitFor(subject, effect));
  const stands = effect.stands === null ? "" : effect.stands ? ", stands" : ", does not stand";
  return `${printed.value} ${printed.interval ?? "without interval"}${stands}`;
}

function durabilityText(one: Durability | undefined): string {
  const retention = one === undefined ? undefined : shownRetention(one);
  if (one === undefined || retention === undefined) return "not there";
  if (retention.status === "not-estimable") return "not estimable";
  const set = retention.retained.set;
  return `${verdictName(one.verdict.word)}${set === null ? "" : `, ${formatRatioSet(set)}`}`;
}

function differences(subject: Subject, without: Analysis, all: Analysis): Cell[][] {
  const effects = new Map(all.effects.map((effect) => [effectKey(effect), effect]));
  const durability = new Map(all.durability.map((one) => [durabilityKey(one), one]));
  const rows = [
    ...without.effects.map((effect) => ({
      what: `lead of ${effect.arm} on ${effect.eval} after ${momentText(effect.moment)}`,
      before: effectText(subject, effect),
      after: effectText(subject, effects.get(effectKey(effect))),
    })),
    ...without.durability.map((one) => ({
      what: `durability of ${one.arm} on ${one.eval}, ${one.from.stage} to ${one.to.stage}`,
      before: durabilityText(one),
      after: durabilityText(durability.get(durabilityKey(one))),
    })),
  ];
  return rows
    .filter(({ before, after }) => before !== after)
    .map(({ what, before, after }) => [strong(what), before, after]);
}

/** What changes when what was set aside takes part too. */
export function sensitivitySection({ analysis, sensitivity, subject }: ReportMatter): Section | null {
  if (sensitivity === undefined) return null;
  const setAside = analysis.evidence.some((row) => row.excluded > 0);
  const rows = differences(subject, analysis, sensitivity);
  if (!setAside && rows.length === 0) return null;
  return {
    id: "sensitivity",
    title: "With what was set aside",
    blocks:
      rows.length === 0
        ? [paragraph("Taking in what was set aside changes no printed number and no verdict.")]
        : [
            paragraph("What was set aside is not in the numbers above. These change when it takes part:"),
            table(
              "With what was set aside",
              [textColumn("Finding"), textColumn("Without"), textColumn("With")],
              rows,
            ),
          ],
  };
}
