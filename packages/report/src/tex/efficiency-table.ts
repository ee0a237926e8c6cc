import { type Efficiency, type EfficiencyArm, shownOf } from "@holdfast/core";
import type { Cell } from "../document.js";
import { formatTokens } from "../format.js";
import type { ReportMatter } from "../report-input.js";
import { contextOf, momentText, type Subject, unitFor } from "../subject.js";
import { NOTHING, numberColumn, textColumn } from "../table.js";
import { printDifference } from "../unit.js";
import { evalCell } from "./eval-cell.js";
import type { TexTable } from "./tex-table.js";

function cellsOf(subject: Subject, efficiency: Efficiency, arm: EfficiencyArm): Cell[] {
  const unit = unitFor(subject, efficiency);
  const shown = shownOf(arm);
  const printed = (quantity: NonNullable<typeof shown>["lead"] | undefined): Cell[] => {
    if (quantity?.status !== "estimated") return ["not estimable", NOTHING];
    const { value, interval } = printDifference(quantity, unit);
    return [value, interval ?? NOTHING];
  };
  return [
    arm.arm,
    evalCell(efficiency.eval, contextOf(subject, efficiency, efficiency.condition)),
    momentText(efficiency.moment),
    formatTokens(arm.tokens),
    arm.extraTokens === null ? "unknown" : formatTokens(Math.max(0, arm.extraTokens)),
    ...printed(shown?.lead),
    ...printed(shown?.perMillion),
  ];
}

/** What the data of each arm bought for its tokens. */
export function efficiencyTable({ subject, analysis }: ReportMatter, name: string): TexTable {
  return {
    label: `tab:${name}-efficiency`,
    caption:
      "Efficiency: the lead of each arm, and the improvement for each million tokens beyond the control's. Arms of unequal tokens are not ranked by it.",
    columns: [
      ...[textColumn("Arm"), textColumn("Eval"), textColumn("After"), numberColumn("Tokens")],
      ...[numberColumn("Extra tokens"), numberColumn("Lead"), numberColumn("Interval")],
      ...[numberColumn("Per million"), numberColumn("Interval")],
    ],
    rows: analysis.efficiency
      .filter(({ reason }) => reason === null)
      .flatMap((efficiency) => efficiency.arms.map((arm) => cellsOf(subject, efficiency, arm))),
  };
}
