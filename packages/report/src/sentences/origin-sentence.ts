import type { Ablation, Origin, OriginStep } from "@holdfast/core";
import { formatQuantity } from "../format.js";
import { contextOf, momentText, runsText, type Subject, subjectOf, unitFor } from "../subject.js";
import { listed } from "../table.js";
import { printBareLevel, printDifference, printLevel, type Unit } from "../unit.js";

/** Levels that a reader is told of one by one; of more, only those that something is known of. */
const MOST_LEVELS = 6;

/** Whether the interval that holds over all steps at once leaves 0 out. */
export function isSettled({ joint }: OriginStep["change"]): boolean {
  if (joint === null) return false;
  return (joint.lower !== null && joint.lower > 0) || (joint.upper !== null && joint.upper < 0);
}

/** A change with the interval that holds over all steps at once. */
export function changePhrase({ quantity, joint }: OriginStep["change"], unit: Unit): string {
  if (quantity.status === "not-estimable") return `not estimable, because ${quantity.reason}`;
  const printed = printDifference({ estimate: quantity.estimate, interval: joint }, unit);
  return printed.interval === null ? printed.spoken : `${printed.spoken} ${printed.interval}`;
}

/** A level with its interval. */
export function levelPhrase({ level, interval }: Origin["start"], unit: Unit): string {
  if (interval === null) return printBareLevel(level, unit);
  const printed = printLevel({ estimate: level, interval }, unit);
  return `${printed.spoken} ${printed.interval ?? ""}`.trim();
}

function stepsClause({ steps }: Origin, unit: Unit): string {
  return listed(
    steps.map(
      ({ to, change, sameCondition }) =>
        `${to.stage} ${changePhrase(change, unit)}${sameCondition ? "" : " under another condition"}`,
    ),
  );
}

function dataClause({ steps, control }: Origin, unit: Unit): string {
  if (control === null) return "";
  const own = steps.filter(({ fromData }) => isSettled(fromData));
  if (own.length > 0)
    return ` Due to its own data, over and above what ${control} went through: ${listed(own.map(({ to, fromData, sameCondition }) => `${to.stage} ${changePhrase(fromData, unit)}${sameCondition ? "" : " (the condition changes for both)"}`))}.`;
  const known = steps.filter(({ fromData }) => fromData.joint !== null).length;
  return known === 0
    ? ""
    : ` That any part of this is due to its own data, and not to the training it shares with ${control}, is not settled.`;
}

function readingClause({ reading, start, steps }: Origin, unit: Unit): string {
  const settled = steps
    .filter(({ change, sameCondition }) => sameCondition && isSettled(change))
    .map(({ to }) => to.stage);
  switch (reading) {
    case "inherited":
      return `Inherited: the whole change is less than half of the ${printBareLevel(start.level, unit)} at ${momentText(start.moment)}${settled.length === 0 ? "" : `, though what ${listed(settled)} changed is beyond chance`}`;
    case "trained-in":
      return `Trained in: what ${listed(settled)} changed is beyond chance`;
    case "not-settled":
      return "Whether it was inherited or trained in is not settled";
  }
}

/** Where one level came from. */
export function originSentence(subject: Subject, origin: Origin): string {
  const unit = unitFor(subject, origin);
  const context = contextOf(subject, origin, origin.condition);
  const prefix = origin.scope === "checkpoint" ? "For these checkpoints: " : "";
  const place = `${origin.arm} on ${origin.eval}${context === "" ? "" : ` (${context})`}`;
  const joint = origin.steps.length === 1 ? "" : " (intervals hold over all steps at once)";
  const target = origin.target === "suite-fixed" ? ", on these prompts only" : "";
  const runs =
    origin.control === null
      ? formatQuantity(origin.runs, "run")
      : runsText(origin.runs, origin.controlRuns ?? 0);
  return `${prefix}${place} was at ${levelPhrase(origin.start, unit)} at ${momentText(origin.start.moment)}; then ${stepsClause(origin, unit)}${joint}, to ${levelPhrase(origin.end, unit)} at ${momentText(origin.end.moment)}. ${readingClause(origin, unit)} (${runs}${target}).${dataClause(origin, unit)}`;
}

/** Where levels came from, in plain words: the summary first. */
export function originSentences(ablation: Ablation, origins: readonly Origin[]): string[] {
  if (origins.length === 0)
    return ["Nothing can be said of origins: no arm was measured at two stages of its training."];
  const subject = subjectOf(ablation);
  const count = (reading: Origin["reading"]) => origins.filter((origin) => origin.reading === reading).length;
  const known = origins.filter((origin) => origin.total.status === "estimated").length;
  const summary = `Of ${formatQuantity(origins.length, "level")} followed from the first measured stage, ${count("trained-in")} changed beyond chance at a stage, ${count("inherited")} changed by less than half of what was there at the start, and ${count("not-settled")} ${count("not-settled") === 1 ? "is" : "are"} not settled${known < origins.length ? `; ${origins.length - known} could not be estimated` : ""}.`;
  const treated = origins.filter(({ control }) => control !== null);
  const telling = treated.filter(
    ({ reading, steps }) => reading === "trained-in" || steps.some(({ fromData }) => isSettled(fromData)),
  );
  const shown = treated.length <= MOST_LEVELS ? treated : telling.slice(0, 2 * MOST_LEVELS);
  const rest = treated.length - shown.length;
  return [
    summary,
    ...shown.map((origin) => originSentence(subject, origin)),
    ...(rest > 0 ? [`${formatQuantity(rest, "further level")} of arms: see the table.`] : []),
  ];
}
