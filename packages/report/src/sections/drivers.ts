import type { Driver } from "@holdfast/core";
import type { Block, Section } from "../document.js";
import { exhibitBlocks } from "../exhibit.js";
import { driverPlaceExhibits, shownDrivers } from "../exhibits/drivers.js";
import { formatBare, formatTokens } from "../format.js";
import type { ReportMatter } from "../report-input.js";
import { driverRemarks } from "../sentences/driver-remarks.js";
import { designText, driverPlace, driverSentence, promptsText } from "../sentences/driver-sentence.js";
import { roleOf, type Subject, stageIndex } from "../subject.js";
import { listed, paragraph } from "../table.js";

/** The last moment of each eval that is no guardrail is drawn; of all others a report has the tables alone. */
function isDrawn(subject: Subject, all: readonly Driver[], one: Driver): boolean {
  const later = all.some(
    (other) =>
      other.eval === one.eval &&
      stageIndex(subject, other.moment.stage) > stageIndex(subject, one.moment.stage),
  );
  return roleOf(subject, one.eval) !== "guardrail" && !later;
}

function tokenBlocks({ tokens, design }: Driver): Block[] {
  const inflated = tokens.factors.map(
    ({ factor, inflation }) => `${factor} ${inflation === null ? "without end" : formatBare(inflation)}`,
  );
  if (inflated.length === 0) return [];
  const counted = design.arms.map(
    (arm) => `${arm.arm} ${arm.tokens === "unknown" ? "unknown" : formatTokens(arm.tokens)}`,
  );
  return [
    paragraph(
      `Tokens up to here: ${listed(counted)}. Variance inflation of each factor by log tokens and the others: ${listed(inflated)}.`,
      "note",
    ),
  ];
}

/** Which factor did it: what the design identifies, shares, and what cannot be told apart. */
export function driversSection(matter: ReportMatter): Section | null {
  const { subject } = matter;
  const drivers = shownDrivers(matter);
  if (drivers.length === 0) return null;
  return {
    id: "drivers",
    title: "Drivers",
    blocks: [
      { kind: "list", items: drivers.map((driver) => driverSentence(subject, driver)) },
      ...drivers.flatMap((driver, index): Block[] => {
        const { factors, shares } = driverPlaceExhibits(matter, driver, index, "difference");
        const parts = shares === null ? [factors] : [factors, shares];
        const drawn = isDrawn(subject, drivers, driver);
        return [
          {
            kind: "subheading",
            text: `${driverPlace(subject, driver)}: ${designText(driver)}${promptsText(driver)}`,
          },
          ...parts.flatMap((exhibit) => (drawn ? exhibitBlocks(exhibit) : [exhibit.table])),
          ...driverRemarks(driver).map((text) => paragraph(text, "note")),
          ...tokenBlocks(driver),
        ];
      }),
    ],
  };
}
