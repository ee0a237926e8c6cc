import {
  DEFAULT_JUDGE,
  type Decay,
  type Durability,
  decaysOf,
  fullFadeHalfLife,
  shownRetention,
} from "@holdfast/core";
import type { Cell, Text } from "../document.js";
import type { Exhibit, TidyTable } from "../exhibit.js";
import { formatPEquation, formatRatioSet, formatShare } from "../format.js";
import { halfLifeText } from "../sentences/decay-sentence.js";
import { levelText } from "../sentences/durability-context-sentence.js";
import { verdictName } from "../sentences/durability-sentence.js";
import { contextOf, ROLE_TITLES, ROLES, roleOf, type Subject, unitFor } from "../subject.js";
import { groupedTable, muted, NOTHING, nowrap, numberColumn, strong, textColumn } from "../table.js";
import { printDifference, printLogOdds } from "../unit.js";
import type { FollowedPart } from "./followed-part.js";

/** What halves, and whether anything is known to be lost at all. */
function ofWhat({ assumption, direction }: Decay): string {
  if (assumption !== null) return "of the lead, assuming that all of it fades";
  return direction === "open" ? "of what would be lost, no decline established" : "of what is lost";
}

function notEstimableText({ direction }: Decay): string {
  if (direction === "declines") return "declines, not estimable";
  return direction === "open" ? "no decline established, not estimable" : "not estimable";
}

function ifAllFades(decay: Decay): Text[] {
  const halfLife = fullFadeHalfLife(decay);
  const text = halfLife === undefined ? null : halfLifeText({ halfLife });
  return text === null ? [] : [muted(`if all of it fades: ${text}`)];
}

function halfLifeLines(decay: Decay): Text[] {
  const text = halfLifeText(decay);
  const where = decay.between.after === null ? [] : [muted(`after step ${decay.between.after}`)];
  if (decay.halfLife.kind === "no-decay") return ["grows", ...where];
  if (text === null) return [muted(notEstimableText(decay)), ...ifAllFades(decay), ...where];
  return [
    strong(text),
    muted(ofWhat(decay)),
    ...ifAllFades(decay),
    ...(decay.scope === "checkpoint" ? [muted("these checkpoints, no interval")] : []),
    ...where,
  ];
}

function areaCell({ area }: Durability): Cell {
  if (area === null || area.status === "not-estimable") return NOTHING;
  return {
    lines: [
      area.point === null ? muted("no point") : strong(formatShare(area.point)),
      area.set === null ? muted("no set") : formatRatioSet(area.set),
    ],
  };
}

/** The lead's change, which is the interaction of arm and stage, on both scales with its p-value. */
function changeCell(subject: Subject, one: Durability): Cell {
  const difference = shownRetention(one);
  const logOdds = shownRetention(one, "log-odds");
  const line = (text: string, p: number | null) => (p === null ? text : `${text}, ${formatPEquation(p)}`);
  const lines: Text[] = [];
  if (difference?.status === "estimated") {
    const { change } = difference;
    lines.push(line(printDifference(change, unitFor(subject, one)).value, change.pValue));
  }
  if (logOdds?.status === "estimated")
    lines.push(muted(`log odds ${line(printLogOdds(logOdds.change).value, logOdds.change.pValue)}`));
  return lines.length === 0 ? NOTHING : { lines };
}

function levelsCell(subject: Subject, { levels, ...one }: Durability): Cell {
  const unit = unitFor(subject, one);
  const lines = (["from", "to"] as const).flatMap((end) => {
    const [arm, control] = [levels?.[end].arm ?? null, levels?.[end].control ?? null].map((level) =>
      levelText(level, unit),
    );
    return arm === null && control === null ? [] : [`${one[end].stage}: ${arm ?? "–"} v ${control ?? "–"}`];
  });
  return lines.length === 0 ? NOTHING : { lines };
}

function missingCell({ bounds }: Durability): Cell {
  if (bounds === null) return NOTHING;
  const share = ({ retained, verdict }: typeof bounds.worst) =>
    `${retained === null ? "–" : formatShare(retained)}, ${verdictName(verdict)}`;
  return {
    lines: [
      `${bounds.missing} v ${bounds.controlMissing}${bounds.crashed === 0 ? "" : `, ${bounds.crashed} crashed`}`,
      muted(`worst ${share(bounds.worst)}`),
      muted(`best ${share(bounds.best)}`),
    ],
  };
}

/** The lead of an arm that was picked for it, drawn towards the others: that lead is too large, on average. */
function pickedCell(subject: Subject, { selection, ...one }: Durability): Cell {
  if (selection === null) return NOTHING;
  const lead =
    selection.shrunkenLead === null
      ? null
      : printDifference({ estimate: selection.shrunkenLead, interval: null }, unitFor(subject, one)).spoken;
  return {
    lines: [
      `of ${selection.arms} arms`,
      ...(lead === null ? [] : [muted(`drawn in: ${lead}`)]),
      ...(selection.retained === null ? [] : [muted(`${formatShare(selection.retained)} of it left`)]),
    ],
  };
}

/** The eval with whatever tells the row from another one of the same arm: judge, metric and condition, stages. */
function evalCell(subject: Subject, all: readonly Durability[], one: Durability): Cell {
  const others = all.filter((other) => other !== one && other.eval === one.eval);
  const judged = one.judge !== DEFAULT_JUDGE || others.some(({ judge }) => judge !== one.judge);
  const context = contextOf(subject, { ...one, judge: DEFAULT_JUDGE }, one.to.condition);
  const again = others.some(({ arm, judge }) => arm === one.arm && judge === one.judge);
  const lines = [
    ...(judged ? [`judge ${one.judge}`] : []),
    ...(context === "" ? [] : [context]),
    ...(again ? [`${one.from.stage} → ${one.to.stage}`] : []),
  ];
  return lines.length === 0 ? one.eval : { lines: [one.eval, ...lines.map((line) => muted(line))] };
}

function rowOf(
  subject: Subject,
  all: readonly Durability[],
  decays: readonly Decay[],
  one: Durability,
): Cell[] {
  return [
    nowrap(one.arm),
    evalCell(subject, all, one),
    decays.length === 0 ? NOTHING : { lines: decays.flatMap(halfLifeLines) },
    areaCell(one),
    changeCell(subject, one),
    levelsCell(subject, one),
    missingCell(one),
    pickedCell(subject, one),
  ];
}

const COLUMNS = [
  textColumn("Arm"),
  textColumn("Eval"),
  numberColumn("Half-life, steps"),
  numberColumn("Share over the stage"),
  numberColumn("Change (arm × stage)"),
  textColumn("Levels, arm v control"),
  textColumn("Runs missing at the end"),
  textColumn("Largest lead, so too large"),
];

interface Told {
  readonly one: Durability;
  readonly decays: readonly Decay[];
}

function tidyRow({ one, decays }: Told): TidyTable["rows"] {
  const area = one.area?.status === "estimated" ? one.area : null;
  const { bounds, levels, selection } = one;
  const beside = [
    ...[area?.point ?? null, area?.set?.kind ?? null, area?.set?.lower ?? null, area?.set?.upper ?? null],
    ...(["from", "to"] as const).flatMap((end) => [
      levels?.[end].arm?.estimate ?? null,
      levels?.[end].control?.estimate ?? null,
    ]),
    ...[bounds?.missing ?? 0, bounds?.controlMissing ?? 0, bounds?.crashed ?? 0],
    ...[bounds?.worst.retained ?? null, bounds?.best.retained ?? null],
    ...[selection?.arms ?? null, selection?.shrunkenLead ?? null, selection?.retained ?? null],
  ];
  const about = [one.arm, one.eval, one.metric, one.judge, one.from.stage, one.to.stage];
  const fades = decays.length === 0 ? [null] : decays;
  return fades.map((decay) => {
    const half = decay?.halfLife;
    return [
      ...about,
      ...[decay?.between.after ?? null, decay?.between.before ?? null, decay?.direction ?? null],
      ...[half?.kind ?? null, half !== undefined && "point" in half ? half.point : null],
      half !== undefined && "lower" in half ? half.lower : null,
      half?.kind === "interval" ? half.upper : null,
      half !== undefined && "reason" in half ? half.reason : null,
      ...beside,
    ];
  });
}

const TIDY = [
  ...["arm", "eval", "metric", "judge", "fromStage", "toStage", "afterIntervention", "beforeIntervention"],
  ...["direction", "halfLifeKind", "halfLife", "halfLifeLower", "halfLifeUpper", "halfLifeReason"],
  ...["area", "areaSetKind", "areaLower", "areaUpper"],
  ...["armLevelFrom", "controlLevelFrom", "armLevelTo", "controlLevelTo"],
  ...["missing", "controlMissing", "crashed", "worstRetained", "bestRetained"],
  ...["pickedOfArms", "shrunkenLead", "shrunkenRetained"],
];

/** Beside the verdicts: how fast leads fade, the share over the whole stage, levels, missing runs, and selection. */
export function courseExhibit(subject: Subject, { durability, trajectories }: FollowedPart): Exhibit | null {
  const told = durability
    .map((one): Told => ({ one, decays: decaysOf(trajectories, one) }))
    .filter(
      ({ one, decays }) =>
        decays.length > 0 || one.area !== null || one.levels !== null || one.bounds !== null,
    );
  const rows = told.map(({ one, decays }) => ({
    role: roleOf(subject, one.eval),
    cells: rowOf(subject, durability, decays, one),
  }));
  const said = COLUMNS.map((_, at) => rows.some(({ cells }) => cells[at] !== NOTHING));
  // Arm and eval alone say nothing.
  if (!said.slice(2).includes(true)) return null;
  const groups = ROLES.map((role) => ({
    heading: ROLE_TITLES[role],
    rows: rows.filter((row) => row.role === role).map(({ cells }) => cells.filter((_, at) => said[at])),
  }));
  return {
    id: "durability-course",
    title: "Beside the verdicts",
    figure: null,
    caption:
      "How fast each lead fades within the later stage, the lead averaged over that stage as a share of what it was, the levels that leads are differences of, what runs that are missing at the end could have made of the answer, and which lead was the largest of several, which makes it too large on average. Half-lives and the share over the stage are about these prompts and other runs.",
    table: groupedTable(
      "Beside the verdicts",
      COLUMNS.filter((_, at) => said[at]),
      groups,
    ),
    tidy: { columns: TIDY, rows: told.flatMap(tidyRow) },
    methods: ["exponential-decay", "retained-area", "missing-run-bounds", "shrunken-lead"],
  };
}
