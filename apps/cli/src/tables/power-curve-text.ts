import { type Ablation, boundsOf, metricNamed, type PowerCurve } from "@holdfast/core";
import { unitOf } from "./contrast-text.js";
import { countText, type Unit } from "./number-text.js";
import { paragraph } from "./paragraph.js";
import { leadText, type PowerTextOptions, powerOf } from "./power-text.js";
import { type Row, textTable } from "./text-table.js";

type Options = Pick<PowerTextOptions, "columns" | "bold">;

/** How a lead is written: `none` where the scale ends before it. */
type Written = (lead: number | null) => string;

/** Width of the metric's scale; that of a rate where there is no ablation. */
function rangeOf(ablation: Ablation | null, curve: PowerCurve): number {
  const value = ablation?.evals.find(({ id }) => id === curve.eval);
  const metric = value === undefined || curve.metric === null ? undefined : metricNamed(value, curve.metric);
  if (metric === undefined) return 1;
  const { lower, upper } = boundsOf(metric.scale);
  return upper - lower;
}

function runsTable(curve: PowerCurve, unit: Unit, written: Written, { columns, bold }: Options): string {
  const { lines, chosen, retention, smallestEffect, share } = curve;
  const here = lines.find(({ prompts }) => prompts === chosen.prompts) ?? lines[0];
  const right = (heading: string) => ({ heading, align: "right" as const });
  const runs = [...new Set(lines.flatMap(({ points }) => points.map((point) => point.runs)))];
  return textTable(
    [
      right("runs"),
      ...lines.map(({ prompts }) => right(`${countText(prompts)} prompts`)),
      ...(curve.comparisons > 1 ? [right(`Holm's first of ${countText(curve.comparisons)}`)] : []),
      ...(smallestEffect === null ? [] : [right(`power at ${leadText(smallestEffect, unit)}`)]),
      ...(retention.length === 0 ? [] : [right(`more than ${share} retained`)]),
    ],
    runs
      .sort((a, b) => a - b)
      .map((count): Row => {
        const own = here?.points.find((point) => point.runs === count);
        return [
          `${count === chosen.runs ? "* " : ""}${countText(count)}`,
          ...lines.map(({ points }) =>
            written(points.find((point) => point.runs === count)?.detectable ?? null),
          ),
          ...(curve.comparisons > 1 ? [written(own?.holmFirst ?? null)] : []),
          ...(smallestEffect === null ? [] : [powerOf(own?.power ?? null)]),
          ...(retention.length === 0
            ? []
            : [written(retention.find((point) => point.runs === count)?.provable ?? null)]),
        ];
      }),
    columns,
    bold,
  );
}

function promptsTable({ prompts, chosen }: PowerCurve, written: Written, { columns, bold }: Options): string {
  return textTable(
    [
      { heading: "prompts", align: "right" },
      { heading: "resolves", align: "right" },
      { heading: "prompts alone would claim", align: "right" },
    ],
    prompts.map(
      (point): Row => [
        `${point.prompts === chosen.prompts ? "* " : ""}${countText(point.prompts)}`,
        written(point.detectable),
        written(point.promptsOnly),
      ],
    ),
    columns,
    bold,
  );
}

function seedsTable(
  { seeds, seedSd }: PowerCurve,
  unit: Unit,
  written: Written,
  { columns, bold }: Options,
): string {
  const runs = seeds[0]?.points.map((point) => point.runs) ?? [];
  return textTable(
    [
      { heading: "seeds differ by", align: "right" },
      ...runs.map((count) => ({ heading: `${countText(count)} runs`, align: "right" as const })),
    ],
    seeds.map(
      (line): Row => [
        `${line.seedSd === seedSd ? "* " : ""}${leadText(line.seedSd, unit)}`,
        ...runs.map((count) =>
          written(line.points.find((point) => point.runs === count)?.detectable ?? null),
        ),
      ],
    ),
    columns,
    bold,
  );
}

/** What designs around the chosen one resolve, as text: sentences, and a table over runs, prompts and seeds. */
export function powerCurveText(
  ablation: Ablation | null,
  answer: { readonly sentences: readonly string[]; readonly curve: PowerCurve },
  { columns, bold }: Options,
): string {
  const { curve } = answer;
  const named = curve.eval !== null && curve.metric !== null;
  const unit =
    ablation === null || !named
      ? "points"
      : unitOf(ablation, { eval: curve.eval ?? "", metric: curve.metric ?? "" });
  const range = rangeOf(ablation, curve);
  const written: Written = (lead) => (lead === null || lead > range ? "none" : leadText(lead, unit));
  const legend = `The smallest lead that is found with ${Math.round(curve.wantedPower * 100)}% power, by the default test of one comparison; none where the scale ends before it. * is the design that is asked about. Retained: the smallest lead of which more than that share is proved to be left where all of it is. Target: ${curve.target}.`;
  return [
    answer.sentences.map((text) => paragraph(text, columns)).join("\n"),
    `${bold(curve.eval ?? "a design without an ablation")}, over runs an arm\n${runsTable(curve, unit, written, { columns, bold })}`,
    ...(curve.prompts.length === 0
      ? []
      : [
          `${bold("Over prompts")}, with ${countText(curve.chosen.runs)} runs an arm\n${promptsTable(curve, written, { columns, bold })}`,
        ]),
    ...(curve.seeds.length === 0
      ? []
      : [
          `${bold("Over how seeds differ")}, with ${countText(curve.chosen.prompts)} prompts\n${seedsTable(curve, unit, written, { columns, bold })}`,
        ]),
    paragraph(legend, columns),
  ]
    .filter((text) => text !== "")
    .join("\n\n");
}
