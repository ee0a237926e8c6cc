import type { Ablation, LeadPower, PowerRow } from "@holdfast/core";
import type { Cell } from "../document.js";
import type { Exhibit } from "../exhibit.js";
import { formatBare, formatCount, formatNumber } from "../format.js";
import { leadUp, unitOfRow } from "../sentences/power-sentence.js";
import { muted, NOTHING, nowrap, numberColumn, table, textColumn } from "../table.js";

const STEPS: Readonly<Record<LeadPower["step"], string>> = {
  alone: "alone",
  "holm-first": "at Holm's first step",
};

/** A probability in percent, rounded down. */
function percent(power: number | null | undefined): Cell {
  return power === null || power === undefined ? NOTHING : `${formatNumber(Math.floor(power * 100 + 1e-9))}%`;
}

function leadOf(row: PowerRow, step: LeadPower["step"]): LeadPower | undefined {
  return row.leads.find(
    (lead) => lead.variance === "pair" && lead.target === row.shownTarget && lead.step === step,
  );
}

/** The cheapest of the designs that were tried which find the smallest effect; null where none is named. */
export function cheapestExhibit(ablation: Ablation | null, row: PowerRow, prices: string): Exhibit | null {
  const { cheapest, smallestEffect } = row;
  if (smallestEffect === null || cheapest.length === 0) return null;
  const effect = leadUp(smallestEffect, unitOfRow(ablation, row));
  const shown = row.design.comparisons.value > 1 ? cheapest : cheapest.slice(0, 1);
  return {
    id: "power-cheapest",
    title: `The cheapest design that finds ${effect}`,
    figure: null,
    caption: `The fewest costs over 2 to 40 runs an arm, 25 to 1,600 prompts and 1 to 20 epochs, at ${prices}. Only the ratios of prices matter.`,
    table: table(
      "The cheapest designs",
      [
        textColumn("Tested"),
        numberColumn("Runs an arm"),
        numberColumn("Prompts"),
        numberColumn("Epochs"),
        numberColumn("Power"),
        numberColumn("Cost"),
      ],
      shown.map(({ step, design }): Cell[] =>
        design === null
          ? [STEPS[step], muted("none that was tried: more prompts do not make up for seeds"), "", "", "", ""]
          : [
              ...[STEPS[step], formatCount(design.runs), formatCount(design.prompts)],
              ...[formatCount(design.epochs), percent(design.power), formatBare(Math.round(design.cost))],
            ],
      ),
    ),
    tidy: {
      columns: ["eval", "step", "runs", "prompts", "epochs", "power", "cost"],
      rows: shown.map(({ step, design }) => [
        ...[row.eval, step, design?.runs ?? null, design?.prompts ?? null, design?.epochs ?? null],
        ...[design?.power ?? null, design?.cost ?? null],
      ]),
    },
    methods: ["cheapest-design"],
  };
}

/** What the registered design finds on each of its evals. */
export function powerEvalsExhibit(ablation: Ablation, rows: readonly PowerRow[]): Exhibit {
  return {
    id: "power-evals",
    title: "On every eval",
    figure: null,
    caption:
      "The smallest lead that is found on each eval, in its own unit, by the test that leads get on the pair's own variance between runs. Each eval has the spread that its own outcomes show, where they do.",
    table: table(
      "What is found on every eval",
      [
        textColumn("Eval"),
        numberColumn("Found, alone"),
        numberColumn("At Holm's first step"),
        numberColumn("Power"),
        numberColumn("Retention proved for"),
        textColumn("Seeds differ by"),
      ],
      rows.map((row): Cell[] => {
        const unit = unitOfRow(ablation, row);
        const [alone, first] = [leadOf(row, "alone"), leadOf(row, "holm-first")];
        const found = (lead: LeadPower | undefined): Cell => {
          const value = lead?.ownTest?.detectable ?? lead?.detectable ?? null;
          return value === null ? muted("not testable") : leadUp(value, unit);
        };
        const kept = row.retention.find(
          ({ variance, target }) => variance === "pair" && target === row.shownTarget,
        );
        return [
          nowrap(row.eval ?? ""),
          ...[found(alone), found(first), percent(alone?.ownTest?.power ?? alone?.power)],
          kept === undefined || kept.provable === null ? NOTHING : leadUp(kept.provable, unit),
          `${leadUp(row.spread.seed.value, unit)} (${row.spread.seed.from})`,
        ];
      }),
    ),
    tidy: {
      columns: ["eval", "detectable", "holmFirst", "power", "provable", "seedSd", "seedSdFrom"],
      rows: rows.map((row) => {
        const [alone, first] = [leadOf(row, "alone"), leadOf(row, "holm-first")];
        const kept = row.retention.find(
          ({ variance, target }) => variance === "pair" && target === row.shownTarget,
        );
        return [
          ...[row.eval, alone?.ownTest?.detectable ?? null, first?.ownTest?.detectable ?? null],
          ...[alone?.ownTest?.power ?? null, kept?.provable ?? null],
          ...[row.spread.seed.value, row.spread.seed.from],
        ];
      }),
    },
    methods: ["power-lead", "power-retention"],
  };
}
