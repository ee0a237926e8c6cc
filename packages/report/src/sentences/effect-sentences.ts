import type { Ablation, Analysis, Effect, FamilyResult } from "@holdfast/core";
import { formatPEquation } from "../format.js";
import { chosenStanding, type LeadChoice, REGISTERED_CHOICE } from "../lead-choice.js";
import { familySentence, registered } from "../sections/registered.js";
import { roleOf, subjectOf } from "../subject.js";
import { alternativeSentences } from "./alternative-sentence.js";
import { effectSentence } from "./effect-sentence.js";
import { rankingSentence } from "./ranking-sentence.js";
import { recipeSentences } from "./recipe-sentence.js";

/** That every member of a family holds, where the largest of its p-values says so; null where it does not. */
export function allStandSentence(family: FamilyResult, alpha: number): string | null {
  const { pValue, direction } = family.all;
  if (family.size < 2 || pValue === null || pValue > alpha || direction !== "better") return null;
  const kind = family.question === "lead" ? "leads are for the better" : "retentions hold";
  return `All ${family.size} registered ${kind} (${family.name}, intersection-union test, ${formatPEquation(pValue)}).`;
}

/** Where the plan registers several looks: how far the leads are along them. */
function lookSentence(effects: readonly Effect[]): string | null {
  const looks = effects.flatMap(({ look }) => (look === null ? [] : [look]));
  const [first] = looks;
  if (first === undefined) return null;
  const numbers = [...new Set(looks.map(({ look }) => look))].sort((a, b) => a - b);
  const fraction = Math.min(...looks.map((look) => look.fraction));
  const spent = Math.min(...looks.map(({ alphaSpent }) => alphaSpent));
  const which = numbers.length === 1 ? `Look ${numbers[0]}` : `Looks ${numbers.join(" and ")}`;
  return `${which} of ${first.planned} planned, with ${Math.floor(fraction * 100)}% of the runs here at least; ${spent < 0.0001 ? "less than 0.0001" : Number(spent.toPrecision(2))} of alpha may be spent by then, and adjusted p-values hold over all looks.`;
}

type Led = Pick<Analysis, "effects" | "families" | "rankings" | "recipeChecks" | "method">;

const said = (sentence: string | null) => (sentence === null ? [] : [sentence]);

/** What every lead must be read with: whole families, looks, and arms whose recipe differs. */
function overallSentences(ablation: Ablation, analysis: Led): string[] {
  return [
    ...analysis.families
      .filter(({ question }) => question === "lead")
      .flatMap((family) => said(allStandSentence(family, ablation.plan.alpha))),
    ...said(lookSentence(analysis.effects)),
    ...recipeSentences(analysis.recipeChecks),
  ];
}

/** What other methods say of single leads, and which arm may be the best. */
function furtherSentences(ablation: Ablation, analysis: Led): string[] {
  const subject = subjectOf(ablation);
  const leads = registered(analysis.effects).filter(({ eval: id }) => roleOf(subject, id) !== "guardrail");
  return [
    ...leads.flatMap((effect) => alternativeSentences(subject, effect)),
    ...analysis.rankings
      .filter(({ eval: id }) => roleOf(subject, id) !== "guardrail")
      .flatMap((ranking) => said(rankingSentence(subject, ranking))),
  ];
}

/** What stands beside the leads: whole families, looks, recipes, other methods, and which arm may be the best. */
export function besideSentences(ablation: Ablation, analysis: Led): string[] {
  return [...overallSentences(ablation, analysis), ...furtherSentences(ablation, analysis)];
}

/** What stands of what was registered, and what every lead must be read with. */
export function effectsInBrief(ablation: Ablation, analysis: Led): string[] {
  const families = analysis.families.filter(({ question }) => question === "lead");
  return [
    ...(analysis.method === null
      ? []
      : [`By ${analysis.method} instead of the default of each lead: not the registered analysis.`]),
    ...(families.length === 0
      ? ["No comparison of this kind is registered: what follows is exploratory."]
      : families.map(familySentence)),
    ...overallSentences(ablation, analysis),
  ];
}

/** Each of these leads in a sentence, in the number that was chosen; those that stand first. */
export function leadSentences(
  ablation: Ablation,
  effects: readonly Effect[],
  choice: LeadChoice = REGISTERED_CHOICE,
): string[] {
  const subject = subjectOf(ablation);
  const { alpha } = ablation.plan;
  const stands = (effect: Effect) => chosenStanding(effect, choice, alpha) === true;
  return [...effects.filter(stands), ...effects.filter((effect) => !stands(effect))].map((effect) =>
    effectSentence(subject, effect, choice),
  );
}

/** Leads in words: what stands of what was registered, each registered lead, those that stand first, and the rest. */
export function effectSentences(ablation: Ablation, analysis: Led): string[] {
  const subject = subjectOf(ablation);
  const leads = registered(analysis.effects).filter(({ eval: id }) => roleOf(subject, id) !== "guardrail");
  return [
    ...effectsInBrief(ablation, analysis),
    ...[
      ...leads.filter(({ stands }) => stands === true),
      ...leads.filter(({ stands }) => stands !== true),
    ].map((effect) => effectSentence(subject, effect)),
    ...furtherSentences(ablation, analysis),
  ];
}
