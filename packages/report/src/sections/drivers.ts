import { type Driver, type DriverContrast, type Quantity, shownNumber, termText } from "@holdfast/core";
import type { Block, Cell, Section } from "../document.js";
import { formatBare, formatPEquation, formatTokens } from "../format.js";
import type { ReportMatter } from "../report-input.js";
import {
  contrastName,
  contrastScope,
  designText,
  driverPlace,
  driverSentence,
  METHOD_NAMES,
  promptsText,
} from "../sentences/driver-sentence.js";
import { ROLES, roleOf, type Subject, unitFor } from "../subject.js";
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
import { printDifference, printLogOdds, type Unit } from "../unit.js";

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

function testCell(contrast: DriverContrast): Cell {
  const number = shownNumber(contrast);
  if (number?.quantity.status !== "estimated" || number.quantity.pValue === null) return muted("not tested");
  const alone = `${formatPEquation(number.quantity.pValue)} alone`;
  return number.pAdjusted === null
    ? { lines: [muted("exploratory"), muted(alone)] }
    : { lines: [formatPEquation(number.pAdjusted), muted(alone)] };
}

function noteCell(contrast: DriverContrast, driver: Driver): Cell {
  const lines = [
    contrastScope(contrast, driver),
    ...contrast.aliasedWith.map(
      ({ factors, sign }) => `with ${sign < 0 ? "\u2212" : ""}${termText(factors)}`,
    ),
    ...(contrast.notYetApplied ? ["changed nothing up to here"] : []),
    ...(contrast.reading === null ? [] : [contrast.reading.replaceAll("-", " ")]),
    METHOD_NAMES[contrast.shownMethod],
  ];
  return { lines: lines.filter((line) => line !== "").map((line) => muted(line)) };
}

/** Signs of a fraction and shares of the whole, in words under the table. */
function remarks(driver: Driver): string[] {
  const { design, attribution } = driver;
  const words = design.definingRelation.map(
    ({ factors, sign }) => `${sign < 0 ? "\u2212" : ""}${termText(factors)}`,
  );
  return [
    ...(words.length === 0
      ? []
      : [`Defining relation: I = ${words.join(" = ")}; resolution ${design.resolution ?? 0}.`]),
    ...(design.missing.length === 0 ? [] : [`Without an outcome: ${listed(design.missing)}.`]),
    ...(attribution.status === "not-estimable" && design.factors.length > 1
      ? [`Shares of the whole are not estimable, because ${attribution.reason}.`]
      : []),
  ];
}

function shareRows(subject: Subject, driver: Driver): Cell[][] {
  const { attribution } = driver;
  if (attribution.status === "not-estimable") return [];
  const unit = unitFor(subject, driver);
  const shown = (
    numbers: Extract<Driver["attribution"], { status: "estimated" }>["total"],
    scale: "difference" | "log-odds",
  ) => {
    const own = numbers.filter((number) => number.scale === scale);
    return (own.find(({ quantity }) => quantity.status === "estimated") ?? own[0])?.quantity;
  };
  return [
    ...attribution.shares.map(({ factor, shapley, owen }) => [
      nowrap(factor),
      quantityCell(shown(shapley, "difference"), unit),
      owen === null ? NOTHING : quantityCell(shown(owen, "difference"), unit),
      quantityCell(shown(shapley, "log-odds"), null),
    ]),
    [
      strong("all together"),
      quantityCell(shown(attribution.total, "difference"), unit),
      NOTHING,
      quantityCell(shown(attribution.total, "log-odds"), null),
    ],
  ];
}

const CONTRASTS = [
  textColumn("Factor"),
  numberColumn("Effect"),
  numberColumn("In log odds"),
  textColumn("After Holm"),
  textColumn("What it is"),
];
const SHARES = [
  textColumn("Factor"),
  numberColumn("Share"),
  numberColumn("Share by group"),
  numberColumn("In log odds"),
];

function blocksOf(subject: Subject, driver: Driver): Block[] {
  const unit = unitFor(subject, driver);
  const place = driverPlace(subject, driver);
  const rows = driver.contrasts.map((contrast): Cell[] => {
    const logOdds =
      shownNumber(contrast, "log-odds") ?? shownNumber({ ...contrast, shownMethod: "pooled" }, "log-odds");
    return [
      nowrap(contrastName(contrast)),
      quantityCell(shownNumber(contrast)?.quantity, unit),
      quantityCell(logOdds?.quantity, null),
      testCell(contrast),
      noteCell(contrast, driver),
    ];
  });
  const shares = shareRows(subject, driver);
  const { inflated, tokens } = {
    inflated: driver.tokens.factors.map(
      ({ factor, inflation }) => `${factor} ${inflation === null ? "without end" : formatBare(inflation)}`,
    ),
    tokens: driver.design.arms.map(
      (arm) => `${arm.arm} ${arm.tokens === "unknown" ? "unknown" : formatTokens(arm.tokens)}`,
    ),
  };
  return [
    { kind: "subheading", text: `${place}: ${designText(driver)}${promptsText(driver)}` },
    groupedTable(`Factors on ${place}`, CONTRASTS, [{ heading: null, rows }]),
    ...(shares.length === 0
      ? []
      : [
          groupedTable(`Shares on ${place}`, SHARES, [
            { heading: "Shares of all against none", rows: shares },
          ]),
        ]),
    ...remarks(driver).map((text) => paragraph(text, "note")),
    ...(inflated.length === 0
      ? []
      : [
          paragraph(
            `Tokens up to here: ${listed(tokens)}. Variance inflation of each factor by log tokens and the others: ${listed(inflated)}.`,
            "note",
          ),
        ]),
  ];
}

/** Which factor did it: what the design identifies, shares, and what cannot be told apart. */
export function driversSection({ analysis, subject }: ReportMatter): Section | null {
  const drivers = analysis.drivers
    .filter(({ contrasts }) => contrasts.length > 0)
    .map((driver, position) => ({ driver, position, role: ROLES.indexOf(roleOf(subject, driver.eval)) }))
    .sort((a, b) => a.role - b.role || a.position - b.position)
    .map(({ driver }) => driver);
  if (drivers.length === 0) return null;
  return {
    id: "drivers",
    title: "Drivers",
    blocks: [
      { kind: "list", items: drivers.map((driver) => driverSentence(subject, driver)) },
      ...drivers.flatMap((driver) => blocksOf(subject, driver)),
    ],
  };
}
