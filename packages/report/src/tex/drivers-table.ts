import { type DriverContrast, shownNumber } from "@holdfast/core";
import type { Cell } from "../document.js";
import { formatPValue } from "../format.js";
import type { ReportMatter } from "../report-input.js";
import { contrastName } from "../sentences/driver-sentence.js";
import { contextOf, momentText, unitFor } from "../subject.js";
import { NOTHING, numberColumn, textColumn } from "../table.js";
import { printDifference, type Unit } from "../unit.js";
import { evalCell } from "./eval-cell.js";
import type { TexTable } from "./tex-table.js";

function numberCells(contrast: DriverContrast, unit: Unit): Cell[] {
  const shown = shownNumber(contrast);
  if (shown?.quantity.status !== "estimated") return ["not estimable", NOTHING, NOTHING, NOTHING];
  const { value, interval } = printDifference(shown.quantity, unit);
  const { pValue } = shown.quantity;
  return [
    value,
    interval ?? NOTHING,
    pValue === null ? NOTHING : formatPValue(pValue),
    shown.pAdjusted === null ? NOTHING : formatPValue(shown.pAdjusted),
  ];
}

/** What each factor did. */
export function driversTable({ subject, analysis }: ReportMatter, name: string): TexTable {
  const rows = analysis.drivers.flatMap((driver) =>
    driver.contrasts.map((contrast): Cell[] => [
      contrastName(contrast),
      contrast.kind.replaceAll("-", " "),
      evalCell(driver.eval, contextOf(subject, driver, driver.condition)),
      momentText(driver.moment),
      ...numberCells(contrast, unitFor(subject, driver)),
      contrast.reading === null ? NOTHING : contrast.reading.replaceAll("-", " "),
    ]),
  );
  return {
    label: `tab:${name}-drivers`,
    caption:
      "Drivers: what the design identifies of each factor. Adjusted by Holm over the main effects of one eval; an interaction is named only where its sign is the same in log odds.",
    columns: [
      ...[textColumn("Factor"), textColumn("Contrast"), textColumn("Eval"), textColumn("After")],
      ...[numberColumn("Effect"), numberColumn("Interval"), numberColumn("p"), numberColumn("p adjusted")],
      textColumn("Reading"),
    ],
    rows,
  };
}
