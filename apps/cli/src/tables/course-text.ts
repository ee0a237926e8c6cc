import {
  type Ablation,
  DEFAULT_JUDGE,
  type Decay,
  type Durability,
  type DurabilityAnswer,
  decaysOf,
  formatCondition,
  fullFadeHalfLife,
  type HalfLife,
  type Trajectory,
} from "@holdfast/core";
import { bySection, evalHeading, momentText, runsText, unitOf } from "./contrast-text.js";
import { countText, intervalText, shareText, signed, type Unit } from "./number-text.js";
import { ratioSetText } from "./ratio-set-text.js";
import { textTable } from "./text-table.js";

export interface CourseTextOptions {
  readonly columns: number;
  readonly bold: (text: string) => string;
}

/** Whole steps, rounded away from the claim; below ten with one decimal. */
function stepsText(steps: number, round: (value: number) => number): string {
  return steps < 10 ? String(round(steps * 10) / 10) : countText(round(steps));
}

/** `180 to 420`, `>900`, `~300`, or a word where there is no half-life. */
export function halfLifeText(halfLife: HalfLife): string {
  switch (halfLife.kind) {
    case "interval":
      return halfLife.lower === 0
        ? `<${stepsText(halfLife.upper, Math.ceil)}`
        : `${stepsText(halfLife.lower, Math.floor)} to ${stepsText(halfLife.upper, Math.ceil)}`;
    case "more-than":
      return `>${stepsText(halfLife.lower, Math.floor)}`;
    case "point":
      return `~${stepsText(halfLife.point, Math.round)}`;
    case "no-decay":
      return "grows";
    case "not-estimable":
      return "-";
  }
}

/** What halves: the loss, or the whole lead where that is assumed. */
function answerText({ halfLife, assumption, direction }: Decay): string {
  const text = halfLifeText(halfLife);
  switch (halfLife.kind) {
    case "no-decay":
      return text;
    case "not-estimable":
      return direction === "open" ? "no decline shown" : direction === "declines" ? "declines" : text;
    default:
      if (assumption !== null) return `${text} if all fades`;
      return direction === "open" ? `${text} of any loss` : `${text} of the loss`;
  }
}

function halfLives(decays: readonly Decay[], textOf: (decay: Decay) => string): string {
  if (decays.length === 0) return "-";
  return decays
    .map((decay) => `${textOf(decay)}${decay.between.after === null ? "" : ` after ${decay.between.after}`}`)
    .join("; ");
}

/** Beside the answer: what holds for a lead that goes away altogether. */
function allFadesText(decay: Decay): string {
  const halfLife = fullFadeHalfLife(decay);
  return halfLife === undefined || halfLife.kind === "no-decay" ? "-" : halfLifeText(halfLife);
}

function levelsText({ levels }: Durability, unit: Unit): string {
  const at = (level: NonNullable<Durability["levels"]>["from"]["arm"]) => {
    if (level === null) return "-";
    return unit === "points"
      ? `${(100 * level.estimate).toFixed(1)}%`
      : signed(level.estimate, unit).replace("+", "");
  };
  if (levels === null) return "-";
  const { from, to } = levels;
  return `${at(from.arm)} v ${at(from.control)} -> ${at(to.arm)} v ${at(to.control)}`;
}

function areaText({ area }: Durability): string {
  if (area === null || area.status === "not-estimable") return "-";
  return area.point === null ? ratioSetText(area.set) : `${shareText(area.point)}: ${ratioSetText(area.set)}`;
}

function boundsText({ bounds }: Durability): string {
  if (bounds === null) return "";
  const { missing, controlMissing, worst, best } = bounds;
  return `${runsText(missing, controlMissing)}: ${shareText(worst.retained)} / ${shareText(best.retained)}`;
}

/** The eval with its judge, where another judge has rows of the same eval. */
function headingOf(ablation: Ablation, all: readonly Durability[], one: Durability): string {
  const heading = evalHeading(ablation, one, one.to.condition);
  const alone = all.every((other) => other.eval !== one.eval || other.judge === one.judge);
  return alone || one.judge !== DEFAULT_JUDGE ? heading : `${heading}, judged by ${one.judge}`;
}

/** Both moments; the condition of the later one stands in the heading. */
function stagesText({ from, to, sameCondition }: Durability): string {
  const condition = sameCondition ? "" : formatCondition(from.condition);
  return `${momentText(from)}${condition === "" ? "" : ` ${condition}`} -> ${momentText(to)}`;
}

/** The arm with its stages, where the same arm has another row under the heading. */
function armText(ablation: Ablation, all: readonly Durability[], one: Durability): string {
  const heading = headingOf(ablation, all, one);
  const alike = all.filter((other) => other.arm === one.arm && headingOf(ablation, all, other) === heading);
  return alike.length === 1 ? `  ${one.arm}` : `  ${one.arm} (${stagesText(one)})`;
}

/** Beside the verdicts: how fast each lead fades, the share over the whole stage, levels, and missing runs. */
export function courseText(
  ablation: Ablation,
  answer: DurabilityAnswer,
  { columns, bold }: CourseTextOptions,
): string {
  const known = [
    {
      heading: "half-life",
      least: 12,
      cell: (one: Durability) => halfLives(decaysOf(answer.trajectories, one), answerText),
    },
    {
      heading: "if all fades",
      least: 12,
      cell: (one: Durability) => halfLives(decaysOf(answer.trajectories, one), allFadesText),
    },
    { heading: "share over stage", least: 12, cell: areaText },
    {
      heading: "levels v control",
      least: 16,
      cell: (one: Durability) => levelsText(one, unitOf(ablation, one)),
    },
    { heading: "worst / best", least: 12, cell: boundsText },
  ];
  const says = (text: string) => text !== "-" && text !== "";
  const told = answer.durability.filter((one) => known.some(({ cell }) => says(cell(one))));
  const used = known.filter(({ cell }) => told.some((one) => says(cell(one))));
  if (used.length === 0) return "";
  return textTable(
    [{ heading: "arm", least: 14 }, ...used.map(({ heading, least }) => ({ heading, least }))],
    bySection(
      ablation,
      told,
      (one) => headingOf(ablation, told, one),
      (one) => [armText(ablation, told, one), ...used.map(({ cell }) => cell(one))],
    ),
    columns,
    bold,
  );
}

function pointRow(ablation: Ablation, trajectory: Trajectory, point: Trajectory["points"][number]): string[] {
  const unit = unitOf(ablation, trajectory);
  const level = (value: number) =>
    unit === "points" ? `${(100 * value).toFixed(1)}%` : String(Number(value.toPrecision(3)));
  const condition = formatCondition(point.condition);
  return [
    `  ${point.stage}${point.step === null ? "" : ` ${point.step}`}${condition === "" ? "" : ` (${condition})`}`,
    signed(point.lead, unit),
    intervalText(point.interval, unit),
    level(point.armLevel),
    level(point.controlLevel),
    runsText(point.runs, point.controlRuns),
  ];
}

/** Every lead at every checkpoint that both sides have. */
export function trajectoryText(
  ablation: Ablation,
  answer: DurabilityAnswer,
  { columns, bold }: CourseTextOptions,
): string {
  if (answer.trajectories.length === 0) return "";
  const rows = answer.trajectories.flatMap((trajectory) => [
    `${trajectory.arm} v ${trajectory.control ?? "-"}, ${evalHeading(ablation, trajectory, {})}`,
    ...trajectory.points.map((point) => pointRow(ablation, trajectory, point)),
  ]);
  return textTable(
    [
      { heading: "checkpoint", least: 14 },
      { heading: "lead", align: "right" },
      { heading: "interval" },
      { heading: "arm", align: "right" },
      { heading: "control", align: "right" },
      { heading: "runs" },
    ],
    rows,
    columns,
    bold,
  );
}
