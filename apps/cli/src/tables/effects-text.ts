import {
  type Ablation,
  type Effect,
  type EffectAnswer,
  type FamilyResult,
  type Finding,
  findingOn,
  standingPValue,
} from "@holdfast/core";
import { alternativesText } from "./alternatives-text.js";
import { bySection, evalHeading, momentText, runsText, unitOf } from "./contrast-text.js";
import type { EffectsTextOptions } from "./effects-text-options.js";
import { intervalText, plural, pText, signed } from "./number-text.js";
import { paragraph } from "./paragraph.js";
import { recipeText } from "./recipe-text.js";
import { sentenceLines } from "./sentence-lines.js";
import { textTable } from "./text-table.js";
import { reasonList, warningList } from "./warning-list.js";

const METHOD_NAMES: Readonly<Record<string, string>> = { holm: "Holm", dunnett: "Dunnett" };

/** `3 of 14 registered comparisons stand after Holm; 2 await outcomes.` */
export function standingSentence(families: readonly FamilyResult[], question: "lead" | "retention"): string {
  const asked = families.filter((family) => family.question === question);
  if (asked.length === 0) return "No comparison of this kind is registered: what follows is exploratory.";
  return asked
    .map(({ name, size, standing, answered, method }) => {
      const waiting = size - answered;
      const which = asked.length === 1 ? "" : ` (${name})`;
      const verb = standing === 1 ? "stands" : "stand";
      return `${standing} of ${plural(size, "registered comparison")}${which} ${verb} after ${METHOD_NAMES[method] ?? method}${waiting === 0 ? "." : `; ${waiting} without a p-value.`}`;
    })
    .join(" ");
}

function findingOf(effect: Effect, { scale, target }: EffectsTextOptions): Finding | undefined {
  return findingOn(effect, scale, target ?? effect.shownTarget);
}

function standsText(effect: Effect): string {
  if (effect.family === null) return "exploratory";
  if (effect.stands === null) return "not tested";
  return effect.stands ? "yes" : "no";
}

function rowOf(ablation: Ablation, effect: Effect, options: EffectsTextOptions): string[] {
  const finding = findingOf(effect, options);
  const unit = options.scale === "log-odds" ? "log-odds" : unitOf(ablation, effect);
  const about = [`  ${effect.arm}`, momentText(effect.moment)];
  if (finding?.status !== "estimated") return [...about, "-", "not estimable", "", "-", standsText(effect)];
  return [
    ...about,
    signed(finding.estimate, unit),
    intervalText(finding.interval, unit) || "no interval",
    runsText(finding.n.runs, finding.n.controlRuns),
    effect.family === null &&
    effect.qValue !== null &&
    options.target === undefined &&
    options.scale === "difference"
      ? `q ${pText(effect.qValue)}`
      : pText(standingPValue(effect, finding.scale, finding.target) ?? finding.pValue),
    standsText(effect),
  ];
}

function unitNote(ablation: Ablation, { scale }: EffectsTextOptions): string {
  const level = Math.round((1 - ablation.plan.alpha) * 100);
  return scale === "log-odds"
    ? `Leads are differences of log-odds, arm minus control, with ${level}% intervals.`
    : `Leads are arm minus control with ${level}% intervals: in percentage points for rates, else in the unit of the eval. q: the share of exploratory rows as far from 0 that may be false (Benjamini and Hochberg).`;
}

/** The leads of an ablation as text: a sentence, a table, what could not be estimated, and the warnings. */
export function effectsText(ablation: Ablation, answer: EffectAnswer, options: EffectsTextOptions): string {
  const { columns, bold } = options;
  const sentence = standingSentence(answer.families, "lead");
  const holm = answer.families.every(({ question, method }) => question !== "lead" || method === "holm");
  if (answer.effects.length === 0)
    return `${sentence}\nNo outcomes yet: record some with \`holdfast record FILE --ablation ${answer.ablation}\`.`;
  const findings = answer.effects.map((effect) => findingOf(effect, options));
  const table = textTable(
    [
      { heading: "arm", least: 16 },
      { heading: "stage", least: 8 },
      { heading: "lead", align: "right" },
      { heading: "interval" },
      { heading: "runs" },
      { heading: holm ? "p (Holm)" : "p (adj.)", align: "right" },
      { heading: "stands?" },
    ],
    bySection(
      ablation,
      answer.effects,
      (effect) => evalHeading(ablation, effect, effect.condition),
      (effect) => rowOf(ablation, effect, options),
    ),
    columns,
    bold,
  );
  const reasons = findings.flatMap((finding) => {
    if (finding === undefined) return ["this scale and target were not computed"];
    return finding.status === "not-estimable"
      ? [finding.reason]
      : finding.reason === null
        ? []
        : [finding.reason];
  });
  const warnings = [...answer.warnings, ...findings.flatMap((finding) => finding?.warnings ?? [])];
  return [
    sentenceLines(answer.sentences.length === 0 ? [sentence] : answer.sentences, columns),
    table,
    paragraph(unitNote(ablation, options), columns),
    alternativesText(ablation, answer.effects, options),
    recipeText(answer.recipeChecks, columns, bold),
    reasonList("Not estimable", reasons, columns, bold),
    warningList(warnings, columns, bold),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}
