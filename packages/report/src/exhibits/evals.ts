import {
  type Ablation,
  type Eval,
  formatCondition,
  type Metric,
  type Relation,
  relationDisagreements,
  relationTo,
} from "@holdfast/core";
import type { Cell, Text } from "../document.js";
import type { Exhibit } from "../exhibit.js";
import { hasRelations, relationFigure } from "../figures/relation-grid.js";
import { formatBare, formatCount } from "../format.js";
import { disagreementSentence } from "../sentences/relation-sentence.js";
import { ROLE_TITLES, ROLES } from "../subject.js";
import {
  code,
  groupedTable,
  listed,
  muted,
  NOTHING,
  numberColumn,
  strong,
  textColumn,
  wideColumn,
} from "../table.js";

/** Disagreements of one eval that are told in its row. */
const MOST_TOLD = 2;

function metricText({ name, direction, scale }: Metric): string {
  const range =
    scale.kind === "binary"
      ? "binary"
      : `${formatBare(scale.lower)} to ${formatBare(scale.upper)}${scale.unit === undefined ? "" : ` ${scale.unit}`}`;
  return `${name}: ${direction.replaceAll("-", " ")}, ${range}`;
}

/** `near for a, b`: one line a relation. */
function relationLines(stated: readonly (readonly [arm: string, relation: Relation])[], all: number): Text[] {
  const relations = [...new Set(stated.map(([, relation]) => relation))];
  return relations.map((relation) => {
    const arms = stated.filter(([, other]) => other === relation).map(([arm]) => arm);
    return arms.length === all && all > 1 ? `${relation} for all` : `${relation} for ${listed(arms)}`;
  });
}

function declaredLines({ arms }: Ablation, value: Eval): Text[] {
  if (typeof value.relation === "string")
    return [value.relation === "unknown" ? muted("not declared") : `${value.relation} for all`];
  return relationLines(
    arms.map(({ name }) => [name, relationTo(value, name)] as const),
    arms.length,
  );
}

function measuredLines(ablation: Ablation, value: Eval): Text[] {
  const measured = Object.entries(value.measuredRelation ?? {});
  if (measured.length === 0) return [muted("not measured")];
  const told = relationDisagreements(ablation)
    .filter((one) => one.eval === value.id)
    .slice(0, MOST_TOLD)
    .map((one) => muted(disagreementSentence(one)));
  return [
    ...relationLines(
      measured.map(([arm, { relation }]) => [arm, relation] as const),
      ablation.arms.length,
    ),
    ...told,
  ];
}

function conditionLines({ conditions = [] }: Eval): Text[] {
  return conditions.map((condition) => muted(formatCondition(condition) || "without a condition"));
}

function hashLine({ contentHash }: Eval): Text[] {
  if (contentHash === undefined) return [];
  return [contentHash === "unknown" ? muted("hash unknown") : code(contentHash.slice(7, 19))];
}

function evalCells(ablation: Ablation, value: Eval): Cell[] {
  const { id, title, note, harness, samples, metrics } = value;
  const run: Text[] = [
    ...(harness === undefined ? [] : [`${harness.name} ${harness.version ?? ""}`.trim()]),
    ...hashLine(value),
  ];
  return [
    {
      lines: [
        strong(id),
        ...(title === undefined ? [] : [muted(title)]),
        ...(note === undefined ? [] : [muted(note)]),
      ],
    },
    { lines: [...metrics.map(metricText), ...conditionLines(value)] },
    { lines: declaredLines(ablation, value) },
    { lines: measuredLines(ablation, value) },
    samples === undefined ? NOTHING : formatCount(samples),
    run.length === 0 ? NOTHING : { lines: run },
  ];
}

function tidyRows(ablation: Ablation): (string | number | null)[][] {
  return ablation.evals.flatMap((value) =>
    ablation.arms.map(({ name }) => {
      const measured = value.measuredRelation?.[name];
      const [metric] = value.metrics;
      return [
        ...[value.id, value.role, metric?.name ?? null, metric?.direction ?? null],
        ...[value.samples ?? null, name, relationTo(value, name)],
        ...[measured?.relation ?? null, measured?.dataset ?? null, measured?.because ?? null],
      ];
    }),
  );
}

/** What it is measured on: role, metrics, and how near each eval is to each arm's data, declared and measured. */
export function evalsExhibit(ablation: Ablation): Exhibit {
  const isDrawn = hasRelations(ablation) && ablation.design !== "observational";
  return {
    id: "evals",
    title: "What it is measured on",
    figure: isDrawn ? relationFigure(ablation, { id: "relations" }) : null,
    caption: isDrawn
      ? "How near each eval is to each arm's training data: circles as declared at registration, squares as measured on the texts of both. An outlined pair differs. No bars: nothing here is estimated from outcomes."
      : "Relations to the training data are declared at registration; measured ones stand beside them where the texts were at hand.",
    table: groupedTable(
      "Evals",
      [
        textColumn("Eval"),
        wideColumn("Metrics, conditions"),
        wideColumn("Declared relation to the data"),
        wideColumn("Measured relation"),
        numberColumn("Samples"),
        textColumn("Harness, content"),
      ],
      ROLES.map((role) => ({
        heading: ROLE_TITLES[role],
        rows: ablation.evals
          .filter((value) => value.role === role)
          .map((value) => evalCells(ablation, value)),
      })),
    ),
    tidy: {
      columns: [
        ...["eval", "role", "metric", "direction", "samples", "arm", "declaredRelation"],
        ...["measuredRelation", "measuredBy", "because"],
      ],
      rows: tidyRows(ablation),
    },
    methods: [],
  };
}
