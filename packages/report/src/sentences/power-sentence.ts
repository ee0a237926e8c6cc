import { type Ablation, boundsOf, DEFAULT_JUDGE, metricNamed, type PowerRow } from "@holdfast/core";
import { formatBare, formatCount, formatNumber, formatQuantity } from "../format.js";
import { listed } from "../table.js";
import { type Unit, unitOf } from "../unit.js";

/** Percent, rounded so that no more is promised than was worked out. */
function percentDown(share: number): string {
  return `${formatNumber(Math.floor(share * 100 + 1e-9))}%`;
}

/** A lead that is just found, rounded up: a smaller one would be found less often. */
export function leadUp(value: number, { factor, difference }: Unit): string {
  const scaled = value * factor;
  const decimals =
    factor === 1 ? Math.max(0, Math.min(4, 1 - Math.floor(Math.log10(Math.abs(scaled) || 1)))) : 1;
  const step = 10 ** decimals;
  const text = formatNumber(Math.ceil(scaled * step - 1e-9) / step, decimals);
  const bare = text.includes(".") ? text.replace(/\.?0+$/, "") : text;
  return difference === "" ? bare : `${bare} ${difference}`;
}

/** The unit of a row's metric; a design without an ablation is about rates. */
export function unitOfRow(ablation: Ablation | null, row: Pick<PowerRow, "eval" | "metric">): Unit {
  const value = ablation?.evals.find(({ id }) => id === row.eval);
  const metric = value === undefined || row.metric === null ? undefined : metricNamed(value, row.metric);
  return metric === undefined
    ? unitOf({ name: "score", direction: "lower-is-better", scale: { kind: "binary" } })
    : unitOf(metric);
}

/** `0 to 10` where the row's metric has a scale of its own; null for one from 0 to 1. */
function ownScale(ablation: Ablation | null, row: PowerRow): string | null {
  const value = ablation?.evals.find(({ id }) => id === row.eval);
  const metric = value === undefined || row.metric === null ? undefined : metricNamed(value, row.metric);
  if (metric === undefined) return null;
  const { lower, upper } = boundsOf(metric.scale);
  return lower === 0 && upper === 1 ? null : `${formatBare(lower)} to ${formatBare(upper)}`;
}

/** The row's numbers for one comparison or for Holm's first step, on the pair's own variance. */
function leadAt(row: PowerRow, step: "alone" | "holm-first") {
  return row.leads.find(
    (lead) => lead.variance === "pair" && lead.target === row.shownTarget && lead.step === step,
  );
}

function sizeText({ design }: PowerRow): string {
  const { runs, prompts, epochs } = design;
  const size = `${formatQuantity(prompts.value, "prompt")} and ${formatQuantity(Math.round(epochs.value), "epoch")}`;
  return `${formatQuantity(runs.value, "run")} an arm, ${size}`;
}

function resolves(row: PowerRow, unit: Unit): string {
  const [alone, first] = [leadAt(row, "alone"), leadAt(row, "holm-first")];
  const where = row.eval === null ? "" : ` on ${row.eval}`;
  if (alone === undefined || alone.detectable === null)
    return `With ${sizeText(row)}, no lead of a recipe can be tested${where}: ${alone?.reason ?? "nothing is known of how runs differ"}.`;
  const own = alone.ownTest;
  const alike =
    own === null ? "" : `; ${leadUp(alone.detectable, unit)} if both arms were known to vary alike`;
  const found = `With ${sizeText(row)}, this design resolves leads of ${leadUp(own?.detectable ?? alone.detectable, unit)}${where} (${percentDown(row.wantedPower)} power, one comparison${alike})`;
  const { comparisons } = row.design;
  return comparisons.value === 1 || first === undefined || first.detectable === null
    ? `${found}.`
    : `${found}; ${leadUp(first.ownTest?.detectable ?? first.detectable, unit)} at Holm's first step over ${formatCount(comparisons.value)} comparisons.`;
}

function needs(row: PowerRow, unit: Unit): string[] {
  if (row.smallestEffect === null) return [];
  const wanted = leadUp(row.smallestEffect, unit);
  const alone = leadAt(row, "alone");
  const power = alone?.ownTest?.power ?? alone?.power;
  const has =
    power === undefined || power === null ? "" : ` It finds ${wanted} in ${percentDown(power)} of cases.`;
  const cheapest = row.cheapest.find(({ step }) => step === "alone");
  if (cheapest === undefined) return [`${has.trim()}`].filter((text) => text !== "");
  if (cheapest.design === null)
    return [
      `${has} No design that was tried resolves ${wanted}: more prompts do not make up for seeds.`.trim(),
    ];
  const { runs, prompts, epochs } = cheapest.design;
  const size = `${formatQuantity(runs, "run")} an arm, ${formatQuantity(prompts, "prompt")} and ${formatQuantity(epochs, "epoch")}`;
  return [`${has} ${wanted} need ${size}, the cheapest of the designs that were tried.`.trim()];
}

function retention(row: PowerRow, unit: Unit): string[] {
  const own = row.retention.find(({ variance, target }) => variance === "pair" && target === row.shownTarget);
  if (own === undefined || own.provable === null) return [];
  const share = own.share === 0.5 ? "half" : percentDown(own.share);
  return [
    `That more than ${share} of a lead is left, where all of it is, is proved that often for leads of ${leadUp(own.provable, unit)} and more.`,
  ];
}

function basis(row: PowerRow, unit: Unit): string {
  const { seed } = row.spread;
  const size = leadUp(seed.value, unit);
  const share =
    row.seedShare === null || row.seedShare < 0.5
      ? ""
      : ` Seeds make ${percentDown(row.seedShare)} of the variance between runs, which no prompt or epoch takes away.`;
  const limit =
    seed.atMost === null
      ? ""
      : `: it may well be ${leadUp(seed.atMost, unit)} (90% limit), and what is resolved larger in proportion`;
  const judge = row.judge === null || row.judge === DEFAULT_JUDGE ? "" : ` as \`${row.judge}\` judged them`;
  if (seed.from === "evidence")
    return `How seeds differ (standard deviation ${size}) is estimated from the outcomes at \`${row.stage ?? ""}\`${judge}, on ${formatCount(Math.round(seed.df ?? 0))} degrees of freedom${limit}.${share}`;
  const from = seed.from === "assumed" ? "assumed, not measured" : "as given";
  return `How seeds differ (standard deviation ${size}) is ${from}.${share}`;
}

/** What a design can and cannot resolve on one eval: what is found, what would be needed, retention, what it rests on. */
export function powerParts(ablation: Ablation | null, row: PowerRow): string[] {
  const unit = unitOfRow(ablation, row);
  return [resolves(row, unit), ...needs(row, unit), ...retention(row, unit), basis(row, unit)];
}

/** The same in one paragraph. */
export function powerSentences(ablation: Ablation | null, row: PowerRow): string[] {
  return [powerParts(ablation, row).join(" ")];
}

/** What the one smallest effect is on evals whose scale is not from 0 to 1. */
function scaleNote(ablation: Ablation, others: readonly PowerRow[]): string[] {
  const asked = others.flatMap((row) =>
    row.smallestEffect === null || row.eval === null
      ? []
      : [
          `${leadUp(row.smallestEffect, unitOfRow(ablation, row))} on ${row.eval} (scale ${ownScale(ablation, row)})`,
        ],
  );
  return asked.length === 0 ? [] : [`It is taken in the eval's own unit: ${listed(asked)}.`];
}

/** The same for a whole ablation: on how many of its evals the smallest effect is within reach, then each of them. */
export function powerAnswerSentences(ablation: Ablation, rows: readonly PowerRow[]): string[] {
  const asked = rows.filter(({ smallestEffect }) => smallestEffect !== null);
  const reached = (step: "alone" | "holm-first") =>
    asked.filter((row) => {
      const lead = leadAt(row, step);
      return (lead?.ownTest?.power ?? lead?.power ?? 0) >= row.wantedPower;
    }).length;
  const summary =
    asked.length === 0
      ? "The plan names no smallest effect worth acting on, so no power can be stated for it; what is resolved can be."
      : `The smallest effect worth acting on is within reach on ${reached("alone")} of ${formatQuantity(asked.length, "eval")} where it is the only comparison, and on ${reached("holm-first")} at Holm's first step.`;
  // One smallest effect stands for all evals, and is about rates: evals on a scale of their own come after them.
  const rates = rows.filter((row) => ownScale(ablation, row) === null);
  const others = rows.filter((row) => !rates.includes(row));
  return [
    [summary, ...scaleNote(ablation, others)].join(" "),
    ...[...rates, ...others].flatMap((row) => powerSentences(ablation, row)),
  ];
}
