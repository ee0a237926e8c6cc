import type { Ablation, Basis, PowerCurve, PowerRow } from "@holdfast/core";
import type { Cell } from "../document.js";
import type { Exhibit } from "../exhibit.js";
import { gridRuns, powerGridFigure } from "../figures/power-grid.js";
import { powerPromptsFigure } from "../figures/power-prompts.js";
import { powerRetentionFigure } from "../figures/power-retention.js";
import { chosenLine, powerRunsFigure } from "../figures/power-runs.js";
import { formatBare, formatCount, formatNumber, formatQuantity, formatShare } from "../format.js";
import { leadUp, unitOfRow } from "../sentences/power-sentence.js";
import { NOTHING, numberColumn, strong, table } from "../table.js";
import type { Unit } from "../unit.js";

const percent = (power: number | null): Cell =>
  power === null ? NOTHING : `${formatNumber(Math.floor(power * 100 + 1e-9))}%`;

const FROM: Readonly<Record<Basis["from"], string>> = {
  given: "as given",
  registered: "as registered",
  evidence: "from the outcomes so far",
  assumed: "assumed, not measured",
};

/** Which variance stands behind the leads, and where it is from. */
function varianceWords(row: PowerRow, curve: PowerCurve, unit: Unit): string {
  const { seed, seedByPrompt, score } = row.spread;
  const parts = [
    `seeds ${leadUp(seed.value, unit)} (${FROM[seed.from]})`,
    ...(seedByPrompt.value === 0
      ? []
      : [`prompts within seeds ${leadUp(seedByPrompt.value, unit)} (${FROM[seedByPrompt.from]})`]),
    `single scores ${leadUp(score.value, unit)} (${FROM[score.from]})`,
  ];
  return `Nothing here is an outcome. The test is the one that leads get: runs are the unit, and each arm's own spread between runs is estimated from its runs. Standard deviations behind it: ${parts.join(", ")}; ${formatQuantity(Number(formatBare(curve.chosen.epochs)), "score")} a prompt.`;
}

const bold = (text: string, isChosen: boolean): Cell => (isChosen ? strong(text) : text);

function runsExhibit(curve: PowerCurve, row: PowerRow, unit: Unit): Exhibit {
  const { lines, chosen, comparisons } = curve;
  const own = chosenLine(curve);
  const points = own?.points ?? [];
  const at = (line: PowerCurve["lines"][number], runs: number) =>
    line.points.find((point) => point.runs === runs);
  return {
    id: "power-runs",
    title: "What this design can find, and what more runs would",
    figure: powerRunsFigure(curve, unit, { id: "power-runs" }),
    caption: `The smallest lead that is found, over runs an arm: a lead below the line is missed more often than wanted. ${comparisons > 1 ? `Dashed: the same at Holm's first step over ${formatCount(comparisons)} comparisons. ` : ""}${varianceWords(row, curve, unit)}`,
    table: table(
      "What is found, over runs",
      [
        numberColumn("Runs an arm"),
        ...lines.map(({ prompts }) => numberColumn(formatQuantity(prompts, "prompt"))),
        numberColumn(`Holm's first of ${formatCount(comparisons)}`),
        numberColumn(
          curve.smallestEffect === null ? "Power" : `Power at ${leadUp(curve.smallestEffect, unit)}`,
        ),
      ],
      points.map((point) => [
        bold(formatCount(point.runs), point.runs === chosen.runs),
        ...lines.map((line): Cell => {
          const found = at(line, point.runs);
          return found === undefined
            ? NOTHING
            : bold(
                leadUp(found.detectable, unit),
                point.runs === chosen.runs && line.prompts === chosen.prompts,
              );
        }),
        leadUp(point.holmFirst, unit),
        percent(point.power),
      ]),
    ),
    tidy: {
      columns: ["eval", "runs", "prompts", "epochs", "detectable", "holmFirst", "power"],
      rows: lines.flatMap((line) =>
        line.points.map((point) => [
          ...[curve.eval, point.runs, line.prompts, chosen.epochs],
          ...[point.detectable, point.holmFirst, point.power],
        ]),
      ),
    },
    methods: ["power-lead"],
  };
}

function promptsExhibit(curve: PowerCurve, unit: Unit): Exhibit[] {
  const figure = powerPromptsFigure(curve, unit, { id: "power-prompts" });
  if (figure === null) return [];
  const { prompts, chosen } = curve;
  return [
    {
      id: "power-prompts",
      title: "What more prompts can do, and what they cannot",
      figure,
      caption: `The same leads over prompts, with ${formatQuantity(chosen.runs, "run")} an arm throughout. The solid line counts how runs differ; the dashed one is what a z-test over prompts and scores would claim to find. It takes these runs for the only ones there could be, so its claim is about these checkpoints; trained again, the recipe need not show it.`,
      table: table(
        "What is found, over prompts",
        [numberColumn("Prompts"), numberColumn("Found"), numberColumn("A z-test would claim")],
        prompts.map((point) => [
          bold(formatCount(point.prompts), point.prompts === chosen.prompts),
          leadUp(point.detectable, unit),
          leadUp(point.promptsOnly, unit),
        ]),
      ),
      tidy: {
        columns: ["eval", "runs", "prompts", "epochs", "detectable", "promptsOnly"],
        rows: prompts.map((point) => [
          ...[curve.eval, chosen.runs, point.prompts, chosen.epochs],
          ...[point.detectable, point.promptsOnly],
        ]),
      },
      methods: ["power-lead"],
    },
  ];
}

function retentionExhibit(curve: PowerCurve, row: PowerRow, unit: Unit): Exhibit {
  const { retention, lead, share, wantedPower, chosen } = curve;
  const { correlation } = row.spread;
  return {
    id: "power-retention",
    title: "Chance to prove that a lead held",
    figure: powerRetentionFigure(curve, unit, { id: "power-retention" }),
    caption: `How often the verdict's own rule proves that more than ${formatShare(share)} of a lead is left, where all of it truly is. That the lead itself must stand first is not in it. A run's means at the two stages correlate by ${formatBare(correlation.value)} (${FROM[correlation.from]}), and runs differ alike at both.`,
    table: table(
      "Retention, over runs",
      [
        numberColumn("Runs an arm"),
        numberColumn(`Proved with ${formatNumber(Math.floor(wantedPower * 100 + 1e-9))}% for leads of`),
        numberColumn(lead === null ? "Chance" : `Chance for ${leadUp(lead, unit)}`),
      ],
      retention.map((point) => [
        bold(formatCount(point.runs), point.runs === chosen.runs),
        leadUp(point.provable, unit),
        percent(point.power),
      ]),
    ),
    tidy: {
      columns: ["eval", "runs", "lead", "share", "provable", "power"],
      rows: retention.map((point) => [curve.eval, point.runs, lead, share, point.provable, point.power]),
    },
    methods: ["power-retention"],
  };
}

function gridExhibit(curve: PowerCurve, unit: Unit): Exhibit {
  const { seeds, chosen, seedSd } = curve;
  const runs = gridRuns(curve);
  return {
    id: "power-grid",
    title: "What if seeds differ more, or less",
    figure: powerGridFigure(curve, unit, { id: "power-grid" }),
    caption: `The smallest lead that is found${unit.difference === "" ? "" : `, ${unit.difference}`}, by runs an arm and by how far the rate of one arm moves from seed to seed (standard deviation). ${formatQuantity(chosen.prompts, "prompt")} throughout. How seeds differ is the least known number of a plan: read the column of this design from its row down.`,
    table: table(
      "Runs by deviation of seeds",
      [numberColumn("Seeds differ by"), ...runs.map((count) => numberColumn(formatQuantity(count, "run")))],
      seeds.map((line) => [
        bold(leadUp(line.seedSd, unit), line.seedSd === seedSd),
        ...runs.map((count): Cell => {
          const found = line.points.find((point) => point.runs === count);
          return found === undefined
            ? NOTHING
            : bold(leadUp(found.detectable, unit), count === chosen.runs && line.seedSd === seedSd);
        }),
      ]),
    ),
    tidy: {
      columns: ["eval", "seedSd", "runs", "prompts", "epochs", "detectable"],
      rows: seeds.flatMap((line) =>
        line.points.map((point) => [
          ...[curve.eval, line.seedSd, point.runs, chosen.prompts, chosen.epochs, point.detectable],
        ]),
      ),
    },
    methods: ["power-lead"],
  };
}

/** A planned design and those around it, on one eval: over runs, over prompts, for retention, for other seeds. */
export function powerCurveExhibits(ablation: Ablation | null, curve: PowerCurve, row: PowerRow): Exhibit[] {
  const unit = unitOfRow(ablation, curve);
  return [
    runsExhibit(curve, row, unit),
    ...promptsExhibit(curve, unit),
    retentionExhibit(curve, row, unit),
    gridExhibit(curve, unit),
  ];
}
