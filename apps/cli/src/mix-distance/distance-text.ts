import type { ArmRelation, Distance, DistanceExample, MixDistance } from "@holdfast/core";
import { countText, plural } from "../tables/number-text.js";
import { paragraph } from "../tables/paragraph.js";
import { type Row, textTable } from "../tables/text-table.js";

/** How distances are written. */
export interface DistanceTextOptions {
  readonly columns: number;
  readonly bold: (text: string) => string;
}

function shareOf(part: number, whole: number): string {
  return whole === 0 ? "-" : `${Math.round((part / whole) * 100)}%`;
}

function number(value: number | undefined | null): string {
  return value === undefined || value === null ? "-" : value.toFixed(2);
}

/** `0.12 0.31 0.90`: least, median and greatest. */
function spread(values: Distance["likeness"]["toRows"]): string {
  return values === null ? "-" : [values.least, values.median, values.greatest].map(number).join(" ");
}

function rowOf(distance: Distance): string[] {
  const { dataset, prompts, runs, inOneRow, near, taken, likeness, proposed } = distance;
  return [
    `  ${dataset}`,
    ...runs.map(({ withAny }) => shareOf(withAny, prompts)),
    shareOf(runs[0]?.contained ?? 0, prompts),
    shareOf(inOneRow, prompts),
    shareOf(near, prompts),
    shareOf(taken, prompts),
    spread(likeness.toRows),
    likeness.relative === null ? "-" : number(likeness.relative),
    proposed,
  ];
}

function exampleText({ prompt, file, line, kind, value, words }: DistanceExample): string {
  const said = {
    contained: `${Math.round(value * 100)}% of its words are in`,
    near: `a Jaccard index of ${number(value)} with`,
    alike: `a cosine of ${number(value)} with`,
  };
  return `- prompt ${prompt}: ${said[kind]} ${file}:${line} ("${words}")`;
}

function relationText({ eval: id, arm, proposed, dataset, because, declared, agrees }: ArmRelation): string {
  const beside =
    declared === null
      ? ""
      : agrees === false
        ? ` It is declared ${declared} for ${arm}: the two disagree.`
        : agrees === true
          ? ` It is declared the same for ${arm}.`
          : ` It is declared ${declared} for ${arm}.`;
  return `${id}: proposed ${proposed}, by ${dataset}.${beside} ${because}`;
}

/** The likest of all where nothing is contained or near, else those that are. */
function shownExamples({ examples }: Distance): readonly DistanceExample[] {
  const taken = examples.filter(({ kind }) => kind !== "alike");
  return taken.length > 0 ? taken : examples.slice(0, 1);
}

/** The distances for people: a table for each eval, then what is proposed beside what is declared, then examples. */
export function distanceText(
  { datasets, evals, distances, relations }: MixDistance,
  { columns, bold }: DistanceTextOptions,
): string {
  const heading = (id: string) => {
    const files = evals.filter((each) => each.eval === id);
    const [first] = files;
    return `${id}: ${plural(first?.prompts ?? 0, "different prompt")} in ${files.map(({ file }) => file).join(", ")}`;
  };
  const ids = relations.map((relation) => relation.eval);
  const rows: Row[] = ids.flatMap((id) => [
    heading(id),
    ...distances.filter((distance) => distance.eval === id).map(rowOf),
  ]);
  const right = (text: string) => ({ heading: text, align: "right" as const });
  const table = textTable(
    [
      { heading: "data set", least: 12 },
      right("any 8"),
      right("any 13"),
      right("70% of 8s"),
      right("one row"),
      right("near"),
      right("taken"),
      right("cosine"),
      right("relative"),
      { heading: "proposed" },
    ],
    rows,
    columns,
    bold,
  );
  const examples = ids.flatMap((id) =>
    distances
      .filter((distance) => distance.eval === id && distance.examples.length > 0)
      .flatMap((distance) => [
        `${id} beside ${distance.dataset}:`,
        ...shownExamples(distance).map((example) => paragraph(exampleText(example), columns, "  ")),
      ]),
  );
  const read = datasets.map(
    ({ dataset, rows: count, words, withoutWords, leftOut }) =>
      `${dataset}: ${plural(count, "row")}, ${countText(words)} words${withoutWords === 0 ? "" : `, ${countText(withoutWords)} without words`}${leftOut === 0 ? "" : `, ${plural(leftOut, "row")} left out`}`,
  );
  return [
    ...read,
    "",
    table,
    "",
    paragraph(
      "Shares of prompts: with any run of 8 or 13 words in the data; with 70% of their runs of 8; with more than half of their words in one row; near a row (Jaccard 0.5 and more); taken: one of the last three. Cosine to the likest row: least, median, greatest; relative: its median over that among rows or among prompts.",
      columns,
    ),
    "",
    bold("Relation to the training data"),
    ...relations.map((relation) => paragraph(relationText(relation), columns, "  ")),
    ...(examples.length === 0 ? [] : ["", bold("Examples"), ...examples]),
  ].join("\n");
}
