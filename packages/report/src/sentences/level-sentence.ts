import type { Estimated, LevelRow } from "@holdfast/core";
import { formatCount, formatCoverage, formatNumber } from "../format.js";
import { contextOf, momentText, type Subject, unitFor } from "../subject.js";
import { printLevel, type Unit } from "../unit.js";

/** `96 of 100` where the level is a rate over scores that are counted, else null. */
export function countText(finding: Estimated, unit: Unit): string | null {
  const { samples } = finding.n;
  if (samples === null || samples === 0 || unit.levelSuffix !== "%" || finding.evidenceLevel !== "counts")
    return null;
  const hits = finding.estimate * samples;
  const whole = Math.round(hits);
  return Math.abs(hits - whole) > 1e-6 * samples ? null : `${formatCount(whole)} of ${formatCount(samples)}`;
}

/** One level in one plain sentence; at the end of the scale it says how far the truth may still be from it. */
export function levelSentence(subject: Subject, row: LevelRow): string {
  const context = contextOf(subject, row, row.condition);
  const after = subject.ablation.stages.length > 1 ? ` after ${momentText(row.moment)}` : "";
  const who = `The level of ${row.arm} on ${row.eval}${context === "" ? "" : ` (${context})`}${after}`;
  const { finding } = row;
  if (finding.status === "not-estimable") return `${who} is not estimable, because ${finding.reason}.`;
  const unit = unitFor(subject, row);
  const printed = printLevel(finding, unit);
  const count = countText(finding, unit);
  const number = count === null ? printed.spoken : `${printed.spoken} (${count})`;
  if (finding.interval === null) {
    return `${who} is ${number}; ${finding.evidenceLevel === "point" ? "a point value alone has no interval" : (finding.reason ?? "no interval could be stated")}.`;
  }
  const coverage = formatCoverage(finding.interval.level);
  if (finding.estimate === 0 && finding.interval.upper !== null && unit.levelSuffix === "%") {
    const upper = formatNumber(Math.ceil(finding.interval.upper * 1000 - 1e-9) / 10, 1);
    return `${who} is ${number}; the rate may be as high as ${upper}% (${coverage} limit).`;
  }
  return `${who} is ${number}, ${coverage} interval ${printed.interval ?? ""}.`;
}
