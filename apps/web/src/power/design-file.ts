import type { Ablation, PowerRow } from "@holdfast/core";
import { formatNumber, formatQuantity, leadUp, unitOfRow } from "@holdfast/report";

/** A design as an ablation file states it. */
export interface StatedDesign {
  readonly runs: number;
  readonly prompts: number;
  readonly epochs: number;
  /** To find the smallest effect; null where none is named or nothing can be tested. */
  readonly power: number | null;
}

/** The design of the row itself. */
export function designOfRow(row: PowerRow): StatedDesign {
  const lead = row.leads.find(
    ({ variance, target, step }) => variance === "pair" && target === row.shownTarget && step === "alone",
  );
  const { runs, prompts, epochs } = row.design;
  return {
    ...{ runs: runs.value, prompts: prompts.value, epochs: Math.max(1, Math.round(epochs.value)) },
    power: lead?.ownTest?.power ?? lead?.power ?? null,
  };
}

const FROM = {
  given: "taken as given",
  registered: "as registered",
  evidence: "from outcomes",
  assumed: "assumed",
};

/** Why the design is large enough, or that it is not, in one sentence. */
function statement(ablation: Ablation | null, row: PowerRow, design: StatedDesign): string {
  const unit = unitOfRow(ablation, row);
  const { runs, prompts, epochs, power } = design;
  const size = `${formatQuantity(runs, "run")} an arm, ${formatQuantity(prompts, "prompt")} and ${formatQuantity(epochs, "epoch")}`;
  const { seed } = row.spread;
  const where = row.eval === null ? "" : ` on ${row.eval}`;
  const found =
    power === null || row.smallestEffect === null
      ? "no smallest effect was named"
      : `a lead of ${leadUp(row.smallestEffect, unit)}${where} is found in ${formatNumber(Math.floor(power * 100 + 1e-9))}% of cases`;
  const alpha = row.leads.find(({ step }) => step === "alone")?.alpha ?? 0;
  return `Power before the runs: with ${size}, ${found} (two-sided ${alpha}, one comparison; seeds differ by ${leadUp(seed.value, unit)}, ${FROM[seed.from]}).`;
}

/** The lines of an ablation file that say so. */
export function designFile(ablation: Ablation | null, row: PowerRow, design: StatedDesign): string {
  const alpha = row.leads.find(({ step }) => step === "alone")?.alpha;
  return [
    `seeds: ${design.runs},`,
    "plan: {",
    ...(row.smallestEffect === null ? [] : [`  smallestEffect: ${row.smallestEffect},`]),
    ...(alpha === undefined ? [] : [`  alpha: ${alpha},`]),
    "},",
    `// for each eval: samples: ${design.prompts}, and ${formatQuantity(design.epochs, "epoch")}`,
    "note:",
    `  ${JSON.stringify(statement(ablation, row, design))},`,
    "",
  ].join("\n");
}
