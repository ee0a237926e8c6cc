import { compareText, type Effect, type Finding } from "@holdfast/core";
import { chosenFinding, chosenStanding, type LeadChoice, REGISTERED_CHOICE } from "../lead-choice.js";
import {
  betterSign,
  contextOf,
  ROLE_TITLES,
  ROLES,
  roleOf,
  runsPair,
  type Subject,
  unitFor,
} from "../subject.js";
import { printDifference, printLogOdds } from "../unit.js";

/** One lead as a row of the effects figure. */
export interface ForestRow {
  readonly effect: Effect;
  readonly finding: Finding | undefined;
  readonly context: string;
  /** The eval, with an arrow where directions are mixed. */
  readonly measured: string;
  /** `−21.4`, or nothing. */
  readonly value: string;
  /** `[−25.0, −17.9]`, or why there is none. */
  readonly beside: string;
  readonly runs: string;
  /** Whether multiplicity let the lead stand. */
  readonly solid: boolean;
}

export interface ForestGroup {
  readonly title: string;
  /** `lower is better`, or null where the evals of the group differ. */
  readonly better: string | null;
  readonly rows: readonly ForestRow[];
}

function rowOf(subject: Subject, effect: Effect, mixed: boolean, choice: LeadChoice): ForestRow {
  const finding = chosenFinding(effect, choice);
  const context = contextOf(subject, effect, effect.condition);
  const arrow = !mixed ? "" : betterSign(subject, effect) < 0 ? "← " : "→ ";
  const measured = `${arrow}${effect.eval}`;
  if (finding?.status !== "estimated") {
    const beside = finding === undefined && choice.scale === "log-odds" ? "no log odds" : "not estimable";
    return { effect, finding, context, measured, value: "", beside, runs: "", solid: false };
  }
  const printed =
    choice.scale === "log-odds" ? printLogOdds(finding) : printDifference(finding, unitFor(subject, effect));
  return {
    effect,
    finding,
    context,
    measured,
    value: printed.value,
    beside: printed.interval ?? (finding.evidenceLevel === "point" ? "point value" : "no interval"),
    runs: finding.n.runs === 0 ? "–" : runsPair(finding.n.runs, finding.n.controlRuns),
    solid: chosenStanding(effect, choice, subject.ablation.plan.alpha) === true,
  };
}

function compareRows(subject: Subject) {
  const gain = ({ effect, finding }: ForestRow) =>
    finding?.status === "estimated"
      ? finding.estimate * betterSign(subject, effect)
      : Number.NEGATIVE_INFINITY;
  return (a: ForestRow, b: ForestRow) => {
    const [left, right] = [gain(a), gain(b)];
    return left === right
      ? compareText(a.effect.eval, b.effect.eval) ||
          compareText(a.effect.arm, b.effect.arm) ||
          compareText(a.context, b.context)
      : right - left;
  };
}

/** Leads in the order in which figure and table show them: the best first, within target, held-out and guardrail. */
export function forestGroups(
  subject: Subject,
  effects: readonly Effect[],
  choice: LeadChoice = REGISTERED_CHOICE,
): ForestGroup[] {
  return ROLES.flatMap((role): ForestGroup[] => {
    const members = effects.filter((effect) => roleOf(subject, effect.eval) === role);
    if (members.length === 0) return [];
    const signs = new Set(members.map((effect) => betterSign(subject, effect)));
    const better = signs.size > 1 ? null : signs.has(-1) ? "lower is better" : "higher is better";
    const rows = members
      .map((effect) => rowOf(subject, effect, better === null, choice))
      .sort(compareRows(subject));
    return [{ title: ROLE_TITLES[role], better, rows }];
  });
}
