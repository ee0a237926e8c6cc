import type { Durability, DurabilityBounds, DurabilityLevels } from "@holdfast/core";
import { formatPEquation, formatQuantity, formatRatioSet, formatShare } from "../format.js";
import { betterSign, contextOf, momentText, type Subject, unitFor } from "../subject.js";
import { printDifference, printLevel, type Unit } from "../unit.js";
import { verdictName } from "./durability-sentence.js";

/** The eval with what tells this lead from the others on it: `blackmail@1 (condition, judge)`. */
function placeOf(subject: Subject, durability: Durability, moment: Durability["to"]): string {
  const context = contextOf(subject, durability, moment.condition);
  return `${durability.eval}${context === "" ? "" : ` (${context})`}`;
}

type Level = DurabilityLevels["from"]["arm"];

/** `21.0% [14.8%, 27.1%]`. */
export function levelText(level: Level, unit: Unit): string | null {
  if (level === null) return null;
  const printed = printLevel(level, unit);
  return printed.interval === null ? printed.spoken : `${printed.spoken} ${printed.interval}`;
}

/** The lead at the end on its own, and the levels that it is the difference of. */
export function endStateSentence(subject: Subject, durability: Durability): string | null {
  const { endState, levels } = durability;
  if (endState === null) return null;
  const unit = unitFor(subject, durability);
  const lead = printDifference({ estimate: endState.lead, interval: endState.interval }, unit);
  const at = momentText(durability.to);
  const better = betterSign(subject, durability);
  const { interval } = endState;
  const settled =
    durability.scope === "checkpoint" || interval === null
      ? "stands at"
      : (better === 1 ? (interval.lower ?? -1) : -(interval.upper ?? 1)) > 0
        ? "is still better than its control, by"
        : (better === 1 ? (interval.upper ?? 1) : -(interval.lower ?? -1)) < 0
          ? "is worse than its control, by"
          : "is not told apart from its control:";
  const p = endState.pValue === null ? "" : ` (${formatPEquation(endState.pValue)}, unadjusted)`;
  const arm = levelText(levels?.to.arm ?? null, unit);
  const control = levelText(levels?.to.control ?? null, unit);
  const own =
    arm === null || control === null ? "" : ` Its own level is ${arm}, that of the control ${control}.`;
  return `At ${at} ${durability.arm} on ${placeOf(subject, durability, durability.to)} ${settled} ${lead.spoken}${lead.interval === null ? "" : ` ${lead.interval}`}${p}.${own}`;
}

/** Retention over the whole of the later stage. */
export function areaSentence(durability: Durability): string | null {
  const { area, to } = durability;
  if (area === null || area.status === "not-estimable") return null;
  const set =
    area.set === null
      ? ""
      : ` (95% set ${formatRatioSet(area.set)})`.replace(
          "95%",
          `${Number((area.set.level * 100).toFixed(4))}%`,
        );
  if (area.point === null)
    return area.set === null
      ? null
      : `Averaged over ${to.stage}, the share of the lead that was there has no point${set}.`;
  return `Averaged over ${to.stage}, ${formatShare(area.point)} of the lead was there${set}.`;
}

function boundText({ lead, retained, verdict }: DurabilityBounds["worst"], unit: Unit): string {
  const share = retained === null ? "" : `, ${formatShare(retained)} of it`;
  return `${printDifference({ estimate: lead, interval: null }, unit).spoken}${share} (${verdictName(verdict)})`;
}

/** What the runs that are missing at the end could have made of the answer. */
export function boundsSentence(subject: Subject, durability: Durability): string | null {
  const { bounds, to, control } = durability;
  if (bounds === null) return null;
  const unit = unitFor(subject, durability);
  const runs = [
    bounds.missing === 0 ? [] : [`${formatQuantity(bounds.missing, "run")} of ${durability.arm}`],
    bounds.controlMissing === 0
      ? []
      : [`${formatQuantity(bounds.controlMissing, "run")} of ${control ?? "the control"}`],
  ].flat();
  const count = bounds.missing + bounds.controlMissing;
  const one = count === 1;
  const crash = bounds.crashed === 0 ? "" : one ? ", which crashed," : "";
  const crashes =
    bounds.crashed === 0 || one
      ? ""
      : `, ${bounds.crashed === count ? "all" : bounds.crashed} of them crashed`;
  return `${runs.join(" and ")}${crash} ${one ? "has" : "have"} no outcome at ${momentText(to)}${crashes}: at worst for the arm the lead there would be ${boundText(bounds.worst, unit)}, at best ${boundText(bounds.best, unit)}.`;
}

/** The lead of an arm that was picked for it, as information only. */
export function selectionSentence(subject: Subject, durability: Durability): string | null {
  const { selection, from } = durability;
  if (selection === null) return null;
  const head = `${durability.arm} has the largest lead on ${placeOf(subject, durability, from)} of ${selection.arms} arms at ${momentText(from)}, and being picked for it makes that lead too large on average`;
  if (selection.shrunkenLead === null) return `${head}.`;
  const lead = printDifference(
    { estimate: selection.shrunkenLead, interval: null },
    unitFor(subject, durability),
  );
  const share = selection.retained === null ? "" : `, of which ${formatShare(selection.retained)} is left`;
  return `${head}; drawn towards the other arms it is ${lead.spoken}${share} (for information, not tested).`;
}
