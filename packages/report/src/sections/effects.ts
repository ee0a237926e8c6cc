import {
  type Effect,
  type Estimated,
  type Finding,
  findingOn,
  shownFinding,
  standingPValue,
  type Target,
} from "@holdfast/core";
import type { Block, Cell, Section, Text } from "../document.js";
import { forestFigure } from "../figures/forest.js";
import { forestGroups } from "../figures/forest-rows.js";
import { formatBare, formatPEquation, formatQuantity } from "../format.js";
import type { ReportMatter } from "../report-input.js";
import { besideSentences } from "../sentences/effect-sentences.js";
import { contextOf, momentText, runsPair, type Subject, stageIndex, unitFor } from "../subject.js";
import {
  groupedTable,
  listed,
  muted,
  NOTHING,
  nowrap,
  numberColumn,
  paragraph,
  strong,
  textColumn,
} from "../table.js";
import { type Printed, printBareLevel, printDifference, printLogOdds, type Unit } from "../unit.js";
import { familySentence } from "./registered.js";
import { runsCaption, varianceCaption } from "./variance-caption.js";

const TARGET_NAMES: Readonly<Record<Target, string>> = {
  "prompt-general": "new prompts",
  "suite-fixed": "these prompts",
};
const TARGETS = ["prompt-general", "suite-fixed"] as const satisfies readonly Target[];

function printedOn(finding: Finding | undefined, unit: Unit | null): Printed | null {
  if (finding?.status !== "estimated") return null;
  return unit === null ? printLogOdds(finding) : printDifference(finding, unit);
}

const joined = ({ value, interval }: Printed) => (interval === null ? value : `${value} ${interval}`);

/** Both targets on one scale: the one that is shown first on top, of the other what differs. */
function scaleCell(effect: Effect, scale: "difference" | "log-odds", unit: Unit | null): Cell {
  const shown = printedOn(findingOn(effect, scale, effect.shownTarget), unit);
  const asked = findingOn(effect, scale, effect.shownTarget) !== undefined;
  const others = TARGETS.filter((target) => target !== effect.shownTarget).flatMap((target): Text[] => {
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

function standsCell(effect: Effect, finding: Estimated | undefined): Cell {
  const raw = finding?.pValue ?? null;
  const adjusted = finding === undefined ? null : standingPValue(effect, finding.scale, finding.target);
  const word: Text =
    effect.stands === true
      ? strong("stands")
      : effect.stands === false
        ? "does not stand"
        : muted(effect.family === null ? "exploratory" : "no p-value");
  return {
    lines: [
      word,
      ...(adjusted === null
        ? []
        : [muted(`${formatPEquation(adjusted)} adjusted${finding?.pAdjusted === null ? ", pooled" : ""}`)]),
      ...(adjusted === null || finding === undefined ? [] : familyDfLines(finding)),
      ...(raw === null ? [] : [muted(`${formatPEquation(raw)} alone`)]),
    ],
  };
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

function cellsOf(subject: Subject, effect: Effect): Cell[] {
  const finding = shownFinding(effect);
  const unit = unitFor(subject, effect);
  const estimated = finding?.status === "estimated" ? finding : undefined;
  const context = contextOf(subject, effect, effect.condition);
  const level = (value: number | null) => (value === null ? "–" : printBareLevel(value, unit));
  return [
    { lines: [nowrap(effect.arm), ...(effect.control === null ? [] : [muted(`v ${effect.control}`)])] },
    { lines: [effect.eval, ...(context === "" ? [] : [muted(context)])] },
    { lines: [level(effect.armLevel), muted(`control ${level(effect.controlLevel)}`)] },
    scaleCell(effect, "difference", unit),
    scaleCell(effect, "log-odds", null),
    standsCell(effect, estimated),
    estimated === undefined || estimated.n.runs === 0
      ? NOTHING
      : runsPair(estimated.n.runs, estimated.n.controlRuns),
    evidenceCell(finding),
  ];
}

const COLUMNS = [
  textColumn("Arm"),
  textColumn("Eval"),
  numberColumn("Level"),
  numberColumn("Lead"),
  numberColumn("Lead in log odds"),
  textColumn("After Holm"),
  numberColumn("Runs"),
  textColumn("Evidence"),
];

interface Panel {
  readonly moment: string;
  readonly difference: string;
  readonly effects: readonly Effect[];
}

/** One figure for each moment and unit: what stands on one axis may be compared. */
function panelsOf(subject: Subject, effects: readonly Effect[]): Panel[] {
  const ordered = [...effects].sort(
    (a, b) => stageIndex(subject, a.moment.stage) - stageIndex(subject, b.moment.stage),
  );
  const panels = new Map<string, { moment: string; difference: string; effects: Effect[] }>();
  for (const effect of ordered) {
    const moment = momentText(effect.moment);
    const { difference } = unitFor(subject, effect);
    const key = JSON.stringify([moment, difference]);
    const panel = panels.get(key) ?? { moment, difference, effects: [] };
    panel.effects.push(effect);
    panels.set(key, panel);
  }
  return [...panels.values()];
}

function reasonsOf(effects: readonly Effect[]): Block[] {
  const reasons = new Map<string, Set<string>>();
  for (const { findings } of effects)
    for (const finding of findings)
      if (finding.status === "not-estimable") {
        const about = reasons.get(finding.reason) ?? new Set<string>();
        reasons.set(finding.reason, about.add(TARGET_NAMES[finding.target]));
      }
  return [...reasons].map(([reason, targets]) =>
    paragraph(`Not estimable for ${listed([...targets])}, because ${reason}.`, "note"),
  );
}

/** The leads: a forest and a table for each moment, and what became of the registered families. */
export function effectsSection({ analysis, registration, subject }: ReportMatter): Section | null {
  if (analysis.effects.length === 0) return null;
  const { ablation } = registration;
  const families = analysis.families.filter(({ question }) => question === "lead").map(familySentence);
  const beside = besideSentences(ablation, analysis);
  const panels = panelsOf(subject, analysis.effects);
  const blocks = panels.flatMap((panel, index): Block[] => {
    const among = panels
      .filter(({ difference }) => difference === panel.difference)
      .flatMap(({ effects }) => effects);
    const shown = panel.effects.map((effect) => shownFinding(effect));
    const sizes = shown.flatMap((finding) => (finding?.status === "estimated" ? [finding.n] : []));
    const intervals = shown.some((finding) => finding?.status === "estimated" && finding.interval !== null);
    const marks = intervals
      ? "Filled marks stand after Holm; hollow ones do not, or were never tested."
      : "Diamonds are point values.";
    const unit = panel.difference === "" ? "" : `, in ${panel.difference}`;
    return [
      { kind: "subheading", text: `After ${panel.moment}` },
      {
        kind: "figure",
        title: `Leads after ${panel.moment}`,
        svg: forestFigure(ablation, panel.effects, { id: `leads-${index}`, among }).svg,
        caption: `Arm minus control${unit}, the best first. ${varianceCaption(shown)} ${marks} ${runsCaption(sizes)}`,
      },
      groupedTable(
        `Leads after ${panel.moment}`,
        COLUMNS,
        forestGroups(subject, panel.effects).map((group) => ({
          heading: group.better === null ? group.title : `${group.title}, ${group.better}`,
          rows: group.rows.map(({ effect }) => cellsOf(subject, effect)),
        })),
      ),
    ];
  });
  return {
    id: "effects",
    title: "Effects",
    blocks: [
      ...(families.length === 0 ? [] : [paragraph(families.join(" "))]),
      ...(beside.length === 0 ? [] : [{ kind: "list" as const, items: beside }]),
      ...blocks,
      ...reasonsOf(analysis.effects),
    ],
  };
}
