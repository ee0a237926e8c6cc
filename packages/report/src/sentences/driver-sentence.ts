import {
  type Ablation,
  type Driver,
  type DriverContrast,
  type DriverMethod,
  type DriverNumber,
  type EstimatedQuantity,
  type Level,
  shownNumber,
  termText,
} from "@holdfast/core";
import { formatBare, formatCount, formatPEquation, formatQuantity } from "../format.js";
import { contextOf, momentText, type Subject, subjectOf, unitFor } from "../subject.js";
import { listed } from "../table.js";
import { printDifference } from "../unit.js";

/** How each way of judging the spread is named where people read. */
export const METHOD_NAMES: Readonly<Record<DriverMethod, string>> = {
  pooled: "one run variance for all arms",
  welch: "each arm's own run variance",
  pair: "the variance of the two arms compared",
  lenth: "the spread of the effects themselves (Lenth)",
};

/** What the measured arms form, in words. */
export function designText({ design }: Driver): string {
  const factors = formatQuantity(design.factors.length, "factor");
  const arms = formatQuantity(design.arms.length, "arm");
  switch (design.kind) {
    case "full-factorial":
      return `all combinations of ${factors}, ${arms}`;
    case "fractional-factorial":
      return `a fraction of the combinations of ${factors}, resolution ${design.resolution ?? 0}, ${arms}`;
    case "single-factor":
      return `one factor, ${arms}`;
    case "one-at-a-time":
      return `one factor changed at a time from \`${design.reference ?? ""}\`, ${arms}`;
    case "leave-one-out":
      return `one factor left out at a time from \`${design.reference ?? ""}\`, ${arms}`;
    case "incomplete":
      return `an incomplete set of combinations of ${factors}, ${arms}`;
    case "none":
      return `no factor varied, ${arms}`;
  }
}

function levelText(level: Level): string {
  if (typeof level === "number") return formatBare(level);
  return level === true ? "present" : level === false ? "absent" : level;
}

/** The factor, with its levels where they are not absent and present. */
export function contrastName({ factors, levels }: DriverContrast): string {
  const plain = levels === null || (levels.from === false && levels.to === true);
  return plain
    ? termText(factors)
    : `${termText(factors)} ${levelText(levels.to)} against ${levelText(levels.from)}`;
}

/** What was averaged over, or beside what a factor was added or removed. */
export function contrastScope(contrast: DriverContrast, driver: Driver): string {
  const beside = driver.design.reference;
  switch (contrast.kind) {
    case "main-effect":
      return driver.design.factors.length > 1 ? "averaged over the settings of the other factors" : "";
    case "interaction":
      return "half of how much one effect changes with the other";
    case "adds-to-nothing":
      return beside === null ? "added where the others are absent" : `added to \`${beside}\` alone`;
    case "lost-when-removed":
      return beside === null
        ? "lost where it is taken from all the others"
        : `lost when it is taken from \`${beside}\``;
  }
}

interface Shown {
  readonly contrast: DriverContrast;
  readonly number: DriverNumber;
  readonly quantity: EstimatedQuantity;
}

function shownOnes(contrasts: readonly DriverContrast[]): Shown[] {
  return contrasts.flatMap((contrast) => {
    const number = shownNumber(contrast);
    return number?.quantity.status === "estimated" ? [{ contrast, number, quantity: number.quantity }] : [];
  });
}

function numberText(subject: Subject, driver: Driver, { quantity }: Shown): string {
  const printed = printDifference(quantity, unitFor(subject, driver));
  return printed.interval === null ? printed.spoken : `${printed.spoken} ${printed.interval}`;
}

const aliasText = ({ aliasedWith }: DriverContrast): string => {
  const [first] = aliasedWith;
  if (first === undefined) return "";
  const more = aliasedWith.length > 1 ? ` and ${formatQuantity(aliasedWith.length - 1, "other term")}` : "";
  return `, not told apart from ${termText(first.factors)}${more}`;
};

/** `principles −19.0 points [−24.5, −13.4] (p < 0.001)`. */
function singleText(subject: Subject, driver: Driver, one: Shown): string {
  const adjusted = one.number.pAdjusted;
  const p = adjusted === null ? "" : ` (${formatPEquation(adjusted)})`;
  return `${contrastName(one.contrast)} ${numberText(subject, driver, one)}${p}${aliasText(one.contrast)}`;
}

/** Contrasts of one kind: what stands, what is not settled, and what has no interval. */
function kindClauses(subject: Subject, driver: Driver, shown: readonly Shown[]): string[] {
  const { alpha } = subject.ablation.plan;
  const said = (ones: readonly Shown[]) => listed(ones.map((one) => singleText(subject, driver, one)));
  const tested = shown.filter(({ number }) => number.pAdjusted !== null);
  const standing = tested.filter(({ number }) => (number.pAdjusted ?? 1) <= alpha);
  const open = tested.filter((one) => !standing.includes(one));
  const bare = shown.filter((one) => !tested.includes(one));
  // An interval without a test is one of single checkpoints.
  const scope = bare.some(({ quantity }) => quantity.interval !== null && quantity.pValue === null)
    ? "without a test, about these checkpoints and not the recipe"
    : "without a test";
  return [
    ...(standing.length === 0
      ? []
      : [`${said(standing)} ${standing.length === 1 ? "stands" : "stand"} after Holm`]),
    ...(open.length === 0 ? [] : [`not settled: ${said(open)}`]),
    ...(bare.length === 0 ? [] : [`${scope}: ${said(bare)}`]),
  ];
}

/** The clauses of single factors, each kind under what it is. */
function singleClauses(subject: Subject, driver: Driver, shown: readonly Shown[]): string[] {
  const scopes = [...new Set(shown.map(({ contrast }) => contrastScope(contrast, driver)))];
  return scopes.map((scope) => {
    const own = shown.filter(({ contrast }) => contrastScope(contrast, driver) === scope);
    const clauses = kindClauses(subject, driver, own).join("; ");
    return scope === "" ? clauses : `${scope}: ${clauses}`;
  });
}

function interactionClauses(driver: Driver): string[] {
  const of = (reading: string) =>
    driver.contrasts.filter((contrast) => contrast.reading === reading).map(({ factors }) => listed(factors));
  const clause = (pairs: readonly string[], text: string) =>
    pairs.length === 0 ? [] : [`${pairs.join("; ")}: ${text}`];
  return [
    ...clause(
      of("synergy"),
      "more together than apart, on both scales (not adjusted for looking at several)",
    ),
    ...clause(
      of("antagonism"),
      "less together than apart, on both scales (not adjusted for looking at several)",
    ),
    ...clause(
      of("floor-artefact-possible"),
      "they interact on the metric's own scale and not in log odds, as a floor or ceiling would make them",
    ),
  ];
}

/** What had no number at all, each reason once. */
function missingClauses(contrasts: readonly DriverContrast[]): string[] {
  const byReason = new Map<string, string[]>();
  for (const contrast of contrasts) {
    const quantity = shownNumber(contrast)?.quantity;
    if (quantity?.status !== "not-estimable") continue;
    byReason.set(quantity.reason, [...(byReason.get(quantity.reason) ?? []), contrastName(contrast)]);
  }
  return [...byReason].map(([reason, names]) => `not estimable: ${listed(names)}, because ${reason}`);
}

/** `, on the 17 of 100 prompts that every run answered`; nothing where every prompt was used. */
export function promptsText({ prompts, droppedPrompts }: Driver): string {
  if (prompts === null || droppedPrompts === 0) return "";
  return `, on the ${formatCount(prompts)} of ${formatCount(prompts + droppedPrompts)} prompts that every run answered`;
}

/** Where a driver was looked at: eval, metric and condition, moment. */
export function driverPlace(
  subject: Subject,
  driver: Pick<Driver, "eval" | "metric" | "judge" | "condition" | "moment">,
): string {
  const context = contextOf(subject, driver, driver.condition);
  return `${driver.eval}${context === "" ? "" : ` (${context})`} after ${momentText(driver.moment)}`;
}

/** What the factors did on one eval at one moment: what stands after Holm, what is not settled, what to beware of. */
export function driverSentence(subject: Subject, driver: Driver): string {
  const runs = driver.design.arms.reduce((sum, arm) => sum + arm.runs, 0);
  const counted = runs === 0 ? "" : `, ${formatQuantity(runs, "run")}`;
  const place = `On ${driverPlace(subject, driver)} (${designText(driver)}${counted}${promptsText(driver)})`;
  if (driver.reason !== null) return `${place}: nothing can be laid to a factor, because ${driver.reason}.`;
  const singles = driver.contrasts.filter(({ kind }) => kind !== "interaction");
  const later = singles.filter(({ notYetApplied }) => notYetApplied).map(contrastName);
  const shown = shownOnes(singles.filter(({ notYetApplied }) => !notYetApplied));
  const clauses = [
    ...singleClauses(subject, driver, shown),
    ...missingClauses(singles.filter(({ notYetApplied }) => !notYetApplied)),
    ...(later.length === 0
      ? []
      : [`${listed(later)} changed nothing in the training up to here, so a difference would be chance`]),
    ...interactionClauses(driver),
    ...(driver.tokens.status === "confounded" && driver.tokens.reason !== null ? [driver.tokens.reason] : []),
  ];
  return `${place}, ${clauses.length === 0 ? "no contrast could be estimated" : clauses.join("; ")}.`;
}

/** The drivers in words, the summary first. */
export function driverSentences(ablation: Ablation, drivers: readonly Driver[]): string[] {
  const subject = subjectOf(ablation);
  const asked = drivers.filter(({ design }) => design.kind !== "none");
  if (asked.length === 0)
    return ["No factor was varied among arms that were measured together, so nothing can be laid to one."];
  const { alpha } = subject.ablation.plan;
  const singles = asked.flatMap(({ contrasts }) =>
    contrasts.filter(({ kind, notYetApplied }) => kind !== "interaction" && !notYetApplied),
  );
  const tested = singles.filter((contrast) => (shownNumber(contrast)?.pAdjusted ?? null) !== null);
  const standing = tested.filter((contrast) => (shownNumber(contrast)?.pAdjusted ?? 1) <= alpha);
  const untested = singles.length - tested.length;
  const rest = untested === 0 ? "" : ` ${formatQuantity(untested, "contrast")} could not be tested.`;
  if (tested.length === 0)
    return [
      "No contrast of a single factor could be tested.",
      ...asked.map((driver) => driverSentence(subject, driver)),
    ];
  return [
    `${standing.length} of ${formatQuantity(tested.length, "tested contrast")} of single factors ${standing.length === 1 ? "stands" : "stand"} after Holm within ${tested.length === 1 ? "its" : "their"} eval.${rest}`,
    ...asked.map((driver) => driverSentence(subject, driver)),
  ];
}
