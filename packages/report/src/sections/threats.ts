import { type Effect, shownFinding, type Warning, warningRank } from "@holdfast/core";
import type { Block, Section, Text } from "../document.js";
import type { ReportMatter } from "../report-input.js";
import { strong } from "../table.js";
import { threatsTo } from "./threat-facts.js";

const TITLES: Readonly<Record<Warning["code"], string>> = {
  "no-control": "No matched control",
  "recipe-mismatch": "Recipes differ",
  "recipe-unknown": "Recipes unknown",
  "no-seeds": "No seeds",
  "one-run": "One run",
  "two-run-arm": "Two runs",
  "duplicated-run": "Duplicated run",
  "summary-evidence": "Summaries only",
  "point-evidence": "Point values",
  "unknown-se": "Unknown standard errors",
  "few-clusters": "Few scenarios",
  "clusters-undeclared": "Scenarios not declared",
  "prompts-intersected": "Shared prompts only",
  "unscored-samples": "Unscored samples",
  "condition-change": "Condition changes",
  "judge-change": "Judge changes",
  "shared-base": "Shared base",
  "branches-averaged": "Branches averaged",
  "missing-stage": "Missing stage",
  "crashed-run": "Crashed run",
  excluded: "Set aside",
  room: "Little room",
  "scales-disagree": "Scales disagree",
  "near-zero-lead": "Lead near zero",
  "winners-curse": "Largest of several leads",
  "course-split": "Changed on the way",
  "fewer-checkpoints": "Fewer checkpoints",
  "outside-plan": "Outside the plan",
  "pending-member": "Pending comparisons",
  retrospective: "Retrospective",
  "unplanned-look": "Unplanned look",
  "opposite-directions": "Directions differ",
  "unpaired-run": "Unpaired runs",
  "variance-borrowed": "Borrowed variance",
  "nothing-varies": "Nothing varies",
  observational: "Observational",
  suppression: "Suppression",
  "judge-dependent": "Depends on the judge",
  "token-confounding": "Tokens and factors",
  "doses-not-nested": "Doses not nested",
};

function subjectText(effect: Effect): string {
  return `${effect.arm} on ${effect.eval} after ${effect.moment.stage}`;
}

/** Every warning once, the weightiest first: those of the analysis, and those of findings with where they arose. */
function gathered({ analysis }: ReportMatter): { warning: Warning; about: string[] }[] {
  const found = new Map<string, { warning: Warning; about: Set<string> }>();
  const add = (warning: Warning, about: string | null) => {
    const key = JSON.stringify([warning.code, warning.message]);
    const entry = found.get(key) ?? { warning, about: new Set<string>() };
    if (about !== null) entry.about.add(about);
    found.set(key, entry);
  };
  for (const warning of analysis.warnings) add(warning, null);
  for (const effect of analysis.effects)
    for (const warning of shownFinding(effect)?.warnings ?? []) add(warning, subjectText(effect));
  for (const one of analysis.durability)
    for (const warning of one.warnings) add(warning, `${one.arm} on ${one.eval}`);
  for (const row of analysis.levels)
    for (const warning of row.finding.warnings) add(warning, `${row.arm} on ${row.eval}`);
  for (const one of [...analysis.drivers, ...analysis.efficiency])
    for (const warning of one.warnings)
      if (warning.code === "token-confounding" || warning.code === "doses-not-nested")
        add(warning, `${one.eval} after ${one.moment.stage}`);
  return [...found.values()]
    .map(({ warning, about }) => ({ warning, about: [...about] }))
    .sort((one, other) => warningRank(one.warning.code) - warningRank(other.warning.code));
}

function itemOf({ warning, about }: { warning: Warning; about: string[] }): Text {
  const shown = about.slice(0, 3).join("; ");
  const more = about.length > 3 ? ` and ${about.length - 3} more` : "";
  const where = about.length === 0 ? "" : ` (${shown}${more})`;
  return [strong(`${TITLES[warning.code]}. `), warning.message, where];
}

function axisNote({ registration }: ReportMatter): Text {
  const baselines = new Set(
    registration.ablation.arms.map((arm) => arm.control ?? registration.ablation.control),
  );
  const own = [...baselines].filter((name) => name !== null);
  const within =
    own.length > 1 ? ` Within this report ${own.length} controls are used; each lead names its own.` : "";
  return [
    strong("One ablation, one axis. "),
    `Every figure here compares arms of this ablation with their own control, on the same eval. Numbers of other ablations have other baselines and stand on no axis of this report.${within}`,
  ];
}

/** What could make the answer wrong, each as one statement with its number; then every warning, the weightiest first. */
export function threatsSection(matter: ReportMatter): Section {
  const items = gathered(matter).map(itemOf);
  const blocks: Block[] = [
    { kind: "facts", items: threatsTo(matter) },
    { kind: "subheading", text: "What else to know before relying on a number" },
    { kind: "list", items: [...items, axisNote(matter)] },
  ];
  return { id: "threats", title: "Threats", blocks };
}
