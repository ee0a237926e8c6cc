import { type Effect, type Estimated, shownFinding, standingPValue } from "@holdfast/core";
import { formatCoverage, formatPEquation } from "../format.js";
import { chosenFinding, chosenStanding, type LeadChoice, REGISTERED_CHOICE } from "../lead-choice.js";
import { methodName } from "../sections/registered.js";
import { contextOf, momentText, type Subject, unitFor } from "../subject.js";
import { printDifference, printLogOdds } from "../unit.js";

function standing(subject: Subject, effect: Effect, finding: Estimated, choice: LeadChoice): string {
  if (finding.interval === null) {
    return finding.evidenceLevel === "point"
      ? "a point value alone has no interval"
      : (finding.reason ?? "no interval could be stated");
  }
  if (finding.scope === "checkpoint") return "the interval is about these checkpoints, not about the recipe";
  if (choice.judgedBy === "alone" && finding.pValue !== null)
    return `${formatPEquation(finding.pValue)} alone, as if nothing else had been compared`;
  const adjusted = standingPValue(effect, finding.scale, finding.target);
  const stands = chosenStanding(effect, choice, subject.ablation.plan.alpha);
  if (stands !== null && adjusted !== null) {
    const verb = stands ? "stands" : "does not stand";
    const family = subject.ablation.plan.families.find(({ name }) => name === effect.family);
    return `${verb} after ${methodName(family?.method ?? "holm")} (${formatPEquation(adjusted)}${finding.pAdjusted === null ? ", with the variance of all arms pooled" : ""})`;
  }
  if (effect.family !== null) return "not yet adjusted within its family";
  return finding.pValue === null
    ? (finding.reason ?? "no p-value could be stated")
    : `exploratory, outside the registered families (${formatPEquation(finding.pValue)}, unadjusted)`;
}

/** Over, on, under and after what a lead was measured. */
export function leadPhrase(subject: Subject, effect: Effect): string {
  const { arm, control } = effect;
  const over = control === null || control === subject.ablation.control ? "" : ` over ${control}`;
  const context = contextOf(subject, effect, effect.condition);
  return `The lead of ${arm}${over} on ${effect.eval}${context === "" ? "" : ` (${context})`} after ${momentText(effect.moment)}`;
}

/**
 * One lead in one plain sentence, with its interval, its runs and what multiplicity made of it.
 *
 * @param choice which of its numbers is told
 */
export function effectSentence(
  subject: Subject,
  effect: Effect,
  choice: LeadChoice = REGISTERED_CHOICE,
): string {
  const asked = chosenFinding(effect, choice);
  const logOdds = shownFinding(effect, "log-odds");
  // A method that was asked for may know log odds alone.
  const isAlone =
    choice === REGISTERED_CHOICE && asked?.status !== "estimated" && logOdds?.status === "estimated";
  const onLogOdds = choice.scale === "log-odds" || isAlone;
  const finding = isAlone ? logOdds : asked;
  const lead = leadPhrase(subject, effect);
  if (finding === undefined) return `${lead} was not asked for.`;
  if (finding.status === "not-estimable") return `${lead} is not estimable, because ${finding.reason}.`;
  const printed = onLogOdds ? printLogOdds(finding) : printDifference(finding, unitFor(subject, effect));
  const coverage =
    finding.interval === null || finding.interval.level === 0.95
      ? ""
      : ` at ${formatCoverage(finding.interval.level)}`;
  const interval = printed.interval === null ? "" : ` ${printed.interval}${coverage}`;
  const { runs, controlRuns } = finding.n;
  const named = runs > 0 && controlRuns !== null && controlRuns > 0;
  const plural = controlRuns === 1 ? "run" : "runs";
  const behind = named ? `, ${runs} against ${controlRuns} ${plural}` : "";
  const limited =
    finding.scope === "recipe" && finding.target === "suite-fixed" ? ", on these prompts only" : "";
  return `${lead} is ${printed.spoken}${onLogOdds ? " in log odds" : ""}${interval}${behind}${limited}; ${standing(subject, effect, finding, choice)}.`;
}
