import {
  type Driver,
  type DriverContrast,
  type DriverNumber,
  type EffectScale,
  type Interval,
  type Quantity,
  shownNumber,
} from "@holdfast/core";
import { formatPEquation } from "../format.js";
import { aliasNames, tokenNote } from "../sentences/driver-remarks.js";
import { contrastName, contrastScope } from "../sentences/driver-sentence.js";
import { type Subject, unitFor } from "../subject.js";
import { listed } from "../table.js";
import { printDifference, printLogOdds } from "../unit.js";

/** A contrast as a row of the figure, on the axis. */
export interface DriverRow {
  readonly contrast: DriverContrast;
  readonly name: string;
  /** What the number cannot tell it from, under its name. */
  readonly notes: readonly string[];
  readonly estimate: number | null;
  readonly interval: Pick<Interval, "lower" | "upper"> | null;
  readonly value: string;
  readonly beside: string;
  /** The p-value of a single factor, or what an interaction says. */
  readonly verdict: string;
  /** Whether Holm let it stand. */
  readonly isSolid: boolean;
  readonly title: string;
}

export interface DriverGroup {
  readonly title: string;
  readonly scope: string;
  readonly rows: readonly DriverRow[];
}

const KINDS = ["main-effect", "adds-to-nothing", "lost-when-removed", "interaction"] as const;

const TITLES: Readonly<Record<DriverContrast["kind"], string>> = {
  "main-effect": "Main effects",
  "adds-to-nothing": "Added to nothing",
  "lost-when-removed": "Lost when removed",
  interaction: "Interactions",
};

const READINGS: Readonly<Record<NonNullable<DriverContrast["reading"]>, string>> = {
  synergy: "more together",
  antagonism: "less together",
  "floor-artefact-possible": "floor or ceiling?",
  "not-settled": "not settled",
};

/** The number of a contrast on a scale; in log odds, with one run variance where the shown method has none. */
export function contrastNumber(contrast: DriverContrast, scale: EffectScale): DriverNumber | undefined {
  return (
    shownNumber(contrast, scale) ??
    (scale === "log-odds" ? shownNumber({ ...contrast, shownMethod: "pooled" }, scale) : undefined)
  );
}

/** What a quantity is multiplied by on the axis of a scale. */
export function driverFactor(subject: Subject, driver: Driver, scale: EffectScale): number {
  return scale === "log-odds" ? 1 : unitFor(subject, driver).factor;
}

/** A quantity as figures print it. */
export function printQuantity(subject: Subject, driver: Driver, quantity: Quantity, scale: EffectScale) {
  if (quantity.status === "not-estimable") return null;
  return scale === "log-odds" ? printLogOdds(quantity) : printDifference(quantity, unitFor(subject, driver));
}

/** An interval on the axis; an end that is null stays open. */
export function onAxis(interval: Interval | null, factor: number): DriverRow["interval"] {
  if (interval === null) return null;
  return {
    lower: interval.lower === null ? null : interval.lower * factor,
    upper: interval.upper === null ? null : interval.upper * factor,
  };
}

function verdictOf(contrast: DriverContrast, number: DriverNumber): string {
  if (contrast.reading !== null) return READINGS[contrast.reading];
  if (number.pAdjusted !== null) return formatPEquation(number.pAdjusted);
  const { quantity } = number;
  if (quantity.status !== "estimated" || quantity.pValue === null) return "not tested";
  return `${formatPEquation(quantity.pValue)} alone`;
}

function rowOf(subject: Subject, driver: Driver, contrast: DriverContrast, scale: EffectScale): DriverRow {
  const number = contrastNumber(contrast, scale);
  const name = contrastName(contrast);
  const [factor = ""] = contrast.factors;
  const aliases = aliasNames(contrast);
  const token = contrast.kind === "interaction" ? null : tokenNote(driver, factor);
  const notes = [
    ...(contrast.notYetApplied ? ["changed nothing in the training up to here"] : []),
    ...(aliases.length === 0 ? [] : [`the same number is that of ${listed(aliases)}`]),
    ...(token === null ? [] : [token]),
  ];
  const head = { contrast, name, notes };
  const printed = number === undefined ? null : printQuantity(subject, driver, number.quantity, scale);
  if (number?.quantity.status !== "estimated" || printed === null)
    return {
      ...{ ...head, estimate: null, interval: null, value: "", verdict: "", isSolid: false, title: name },
      beside: number === undefined && scale === "log-odds" ? "no log odds" : "not estimable",
    };
  const factorOnAxis = driverFactor(subject, driver, scale);
  const verdict = verdictOf(contrast, number);
  const scope = contrastScope(contrast, driver);
  const about = [scope, ...notes].filter((text) => text !== "").join("; ");
  return {
    ...head,
    estimate: number.quantity.estimate * factorOnAxis,
    interval: onAxis(number.quantity.interval, factorOnAxis),
    value: printed.value,
    beside: printed.interval ?? "no interval",
    verdict,
    isSolid: number.pAdjusted !== null && number.pAdjusted <= subject.ablation.plan.alpha,
    title: `${name}: ${printed.spoken}${printed.interval === null ? "" : ` ${printed.interval}`}, ${verdict}${about === "" ? "" : `; ${about}`}.`,
  };
}

/** The contrasts of one eval under what they are: single factors above, what they do together below. */
export function driverGroups(subject: Subject, driver: Driver, scale: EffectScale): DriverGroup[] {
  return KINDS.flatMap((kind): DriverGroup[] => {
    const own = driver.contrasts.filter((contrast) => contrast.kind === kind);
    const [first] = own;
    if (first === undefined) return [];
    return [
      {
        title: kind === "main-effect" && driver.design.factors.length === 1 ? "The factor" : TITLES[kind],
        scope: contrastScope(first, driver).replaceAll("`", ""),
        rows: own.map((contrast) => rowOf(subject, driver, contrast, scale)),
      },
    ];
  });
}

/** The unit of effects on a scale: `points`, `log odds`, or the metric where it has none. */
export function driverUnitText(subject: Subject, driver: Driver, scale: EffectScale): string {
  if (scale === "log-odds") return "log odds";
  const { difference } = unitFor(subject, driver);
  return difference === "" ? driver.metric : difference;
}
