import { type Ablation, type Arm, controlOf, type Mix, tokensOf } from "@holdfast/core";
import type { Cell } from "../document.js";
import type { Exhibit, TidyTable } from "../exhibit.js";
import { type ArmRuns, designFigure } from "../figures/design.js";
import { levelText } from "../figures/design-layout.js";
import { tokenBar, totalText } from "../figures/token-bar.js";
import { matterOf, type ReportInput, type ReportMatter } from "../report-input.js";
import { muted, NOTHING, nowrap, numberColumn, table, textColumn, UNKNOWN_TEXT } from "../table.js";
import { armRuns } from "./arm-runs.js";
import { evalsExhibit } from "./evals.js";
import { mixesExhibit, recipesExhibit } from "./mixes.js";

function mixedStages({ arms, stages }: Ablation): string[] {
  return stages
    .map(({ name }) => name)
    .filter((stage) => arms.some(({ mixes }) => mixes[stage] !== undefined));
}

function levelCell(ablation: Ablation, arm: Arm, index: number): Cell {
  const factor = ablation.factors[index];
  const level = factor === undefined ? undefined : arm.levels[factor.name];
  if (factor === undefined || level === undefined) return NOTHING;
  const text = levelText(level, factor);
  return level === false || level === 0 ? muted(text) : text;
}

function runsCell({ planned, recorded }: ArmRuns): Cell {
  if (planned === null) return recorded === 0 ? muted("none named") : String(recorded);
  return `${recorded} of ${planned}`;
}

function controlCell({ registration: { ablation }, subject }: ReportMatter, arm: string): Cell {
  const control = controlOf(ablation, arm);
  return control ?? muted(subject.controls.has(arm) ? "is the control" : "none");
}

function tokensCell(ablation: Ablation, arm: string, stage: string): Cell {
  const bar = tokenBar(ablation, arm, stage);
  if (bar === null) return NOTHING;
  return bar.known === 0 && bar.total === "unknown" ? UNKNOWN_TEXT : totalText(bar);
}

function armsTable(matter: ReportMatter, runs: ReadonlyMap<string, ArmRuns>): Exhibit["table"] {
  const { ablation } = matter.registration;
  const stages = mixedStages(ablation);
  const isControlled = ablation.design !== "observational";
  return table(
    "Arms",
    [
      textColumn("Arm"),
      ...ablation.factors.map(({ name, unit }) => textColumn(unit === undefined ? name : `${name}, ${unit}`)),
      numberColumn("Runs with outcomes"),
      ...(isControlled ? [textColumn("Control")] : []),
      ...stages.map((stage) => numberColumn(`${stage} tokens`)),
    ],
    ablation.arms.map((arm): Cell[] => [
      {
        lines: [
          nowrap(arm.name),
          ...(arm.title === undefined ? [] : [muted(arm.title)]),
          ...(arm.note === undefined ? [] : [muted(arm.note)]),
        ],
      },
      ...ablation.factors.map((_, index) => levelCell(ablation, arm, index)),
      runsCell(runs.get(arm.name) ?? { planned: null, recorded: 0 }),
      ...(isControlled ? [controlCell(matter, arm.name)] : []),
      ...stages.map((stage) => tokensCell(ablation, arm.name, stage)),
    ]),
  );
}

const countOf = (mix: Mix | undefined) => {
  const tokens = mix === undefined ? null : tokensOf(mix);
  return tokens === "unknown" ? null : tokens;
};

function armsTidy(ablation: Ablation, runs: ReadonlyMap<string, ArmRuns>): TidyTable {
  const stages = mixedStages(ablation);
  return {
    columns: [
      ...["arm", "control", "plannedRuns", "recordedRuns"],
      ...ablation.factors.map(({ name }) => `factor.${name}`),
      ...stages.map((stage) => `tokens.${stage}`),
    ],
    rows: ablation.arms.map(({ name, levels, mixes }) => [
      ...[name, controlOf(ablation, name)],
      ...[runs.get(name)?.planned ?? null, runs.get(name)?.recorded ?? null],
      ...ablation.factors.map((factor) => levels[factor.name] ?? null),
      ...stages.map((stage) => countOf(mixes[stage])),
    ]),
  };
}

function captionOf(ablation: Ablation): string {
  const seeds =
    ablation.seeds === "unknown"
      ? "How many runs were planned is not stated."
      : "Dots are the planned runs of each arm, filled where outcomes are recorded.";
  const factors = ablation.factors.length === 0 ? "" : "Filled squares: present; hollow: absent. ";
  const bars =
    mixedStages(ablation).length === 0
      ? "No mix is stated for any arm."
      : "Bars are tokens over all epochs, on one scale: grey is what the arm's control was given too, colour what it was not, hatched what nobody counted.";
  return `${factors}${seeds} ${bars} Nothing here is estimated, so there are no error bars.`;
}

/** The design as it is registered: arms by factors with their data, components, recipes and evals. */
export function designExhibits(input: ReportInput): Exhibit[] {
  const matter = matterOf(input);
  const { ablation } = matter.registration;
  const runs = armRuns(ablation, input.analysis.evidence);
  const arms: Exhibit = {
    id: "design",
    title: "What every arm was given",
    figure: designFigure(ablation, { id: "design", runs }),
    caption: captionOf(ablation),
    table: armsTable(matter, runs),
    tidy: armsTidy(ablation, runs),
    methods: [],
  };
  const rest = [mixesExhibit(ablation), recipesExhibit(ablation)].filter((one) => one !== null);
  return [arms, ...rest, evalsExhibit(ablation)];
}
