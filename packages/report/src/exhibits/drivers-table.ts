import type { Driver, DriverContrast, EffectScale, Level, Quantity } from "@holdfast/core";
import type { Cell } from "../document.js";
import type { Exhibit } from "../exhibit.js";
import { contrastNumber } from "../figures/driver-rows.js";
import { shareNumber } from "../figures/share-rows.js";
import { formatBare, formatPEquation, formatTokens } from "../format.js";
import { aliasNames, tokenNote } from "../sentences/driver-remarks.js";
import { contrastName, contrastScope, METHOD_NAMES } from "../sentences/driver-sentence.js";
import { type Subject, unitFor } from "../subject.js";
import { groupedTable, muted, NOTHING, nowrap, numberColumn, strong, table, textColumn } from "../table.js";
import { printBareLevel, printDifference, printLogOdds, type Unit } from "../unit.js";

/** An estimate over its interval; what is not estimable says so. */
function quantityCell(quantity: Quantity | undefined, unit: Unit | null): Cell {
  if (quantity === undefined) return NOTHING;
  if (quantity.status === "not-estimable") return muted("not estimable");
  const printed = unit === null ? printLogOdds(quantity) : printDifference(quantity, unit);
  return {
    lines: [
      strong(printed.value),
      ...(printed.interval === null ? [muted("no interval")] : [printed.interval]),
    ],
  };
}

function testCell(contrast: DriverContrast, scale: EffectScale): Cell {
  const number = contrastNumber(contrast, scale);
  if (number?.quantity.status !== "estimated" || number.quantity.pValue === null) return muted("not tested");
  const alone = `${formatPEquation(number.quantity.pValue)} alone`;
  return number.pAdjusted === null
    ? { lines: [muted("exploratory"), muted(alone)] }
    : { lines: [formatPEquation(number.pAdjusted), muted(alone)] };
}

function noteCell(contrast: DriverContrast, driver: Driver): Cell {
  const [factor = ""] = contrast.factors;
  const token = contrast.kind === "interaction" ? null : tokenNote(driver, factor);
  const lines = [
    contrastScope(contrast, driver),
    ...aliasNames(contrast).map((name) => `with ${name}`),
    ...(contrast.notYetApplied ? ["changed nothing up to here"] : []),
    ...(token === null ? [] : [token]),
    ...(contrast.reading === null ? [] : [contrast.reading.replaceAll("-", " ")]),
    METHOD_NAMES[contrast.shownMethod],
  ];
  return { lines: lines.filter((line) => line !== "").map((line) => muted(line)) };
}

const inOrder = <T>(scale: EffectScale, pair: readonly [T, T]) =>
  scale === "log-odds" ? [pair[1], pair[0]] : [...pair];

/** What each factor did on one eval, on both scales, and what its number is. */
export function factorsTable(
  subject: Subject,
  driver: Driver,
  title: string,
  scale: EffectScale,
): Exhibit["table"] {
  const unit = unitFor(subject, driver);
  const hasHeld = driver.contrasts.some(({ tokenAdjusted }) => tokenAdjusted !== null);
  const rows = driver.contrasts.map((contrast): Cell[] => [
    nowrap(contrastName(contrast)),
    ...inOrder<Cell>(scale, [
      quantityCell(contrastNumber(contrast, "difference")?.quantity, unit),
      quantityCell(contrastNumber(contrast, "log-odds")?.quantity, null),
    ]),
    ...(hasHeld ? [quantityCell(contrast.tokenAdjusted ?? undefined, unit)] : []),
    testCell(contrast, scale),
    noteCell(contrast, driver),
  ]);
  return table(
    title,
    [
      textColumn("Factor"),
      ...inOrder(scale, [numberColumn("Effect"), numberColumn("In log odds")]),
      ...(hasHeld ? [numberColumn("With tokens held fixed")] : []),
      ...[textColumn("After Holm"), textColumn("What it is")],
    ],
    rows,
  );
}

/** Each factor's share and their sum; between which values they lie where the design leaves them open. */
export function sharesTable(
  subject: Subject,
  driver: Driver,
  title: string,
  scale: EffectScale,
): Exhibit["table"] | null {
  const { attribution } = driver;
  const unit = unitFor(subject, driver);
  if (attribution.status === "not-estimable") {
    if (attribution.bounds.length === 0) return null;
    return table(
      title,
      [textColumn("Factor"), numberColumn("At least"), numberColumn("At most")],
      attribution.bounds.map(({ factor, lower, upper }) => [
        nowrap(factor),
        ...[lower, upper].map((value) => printDifference({ estimate: value, interval: null }, unit).value),
      ]),
    );
  }
  const { shares, total } = attribution;
  const hasGroups = shares.some(({ owen }) => owen !== null);
  const both = (numbers: typeof total): Cell[] =>
    inOrder<Cell>(scale, [
      quantityCell(shareNumber(numbers, "difference")?.quantity, unit),
      quantityCell(shareNumber(numbers, "log-odds")?.quantity, null),
    ]);
  const grouped = (numbers: typeof total | null): Cell[] => {
    if (!hasGroups) return [];
    const quantity = numbers === null ? undefined : shareNumber(numbers, scale)?.quantity;
    return [quantityCell(quantity, scale === "log-odds" ? null : unit)];
  };
  return groupedTable(
    title,
    [
      textColumn("Factor"),
      ...inOrder(scale, [numberColumn("Share"), numberColumn("In log odds")]),
      ...(hasGroups ? [numberColumn("Share by group")] : []),
    ],
    [
      {
        heading: "Shares of all against none",
        rows: [
          ...shares.map(({ factor, shapley, owen }) => [nowrap(factor), ...both(shapley), ...grouped(owen)]),
          [strong("all together"), ...both(total), ...grouped(hasGroups ? total : null)],
        ],
      },
    ],
  );
}

function levelText(level: Level | undefined): Cell {
  if (level === undefined) return NOTHING;
  if (typeof level === "number") return formatBare(level);
  return level === true ? "present" : level === false ? muted("absent") : level;
}

/** The arms that were measured together: their settings, runs, level and tokens. */
export function armsTable(subject: Subject, driver: Driver, title: string): Exhibit["table"] {
  const { factors, arms } = driver.design;
  const unit = unitFor(subject, driver);
  const levelsOf = (name: string) => subject.ablation.arms.find((arm) => arm.name === name)?.levels ?? {};
  return table(
    title,
    [
      textColumn("Arm"),
      ...factors.map(({ name }) => textColumn(name)),
      ...[numberColumn("Runs"), numberColumn("Level"), numberColumn("Tokens up to here")],
    ],
    arms.map(({ arm, runs, mean, tokens }) => [
      nowrap(arm),
      ...factors.map(({ name }) => levelText(levelsOf(arm)[name])),
      ...[runs === 0 ? NOTHING : `${runs}`, printBareLevel(mean, unit)],
      tokens === "unknown" ? muted("unknown") : formatTokens(tokens),
    ]),
  );
}
