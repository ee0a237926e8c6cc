import { type Decay, fullFadeHalfLife, type HalfLife, shownDecayFit, type Trajectory } from "@holdfast/core";
import { formatCount, formatNumber, formatQuantity } from "../format.js";
import { contextOf, runsText, type Subject, unitFor } from "../subject.js";
import { printDifference } from "../unit.js";

/** Steps with two digits, rounded so that the sentence around them stays true. */
export function stepsNumber(steps: number, rounding: "down" | "up" | "nearest"): string {
  const size = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(steps, 1))) - 1);
  const units = Number((steps / size).toFixed(9));
  const whole =
    rounding === "down" ? Math.floor(units) : rounding === "up" ? Math.ceil(units) : Math.round(units);
  if (whole === 0 || (size === 1 && steps < 10)) {
    const fine = steps * 10;
    const tenths =
      rounding === "down" ? Math.floor(fine) : rounding === "up" ? Math.ceil(fine) : Math.round(fine);
    return formatNumber(tenths / 10, tenths % 10 === 0 ? 0 : 1);
  }
  return formatCount(whole * size);
}

function stepUnit(subject: Subject, stage: string): string {
  return subject.ablation.stages.find(({ name }) => name === stage)?.stepUnit ?? "steps";
}

/** `180 to 420`, `less than 420`, `more than 900`, `about 300`, or nothing where there is no half-life. */
export function halfLifeText({ halfLife }: Pick<Decay, "halfLife">): string | null {
  switch (halfLife.kind) {
    case "interval":
      return halfLife.lower === 0
        ? `less than ${stepsNumber(halfLife.upper, "up")}`
        : `${stepsNumber(halfLife.lower, "down")} to ${stepsNumber(halfLife.upper, "up")}`;
    case "more-than":
      return `more than ${stepsNumber(halfLife.lower, "down")}`;
    case "point":
      return `about ${stepsNumber(halfLife.point, "nearest")}`;
    default:
      return null;
  }
}

/** What halves: what is lost; the whole lead only where that is assumed, and then it is said so. */
function halved({ assumption, stage }: Decay): string {
  return assumption === null
    ? `half of what it loses in ${stage} is gone`
    : `assuming that ${assumption}, half of it is gone`;
}

function settles(subject: Subject, trajectory: Trajectory, decay: Decay): string {
  const plateau = shownDecayFit(decay)?.plateau ?? null;
  if (decay.shown !== "to-plateau" || plateau === null) return "";
  const printed = printDifference({ estimate: plateau, interval: null }, unitFor(subject, trajectory));
  return `, and it settles near ${printed.spoken}`;
}

/** `after 180 to 420 RL steps`, `within 420 RL steps`; nothing where there is no half-life. */
function afterSteps(halfLife: HalfLife, unit: string): string {
  const text = `${halfLifeText({ halfLife }) ?? ""} ${unit}`;
  return halfLife.kind === "interval" && halfLife.lower === 0
    ? text.replace("less than", "within")
    : `after ${text}`;
}

/** Where no decline is established, there may be no loss to halve. */
function moreThan(decay: Decay, unit: string): string {
  if (decay.assumption === null && decay.direction === "open")
    return `no decline over ${decay.stage} is established; half of what would be lost takes ${halfLifeText(decay) ?? ""} ${unit}`;
  const all = decay.assumption === null ? "" : ", if at all";
  return `${halved(decay)} ${afterSteps(decay.halfLife, unit)}${all}`;
}

function withoutHalfLife({ direction, stage }: Decay, reason: string): string {
  const known =
    direction === "declines"
      ? `it declines over ${stage}, but how fast`
      : direction === "open"
        ? `no decline over ${stage} is established, and how fast half of what would be lost goes`
        : `how fast it fades over ${stage}`;
  return `${known} is not estimable, because ${reason}`;
}

function clause(subject: Subject, trajectory: Trajectory, decay: Decay, unit: string): string {
  const { halfLife, stage } = decay;
  switch (halfLife.kind) {
    case "interval":
      return `${halved(decay)} ${afterSteps(halfLife, unit)}${settles(subject, trajectory, decay)}`;
    case "more-than":
      return moreThan(decay, unit);
    case "point":
      return `${halved(decay)} ${afterSteps(halfLife, unit)}${settles(subject, trajectory, decay)}, without an interval`;
    case "no-decay":
      return `does not decline over ${stage}: it grows`;
    case "not-estimable":
      return withoutHalfLife(decay, halfLife.reason);
  }
}

/** Beside the answer, what holds for a lead that goes away altogether. */
function ifAllFades(decay: Decay, unit: string): string {
  const halfLife = fullFadeHalfLife(decay);
  if (halfLife === undefined || halfLifeText({ halfLife }) === null) return "";
  const alone = halfLife.kind === "point" && decay.halfLife.kind !== "point" ? ", without an interval" : "";
  return `; if all of it fades, half of it is gone ${afterSteps(halfLife, unit)}${alone}`;
}

function stretch({ between: { after, before } }: Decay): string {
  if (after !== null && before !== null) return ` between the interventions at steps ${after} and ${before}`;
  if (after !== null) return ` after the intervention at step ${after}`;
  return before === null ? "" : ` before the intervention at step ${before}`;
}

/** How fast one lead fades over one stage, in a plain sentence. */
export function decaySentence(subject: Subject, trajectory: Trajectory, decay: Decay): string {
  const prefix = decay.scope === "checkpoint" ? "For these checkpoints: the" : "The";
  const context = contextOf(subject, trajectory, decay.condition);
  const lead = `${prefix} lead of ${trajectory.arm} on ${trajectory.eval}${context === "" ? "" : ` (${context})`}${stretch(decay)}`;
  const unit = stepUnit(subject, decay.stage);
  const joined = decay.halfLife.kind === "no-decay" ? " " : ": ";
  const size = `${runsText(decay.runs, decay.controlRuns)}, ${formatQuantity(decay.steps.length, "checkpoint")}`;
  const filled =
    decay.missingCheckpoints === 0
      ? ""
      : ` ${formatQuantity(decay.missingCheckpoints, "checkpoint of a run", "checkpoints of runs")} ${decay.missingCheckpoints === 1 ? "is" : "are"} missing and taken to be missing by chance.`;
  return `${lead}${joined}${clause(subject, trajectory, decay, unit)}${ifAllFades(decay, unit)} (${size}).${filled}`;
}
