import type { RecipeCheck } from "@holdfast/core";
import type { Cell, Text } from "../document.js";
import type { Exhibit } from "../exhibit.js";
import { recipeGridFigure } from "../figures/recipe-grid.js";
import type { ReportInput } from "../report-input.js";
import { code, muted, nowrap, strong, table, textColumn, wideColumn } from "../table.js";
import { withCode } from "../with-code.js";

const MOST_DIFFERENCES = 6;

function differenceLines({ differences, reason }: RecipeCheck): Text[] {
  const lines = differences
    .slice(0, MOST_DIFFERENCES)
    .map(
      ({ setting, control, arm }): Text => [code(setting), `: ${control ?? "not set"} → ${arm ?? "not set"}`],
    );
  const left = differences.length - lines.length;
  return [withCode(reason), ...lines, ...(left > 0 ? [muted(`and ${left} more`)] : [])];
}

const WORDS: Readonly<Record<RecipeCheck["status"], Text>> = {
  matched: "one recipe",
  differs: strong("differs"),
  unknown: muted("unknown"),
};

/** Whether arms differ from their control in more than data; null where there is nothing to compare. */
export function recipeCheckExhibit({ registration, analysis }: ReportInput): Exhibit | null {
  const { recipeChecks: checks } = analysis;
  if (checks.length === 0) return null;
  const order = { differs: 0, unknown: 1, matched: 2 };
  const sorted = [...checks].sort((a, b) => order[a.status] - order[b.status]);
  return {
    id: "recipe-check",
    title: "Are arms matched in all but data?",
    figure: recipeGridFigure(registration.ablation, checks, { id: "recipe-check" }),
    caption:
      "Each arm against its control, stage by stage. Where recipes differ, the lead is not that of the data alone; where they are not recorded, nobody can tell. No bars: settings are compared, nothing is estimated.",
    table: table(
      "Recipes of arms and controls",
      [
        textColumn("Arm"),
        textColumn("Control"),
        textColumn("Stage"),
        textColumn("Recipe"),
        wideColumn("Because"),
      ],
      sorted.map((check): Cell[] => [
        nowrap(check.arm),
        check.control,
        check.stage,
        WORDS[check.status],
        { lines: differenceLines(check) },
      ]),
    ),
    tidy: {
      columns: ["arm", "control", "stage", "status", "reason", "setting", "controlValue", "armValue"],
      rows: checks.flatMap(({ arm, control, stage, status, reason, differences }) => {
        const head = [arm, control, stage, status, reason];
        return differences.length === 0
          ? [[...head, null, null, null]]
          : differences.map((one) => [...head, one.setting, one.control, one.arm]);
      }),
    },
    methods: [],
  };
}
