import {
  type Ablation,
  type ClusterDifference,
  conditionKey,
  type SampleDifference,
  type SampleDifferenceAnswer,
} from "@holdfast/core";
import type { Cell } from "../document.js";
import type { Exhibit } from "../exhibit.js";
import { MOST_CLUSTERS, samplesFigure } from "../figures/samples.js";
import { formatCount, formatQuantity } from "../format.js";
import { subjectOf, unitFor } from "../subject.js";
import { groupedTable, muted, nowrap, numberColumn, strong, textColumn } from "../table.js";
import { formatSampleDifference, printBareLevel, type Unit } from "../unit.js";

type Table = Exhibit["table"];

/** Prompts that the table lists; its download has every one that was given. */
export const MOST_LISTED = 20;

function tableOf(...given: Parameters<typeof groupedTable>): Table {
  const table = groupedTable(...given);
  if (table.kind !== "table") throw new TypeError("a grouped table is a table");
  return table;
}

const aboutColumns = ["arm", "control", "eval", "metric", "condition", "judge", "stage", "steps"];
function about({ arm, control, metric, condition, judge, stage, steps, ...answer }: SampleDifferenceAnswer) {
  const named = steps.map((step) => step ?? "end").join(" ");
  return [arm, control, answer.eval, metric, conditionKey(condition), judge, stage, named];
}

function clusterTable(answer: SampleDifferenceAnswer, unit: Unit): Table {
  const sameWay = ({ difference, above, below, level, prompts }: ClusterDifference): Cell => ({
    lines: [
      difference === 0 ? "–" : `${formatCount(difference < 0 ? below : above)} of ${formatCount(prompts)}`,
      ...(level === 0 ? [] : [muted(`${formatCount(level)} level`)]),
    ],
  });
  return tableOf(
    "Clusters",
    [
      textColumn("Cluster"),
      numberColumn("Prompts"),
      numberColumn(answer.arm),
      numberColumn(answer.control),
      numberColumn("Mean difference"),
      numberColumn("Same way"),
    ],
    [
      {
        heading: null,
        rows: answer.clusters.map((cluster): Cell[] => [
          nowrap(cluster.cluster),
          formatCount(cluster.prompts),
          printBareLevel(cluster.means.arm, unit),
          printBareLevel(cluster.means.control, unit),
          strong(formatSampleDifference(cluster.difference, unit)),
          sameWay(cluster),
        ]),
      },
    ],
  );
}

function runsCell({ runs }: SampleDifference, side: "arm" | "control", unit: Unit): Cell {
  const own = runs.filter((run) => run.side === side).map(({ mean }) => printBareLevel(mean, unit));
  return own.length < 2 ? "–" : own.join(" ");
}

function sampleTable(
  answer: SampleDifferenceAnswer,
  samples: readonly SampleDifference[],
  unit: Unit,
): Table {
  const level = (mean: number, scores: number): Cell => ({
    lines: [printBareLevel(mean, unit), muted(formatQuantity(scores, "score"))],
  });
  return tableOf(
    "Prompts",
    [
      textColumn("Prompt"),
      numberColumn(answer.arm),
      numberColumn(answer.control),
      numberColumn("Difference"),
      numberColumn("After chance"),
      numberColumn(`Runs of ${answer.arm}`),
      numberColumn(`Runs of ${answer.control}`),
    ],
    [
      {
        heading: null,
        rows: samples.map((sample): Cell[] => [
          {
            lines: [strong(sample.sample), ...(answer.clustersDeclared ? [muted(sample.cluster)] : [])],
          },
          level(sample.means.arm, sample.scores.arm),
          level(sample.means.control, sample.scores.control),
          strong(formatSampleDifference(sample.difference, unit)),
          formatSampleDifference(sample.shrunken, unit),
          runsCell(sample, "arm", unit),
          runsCell(sample, "control", unit),
        ]),
      },
    ],
  );
}

function clusterExhibit(ablation: Ablation, answer: SampleDifferenceAnswer, unit: Unit): Exhibit {
  const { clusters, samples, prompts, runs } = answer;
  const isAll = samples.length === prompts;
  const dots = isAll
    ? "Each dot is a prompt"
    : `Each dot is one of the ${formatCount(samples.length)} prompts that differ most, of ${formatCount(prompts)}`;
  const rows =
    clusters.length > MOST_CLUSTERS
      ? ` The ${MOST_CLUSTERS} of ${clusters.length} clusters with the largest mean are shown; the table has all.`
      : "";
  const ring =
    clusters.length === 0
      ? "the ring is their mean, each weighed by what is known of it"
      : "the ring is the mean over all prompts of a cluster";
  const id = "prompts-by-cluster";
  return {
    id,
    title: clusters.length === 0 ? "Prompts by their difference" : "Prompts by cluster",
    figure: samplesFigure(ablation, answer, { id }),
    caption: `${dots}, at ${answer.arm} minus ${answer.control}; ${ring}. Means are over ${formatQuantity(runs.arm, "run")} of ${answer.arm} and ${formatQuantity(runs.control, "run")} of ${answer.control}, each over its repeats. No variance is drawn: single prompts are for looking, and chance alone spreads them.${rows}`,
    table: clusterTable(answer, unit),
    tidy: {
      columns: [
        ...aboutColumns,
        "cluster",
        "prompts",
        "meanArm",
        "meanControl",
        "difference",
        "above",
        "below",
        "level",
      ],
      rows: clusters.map(({ cluster, means, difference, above, below, level, ...one }) => [
        ...[...about(answer), cluster, one.prompts, means.arm, means.control],
        ...[difference, above, below, level],
      ]),
    },
    methods: ["sample-differences"],
  };
}

function sampleExhibit(answer: SampleDifferenceAnswer, unit: Unit): Exhibit {
  const { samples, prompts } = answer;
  const shown = samples.slice(0, MOST_LISTED);
  return {
    id: "prompts",
    title: "Prompts that differ most",
    figure: null,
    caption: `The first ${formatCount(shown.length)} of ${formatQuantity(prompts, "prompt")}, by what is left of their difference after chance. The download has ${samples.length === prompts ? "all of them" : `the first ${formatCount(samples.length)}`}.`,
    table: sampleTable(answer, shown, unit),
    tidy: {
      columns: [
        ...[...aboutColumns, "sample", "cluster", "meanArm", "meanControl", "difference", "shrunken"],
        ...["scoresArm", "scoresControl", "runsArm", "runsControl"],
      ],
      rows: samples.map(({ sample, cluster, means, difference, shrunken, scores, runs }) => [
        ...[...about(answer), sample, cluster, means.arm, means.control, difference, shrunken],
        ...[scores.arm, scores.control],
        ...(["arm", "control"] as const).map((side) => runs.filter((run) => run.side === side).length),
      ]),
    },
    methods: ["sample-differences", "shrunken-differences"],
  };
}

/** The prompts on which two arms differ: a strip of all by cluster, and a list of the first. */
export function sampleExhibits(ablation: Ablation, answer: SampleDifferenceAnswer): Exhibit[] {
  if (answer.prompts === 0) return [];
  const unit = unitFor(subjectOf(ablation), answer);
  const listed = sampleExhibit(answer, unit);
  const clusters = clusterExhibit(ablation, answer, unit);
  // without clusters, the table of the figure is that of its prompts
  return answer.clusters.length === 0
    ? [{ ...clusters, table: listed.table, tidy: listed.tidy, methods: listed.methods }]
    : [clusters, listed];
}
