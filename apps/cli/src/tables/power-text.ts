import {
  type Ablation,
  type Basis,
  boundsOf,
  type LeadPower,
  metricNamed,
  type PowerRow,
  type Target,
} from "@holdfast/core";
import { unitOf } from "./contrast-text.js";
import { countText, plural, type Unit } from "./number-text.js";
import { paragraph } from "./paragraph.js";
import { type Row, textTable } from "./text-table.js";

export interface PowerTextOptions {
  readonly target: Target | undefined;
  readonly columns: number;
  readonly bold: (text: string) => string;
}

function unitOfRow(ablation: Ablation | null, { eval: id, metric }: PowerRow): Unit {
  return ablation === null || id === null || metric === null
    ? "points"
    : unitOf(ablation, { eval: id, metric });
}

/** A lead without a sign, rounded up: what is smaller is found less often. */
export function leadText(value: number | null, unit: Unit): string {
  if (value === null) return "-";
  if (unit === "points") return (Math.ceil(value * 1000 - 1e-9) / 10).toFixed(1);
  return String(Number((value * (1 + 5e-4)).toPrecision(3)));
}

/** A probability, rounded down. */
export function powerOf(value: number | null): string {
  return value === null ? "-" : (Math.floor(value * 100 + 1e-9) / 100).toFixed(2);
}

function testText({ variance, step }: LeadPower, comparisons: number): string {
  const whose = variance === "pair" ? "pair" : "all arms pooled";
  return step === "alone"
    ? `  lead, ${whose}`
    : `  lead, ${whose}, Holm's first of ${countText(comparisons)}`;
}

function rowsOf(row: PowerRow, unit: Unit, target: Target): Row[] {
  const comparisons = row.design.comparisons.value;
  const leads = row.leads
    .filter((lead) => lead.target === target && (lead.step === "alone" || comparisons > 1))
    .map((lead): Row => {
      const cheapest =
        lead.variance === "pair" && target === row.shownTarget
          ? row.cheapest.find(({ step }) => step === lead.step)
          : undefined;
      const design =
        cheapest === undefined
          ? ""
          : cheapest.design === null
            ? "none tried"
            : `${cheapest.design.runs} x ${cheapest.design.prompts} x ${cheapest.design.epochs}`;
      return [
        testText(lead, comparisons),
        lead.df === null ? "-" : String(Math.round(lead.df * 10) / 10),
        leadText(lead.ownTest?.detectable ?? lead.detectable, unit),
        lead.ownTest === null ? "" : leadText(lead.detectable, unit),
        powerOf(lead.ownTest?.power ?? lead.power),
        design,
      ];
    });
  const retention = row.retention
    .filter((one) => one.target === target)
    .map(
      (one): Row => [
        `  more than ${one.share} retained, ${one.variance === "pair" ? "pair" : "all arms pooled"}`,
        "",
        leadText(one.provable, unit),
        "",
        powerOf(one.power),
        "",
      ],
    );
  return [...leads, ...retention];
}

function basisText(name: string, { value, from, df }: Basis, written: string): string {
  const on = df === null ? "" : ` on ${Math.round(df)} df`;
  return `${name} ${written === "" ? Math.round(value * 1000) / 1000 : written} (${from}${on})`;
}

function basesText(row: PowerRow, unit: Unit): string {
  const { design, spread } = row;
  const sizes = [
    basisText("runs an arm", design.runs, ""),
    basisText("arms", design.arms, ""),
    basisText("prompts", design.prompts, ""),
    basisText("epochs", design.epochs, ""),
  ];
  const deviations = [
    basisText("seeds", spread.seed, leadText(spread.seed.value, unit)),
    basisText("prompts within seeds", spread.seedByPrompt, leadText(spread.seedByPrompt.value, unit)),
    basisText("scores", spread.score, leadText(spread.score.value, unit)),
    basisText("lead over prompts", spread.armByPrompt, leadText(spread.armByPrompt.value, unit)),
    basisText("correlation of stages", spread.correlation, ""),
  ];
  return `${row.eval ?? "design"}: ${sizes.join(", ")}; deviations: ${deviations.join(", ")}. Prompts alone would claim ${leadText(row.promptsOnly, unit)}.`;
}

/** Whether the row's metric goes from 0 to 1, so that one smallest effect can stand over the column. */
function isOnUnitScale(ablation: Ablation | null, row: PowerRow): boolean {
  const value = ablation?.evals.find(({ id }) => id === row.eval);
  const metric = value === undefined || row.metric === null ? undefined : metricNamed(value, row.metric);
  if (metric === undefined) return true;
  const { lower, upper } = boundsOf(metric.scale);
  return lower === 0 && upper === 1;
}

/** The eval; on a scale of its own, with the effect that its power is about. */
function headingOf(ablation: Ablation | null, row: PowerRow): string {
  if (row.eval === null) return "a design without an ablation";
  if (row.smallestEffect === null || isOnUnitScale(ablation, row)) return row.eval;
  return `${row.eval}, power at ${leadText(row.smallestEffect, unitOfRow(ablation, row))} on its own scale`;
}

/** What a design resolves, as text: sentences, a table, and what it rests on. */
export function powerText(
  ablation: Ablation | null,
  answer: { readonly sentences: readonly string[]; readonly rows: readonly PowerRow[] },
  { target, columns, bold }: PowerTextOptions,
): string {
  const onUnit = answer.rows.filter((row) => isOnUnitScale(ablation, row));
  const rows = [...onUnit, ...answer.rows.filter((row) => !onUnit.includes(row))];
  const [first] = rows;
  if (first === undefined) return answer.sentences.map((text) => paragraph(text, columns)).join("\n");
  const effect = first.smallestEffect;
  const table = textTable(
    [
      { heading: "test", least: 20 },
      { heading: "df", align: "right" },
      { heading: "resolves", align: "right" },
      { heading: "if alike", align: "right" },
      {
        heading:
          effect === null || onUnit.length === 0
            ? "power"
            : `power at ${leadText(effect, unitOfRow(ablation, first))}`,
        align: "right",
      },
      { heading: "cheapest" },
    ],
    rows.flatMap((row): Row[] => [
      headingOf(ablation, row),
      ...rowsOf(row, unitOfRow(ablation, row), target ?? row.shownTarget),
    ]),
    columns,
    bold,
  );
  const shown = target ?? first.shownTarget;
  const legend = `Resolves: the smallest lead that is found with ${Math.round(first.wantedPower * 100)}% power; for retention, the smallest lead of which more than that share is proved to be left where all of it is. If alike: the same for a test that knows both arms to vary alike; the default does not, which costs it most with two or three runs. Cheapest: runs an arm x prompts x epochs. Pooled variance holds only where all arms vary alike. Target: ${shown}. ${plural(answer.rows.length, "row")} of assumptions below.`;
  const bases = rows.map((row) => paragraph(basesText(row, unitOfRow(ablation, row)), columns, "  "));
  return [
    answer.sentences.map((text) => paragraph(text, columns)).join("\n"),
    table,
    paragraph(legend, columns),
    `${bold("Rests on")}\n${bases.join("\n")}`,
  ].join("\n\n");
}
