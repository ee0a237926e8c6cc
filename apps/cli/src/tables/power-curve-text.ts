import type { Ablation, PowerCurve } from "@holdfast/core";
import { unitOf } from "./contrast-text.js";
import { countText, type Unit } from "./number-text.js";
import { paragraph } from "./paragraph.js";
import { leadText, type PowerTextOptions, powerOf } from "./power-text.js";
import { type Row, textTable } from "./text-table.js";

type Options = Pick<PowerTextOptions, "columns" | "bold">;

function runsTable(curve: PowerCurve, unit: Unit, { columns, bold }: Options): string {
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
            leadText(points.find((point) => point.runs === count)?.detectable ?? null, unit),
          ),
          ...(curve.comparisons > 1 ? [leadText(own?.holmFirst ?? null, unit)] : []),
          ...(smallestEffect === null ? [] : [powerOf(own?.power ?? null)]),
          ...(retention.length === 0
            ? []
            : [leadText(retention.find((point) => point.runs === count)?.provable ?? null, unit)]),
        ];
      }),
    columns,
    bold,
  );
}

function promptsTable({ prompts, chosen }: PowerCurve, unit: Unit, { columns, bold }: Options): string {
  return textTable(
    [
      { heading: "prompts", align: "right" },
      { heading: "resolves", align: "right" },
      { heading: "prompts alone would claim", align: "right" },
    ],
    prompts.map(
      (point): Row => [
        `${point.prompts === chosen.prompts ? "* " : ""}${countText(point.prompts)}`,
        leadText(point.detectable, unit),
        leadText(point.promptsOnly, unit),
      ],
    ),
    columns,
    bold,
  );
}

function seedsTable({ seeds, seedSd }: PowerCurve, unit: Unit, { columns, bold }: Options): string {
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
          leadText(line.points.find((point) => point.runs === count)?.detectable ?? null, unit),
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
  const legend = `The smallest lead that is found with ${Math.round(curve.wantedPower * 100)}% power, by the default test of one comparison; * is the design that is asked about. Retained: the smallest lead of which more than that share is proved to be left where all of it is. Target: ${curve.target}.`;
  return [
    answer.sentences.map((text) => paragraph(text, columns)).join("\n"),
    `${bold(curve.eval ?? "a design without an ablation")}, over runs an arm\n${runsTable(curve, unit, { columns, bold })}`,
    ...(curve.prompts.length === 0
      ? []
      : [
          `${bold("Over prompts")}, with ${countText(curve.chosen.runs)} runs an arm\n${promptsTable(curve, unit, { columns, bold })}`,
        ]),
    ...(curve.seeds.length === 0
      ? []
      : [
          `${bold("Over how seeds differ")}, with ${countText(curve.chosen.prompts)} prompts\n${seedsTable(curve, unit, { columns, bold })}`,
        ]),
    paragraph(legend, columns),
  ]
    .filter((text) => text !== "")
    .join("\n\n");
}
