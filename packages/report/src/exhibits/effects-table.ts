import {
  type Effect,
  type EffectScale,
  type Estimated,
  type Finding,
  findingOn,
  type Target,
} from "@holdfast/core";
import type { Cell, Column, Text } from "../document.js";
import type { Exhibit } from "../exhibit.js";
import { forestGroups } from "../figures/forest-rows.js";
import { formatBare, formatPEquation, formatQuantity } from "../format.js";
import { chosenFinding, chosenPValue, chosenStanding, type LeadChoice } from "../lead-choice.js";
import { methodName } from "../sections/registered.js";
import { contextOf, runsPair, type Subject, unitFor } from "../subject.js";
import { groupedTable, muted, NOTHING, nowrap, numberColumn, strong, textColumn } from "../table.js";
import { type Printed, printBareLevel, printDifference, printLogOdds, type Unit } from "../unit.js";

/** For whom a lead holds, in two words. */
export const TARGET_NAMES: Readonly<Record<Target, string>> = {
  "prompt-general": "new prompts",
  "suite-fixed": "these prompts",
};
const TARGETS = ["prompt-general", "suite-fixed"] as const satisfies readonly Target[];

function printedOn(finding: Finding | undefined, unit: Unit | null): Printed | null {
  if (finding?.status !== "estimated") return null;
  return unit === null ? printLogOdds(finding) : printDifference(finding, unit);
}

const joined = ({ value, interval }: Printed) => (interval === null ? value : `${value} ${interval}`);

/** Both targets on one scale: the chosen one on top, of the other what differs. */
function scaleCell(effect: Effect, scale: EffectScale, unit: Unit | null, choice: LeadChoice): Cell {
  const own = choice.target ?? effect.shownTarget;
  const shown = printedOn(findingOn(effect, scale, own), unit);
  const asked = findingOn(effect, scale, own) !== undefined;
  const others = TARGETS.filter((target) => target !== own).flatMap((target): Text[] => {
    const finding = findingOn(effect, scale, target);
    if (finding === undefined) return [];
    const other = printedOn(finding, unit);
    if (other === null) return [muted(`${TARGET_NAMES[target]}: not estimable`)];
    const same = other.value === shown?.value && other.interval !== null;
    return [muted(`${TARGET_NAMES[target]} ${same ? other.interval : joined(other)}`)];
  });
  const first: Text[] = shown === null ? (asked ? [muted("not estimable")] : []) : [strong(joined(shown))];
  return first.length + others.length === 0 ? NOTHING : { lines: [...first, ...others] };
}

/** Few runs: the adjustment rests on fewer degrees of freedom than the interval. */
function familyDfLines({ pAdjusted, df, familyDf }: Estimated): Text[] {
  if (pAdjusted === null || familyDf === null || familyDf >= (df ?? Number.POSITIVE_INFINITY)) return [];
  return [muted(`on ${formatBare(familyDf)} df, not ${df === null ? "normal" : formatBare(df)}`)];
}

function standsCell(
  subject: Subject,
  effect: Effect,
  finding: Estimated | undefined,
  choice: LeadChoice,
): Cell {
  const raw = finding?.pValue ?? null;
  const adjusted = finding === undefined ? null : chosenPValue(effect, { ...choice, judgedBy: "adjusted" });
  const stands = chosenStanding(effect, choice, subject.ablation.plan.alpha);
  const after: Text[] = [
    ...(adjusted === null
      ? []
      : [muted(`${formatPEquation(adjusted)} adjusted${finding?.pAdjusted === null ? ", pooled" : ""}`)]),
    ...(adjusted === null || finding === undefined ? [] : familyDfLines(finding)),
  ];
  if (choice.judgedBy === "alone") {
    if (raw === null) return { lines: [muted("no p-value"), ...after] };
    return { lines: [stands === true ? strong(formatPEquation(raw)) : formatPEquation(raw), ...after] };
  }
  const word: Text =
    stands === true
      ? strong("stands")
      : stands === false
        ? "does not stand"
        : muted(effect.family === null ? "exploratory" : "no p-value");
  return { lines: [word, ...after, ...(raw === null ? [] : [muted(`${formatPEquation(raw)} alone`)])] };
}

function evidenceCell(finding: Finding | undefined): Cell {
  if (finding === undefined) return NOTHING;
  if (finding.status === "not-estimable") return finding.evidenceLevel;
  const { prompts, samples } = finding.n;
  return {
    lines: [
      finding.evidenceLevel,
      ...(prompts === null ? [] : [muted(formatQuantity(prompts, "prompt"))]),
      ...(samples === null ? [] : [muted(formatQuantity(samples, "score"))]),
    ],
  };
}

function cellsOf(subject: Subject, effect: Effect, choice: LeadChoice): Cell[] {
  const finding = chosenFinding(effect, choice);
  const unit = unitFor(subject, effect);
  const estimated = finding?.status === "estimated" ? finding : undefined;
  const context = contextOf(subject, effect, effect.condition);
  const level = (value: number | null) => (value === null ? "–" : printBareLevel(value, unit));
  const leads = [scaleCell(effect, "difference", unit, choice), scaleCell(effect, "log-odds", null, choice)];
  return [
    { lines: [nowrap(effect.arm), ...(effect.control === null ? [] : [muted(`v ${effect.control}`)])] },
    { lines: [effect.eval, ...(context === "" ? [] : [muted(context)])] },
    { lines: [level(effect.armLevel), muted(`control ${level(effect.controlLevel)}`)] },
    ...(choice.scale === "log-odds" ? leads.reverse() : leads),
    standsCell(subject, effect, estimated, choice),
    estimated === undefined || estimated.n.runs === 0
      ? NOTHING
      : runsPair(estimated.n.runs, estimated.n.controlRuns),
    evidenceCell(finding),
  ];
}

/** What the leads of a table are judged after: the adjustment of their family, where it is one for all. */
function afterTitle(adjustedBy: readonly string[]): string {
  const [only = "holm", ...others] = adjustedBy;
  return others.length === 0 ? `After ${methodName(only)}` : "After adjustment";
}

function columnsOf({ scale, judgedBy }: LeadChoice, adjustedBy: readonly string[]): Column[] {
  const leads = [numberColumn("Lead"), numberColumn("Lead in log odds")];
  return [
    ...[textColumn("Arm"), textColumn("Eval"), numberColumn("Level")],
    ...(scale === "log-odds" ? leads.reverse() : leads),
    textColumn(judgedBy === "alone" ? "p-value alone" : afterTitle(adjustedBy)),
    ...[numberColumn("Runs"), textColumn("Evidence")],
  ];
}

/** The leads of a figure in its order: the chosen scale and target first, and what multiplicity made of them. */
export function effectsTable(
  subject: Subject,
  title: string,
  effects: readonly Effect[],
  choice: LeadChoice,
  adjustedBy: readonly string[],
): Exhibit["table"] {
  return groupedTable(
    title,
    columnsOf(choice, adjustedBy),
    forestGroups(subject, effects, choice).map((group) => ({
      heading: group.better === null ? group.title : `${group.title}, ${group.better}`,
      rows: group.rows.map(({ effect }) => cellsOf(subject, effect, choice)),
    })),
  );
}
