import type { Effect, FamilyResult } from "@holdfast/core";
import type { Exhibit } from "../exhibit.js";
import { forestFigure } from "../figures/forest.js";
import { chosenFinding, type LeadChoice, REGISTERED_CHOICE } from "../lead-choice.js";
import { matterOf, type ReportInput } from "../report-input.js";
import { methodName } from "../sections/registered.js";
import { runsCaption, varianceCaption } from "../sections/variance-caption.js";
import { momentText, type Subject, stageIndex, unitFor } from "../subject.js";
import { effectsTable } from "./effects-table.js";
import { tidyPart } from "./tidy-part.js";

export interface EffectsOptions extends Partial<LeadChoice> {
  /** Which leads are shown; all of them without it. The axes stay those of all leads. */
  readonly isAsked?: (effect: Effect) => boolean;
}

interface Panel {
  readonly moment: string;
  readonly difference: string;
  readonly effects: readonly Effect[];
}

/** One figure for each moment and unit, of one stage the largest first: what stands on one axis may be compared. */
function panelsOf(subject: Subject, effects: readonly Effect[], { scale }: LeadChoice): Panel[] {
  const ordered = [...effects].sort(
    (a, b) => stageIndex(subject, a.moment.stage) - stageIndex(subject, b.moment.stage),
  );
  const panels = new Map<string, { moment: string; difference: string; effects: Effect[] }>();
  for (const effect of ordered) {
    const moment = momentText(effect.moment);
    const difference = scale === "log-odds" ? "log odds" : unitFor(subject, effect).difference;
    const key = JSON.stringify([moment, difference]);
    const panel = panels.get(key) ?? { moment, difference, effects: [] };
    panel.effects.push(effect);
    panels.set(key, panel);
  }
  const stageOf = ({ effects: [first] }: Panel) => stageIndex(subject, first?.moment.stage ?? "");
  return [...panels.values()].sort((a, b) => stageOf(a) - stageOf(b) || b.effects.length - a.effects.length);
}

function markText(hasIntervals: boolean, adjustedBy: readonly string[] | null, alpha: number): string {
  if (!hasIntervals) return "Diamonds are point values.";
  return adjustedBy !== null
    ? `Filled marks stand after ${adjustedBy.map(methodName).join(" or ") || "Holm"}; hollow ones do not, or were never tested.`
    : `Filled marks have a p-value of ${alpha} or less alone; with this many leads some will by chance, and what was registered is judged after adjustment.`;
}

/** The adjustments of the families that these leads are registered in. */
function adjustmentsOf(effects: readonly Effect[], families: readonly FamilyResult[]): string[] {
  const names = new Set(effects.map(({ family }) => family));
  return [...new Set(families.filter(({ name }) => names.has(name)).map(({ method }) => method))];
}

/** How the numbers were made: the estimators of what is shown, and how many comparisons were taken into account. */
function methodsOf(effects: readonly Effect[], choice: LeadChoice, adjustedBy: readonly string[]): string[] {
  const found = effects.flatMap((effect) => chosenFinding(effect, choice) ?? []);
  const made = found.flatMap((finding) => (finding.status === "estimated" ? [finding] : []));
  const isAdjusted = choice.judgedBy === "adjusted" && made.some(({ pAdjusted }) => pAdjusted !== null);
  return [...new Set(made.map(({ estimator }) => estimator)), ...(isAdjusted ? adjustedBy : [])];
}

/** The leads as forests with their tables: one for each moment and unit, in the order of the stages. */
export function effectsExhibits(input: ReportInput, options: EffectsOptions = {}): Exhibit[] {
  const { subject, analysis, registration } = matterOf(input);
  const { isAsked = () => true, ...asked } = options;
  const choice: LeadChoice = { ...REGISTERED_CHOICE, ...asked };
  const { ablation } = registration;
  const panels = panelsOf(subject, analysis.effects, choice);
  return panels.flatMap((panel, index): Exhibit[] => {
    const effects = panel.effects.filter(isAsked);
    if (effects.length === 0) return [];
    const among = panels
      .filter(({ difference }) => difference === panel.difference)
      .flatMap((one) => one.effects.filter(isAsked));
    const shown = effects.map((effect) => chosenFinding(effect, choice));
    const sizes = shown.flatMap((finding) => (finding?.status === "estimated" ? [finding.n] : []));
    const hasIntervals = shown.some(
      (finding) => finding?.status === "estimated" && finding.interval !== null,
    );
    const unit = panel.difference === "" ? "" : `, in ${panel.difference}`;
    const isAlone = panels.filter(({ moment }) => moment === panel.moment).length === 1;
    const apart = panel.difference === "" ? ", on the metric's own scale" : unit;
    const adjustedBy = adjustmentsOf(effects, analysis.families);
    const title = `Leads after ${panel.moment}${isAlone ? "" : apart}`;
    return [
      {
        id: `leads-${index}`,
        title,
        figure: forestFigure(ablation, effects, { id: `leads-${index}`, among, choice }),
        caption: `Arm minus control${unit}, the best first. ${varianceCaption(shown)} ${markText(hasIntervals, choice.judgedBy === "adjusted" ? adjustedBy : null, ablation.plan.alpha)} ${runsCaption(sizes)}`,
        table: effectsTable(subject, title, effects, choice, adjustedBy),
        get tidy() {
          return tidyPart(input, { effects: [...effects] });
        },
        methods: methodsOf(effects, choice, adjustedBy),
      },
    ];
  });
}
